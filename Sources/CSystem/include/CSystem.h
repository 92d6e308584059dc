// What the system can do and Swift's view of its C library does not show.
#pragma once

/// Returns when all that was written to the file system of an open file is on its disk; -1 with errno where that failed
/// or the system cannot do it.
int dixit_sync_filesystem(int descriptor);
/// Lets the system begin to write a file to the disk, without waiting.
void dixit_begin_sync(int descriptor);
