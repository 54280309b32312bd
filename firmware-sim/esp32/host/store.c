/* The board's flash: one file of records, each with its length and checksum, so that a torn one is seen. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "host.h"

#define RECORD 512
#define HEAD 8

static int handle = -1;

static uint32_t checksum(const uint8_t *data, size_t size) {
  uint32_t crc = 0xffffffffU;
  for (size_t i = 0; i < size; i++) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (0xedb88320U & (0U - (crc & 1U)));
  }
  return ~crc;
}

bool store_open(const char *folder) {
  char path[HOST_TEXT + 16];
  if (handle >= 0) return true;
  snprintf(path, sizeof path, "%s/flash", folder);
  handle = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (handle < 0) {
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    return false;
  }
  if (flock(handle, LOCK_EX | LOCK_NB) == 0) return true;
  fprintf(stderr, "%s: another board uses it\n", path);
  return false;
}

bool store_read(void *context, unsigned record, void *out, size_t size) {
  (void)context;
  uint8_t buffer[RECORD];
  uint32_t head[2];
  const ssize_t got = pread(handle, buffer, sizeof buffer, (off_t)record * RECORD);
  if (got < HEAD) return false;
  memcpy(head, buffer, HEAD);
  if (head[0] != size || (size_t)got < HEAD + size || head[1] != checksum(buffer + HEAD, size)) return false;
  memcpy(out, buffer + HEAD, size);
  return true;
}

bool store_write(void *context, unsigned record, const void *data, size_t size) {
  (void)context;
  uint8_t buffer[RECORD] = {0};
  if (size > RECORD - HEAD) return false;
  const uint32_t head[2] = {(uint32_t)size, checksum(data, size)};
  memcpy(buffer, head, HEAD);
  memcpy(buffer + HEAD, data, size);
  return pwrite(handle, buffer, sizeof buffer, (off_t)record * RECORD) == RECORD && fdatasync(handle) == 0;
}

/** Not flushed: what comes back after a power cut is sent once more, which does no harm. */
void store_erase(void *context, unsigned record) {
  (void)context;
  const uint8_t nothing[RECORD] = {0};
  if (pwrite(handle, nothing, sizeof nothing, (off_t)record * RECORD) != RECORD) perror("flash");
}
