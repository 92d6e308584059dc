#pragma once
/// Starts libxml2 once and takes its entity loader away: nothing is ever fetched, from disk or network. Takes its voice
/// away too, thread by thread, as it keeps its handlers: what is wrong is told by whoever called.
void dixit_xml_start(void);
