/* The hand that covers sensors and pulls plugs: lines on stdin, or on a FIFO that any shell can write to. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host.h"

static int handle = STDIN_FILENO;
static char pending[1024];
static size_t length;

bool control_open(const char *fifo) {
  if (fifo[0] != '\0') {
    if (mkfifo(fifo, 0600) != 0 && errno != EEXIST) {
      fprintf(stderr, "%s: %s\n", fifo, strerror(errno));
      return false;
    }
    /* Held open for writing too, so that it does not end when a writer leaves. */
    handle = open(fifo, O_RDWR | O_CLOEXEC);
    if (handle < 0) {
      fprintf(stderr, "%s: %s\n", fifo, strerror(errno));
      return false;
    }
  }
  return fcntl(handle, F_SETFL, fcntl(handle, F_GETFL) | O_NONBLOCK) == 0;
}

bool control_line(char *line, size_t capacity, bool *ended) {
  *ended = false;
  const ssize_t got = read(handle, pending + length, sizeof pending - length);
  if (got > 0) length += (size_t)got;
  if (got == 0 && length < sizeof pending) *ended = true;
  char *const end = memchr(pending, '\n', length);
  if (!end) {
    /* A line that long is none. */
    if (length == sizeof pending) length = 0;
    return false;
  }
  const size_t size = (size_t)(end - pending);
  const size_t taken = size < capacity ? size : capacity - 1;
  memcpy(line, pending, taken);
  line[taken] = '\0';
  length -= size + 1;
  memmove(pending, end + 1, length);
  return true;
}
