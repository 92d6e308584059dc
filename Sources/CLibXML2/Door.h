#pragma once
/// Starts libxml2 once and takes its entity loader away: nothing is ever fetched, from disk or network.
void dixit_xml_start(void);
