#define _GNU_SOURCE
#include "CSystem.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#ifdef __linux__
int dixit_sync_filesystem(int descriptor) { return syncfs(descriptor); }
void dixit_begin_sync(int descriptor) { sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE); }
#else
int dixit_sync_filesystem(int descriptor) {
  (void)descriptor;
  errno = ENOSYS;
  return -1;
}
void dixit_begin_sync(int descriptor) { (void)descriptor; }
#endif
