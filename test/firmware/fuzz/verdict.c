/* Reads documents, each behind its length as four bytes (big endian); writes 1 for a valid one, else 0. */
#include <stdio.h>
#include <stdlib.h>

#include "json-read.h"

int main(void) {
  unsigned char head[4];
  while (fread(head, 1, 4, stdin) == 4) {
    const size_t length = (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
    char *const text = malloc(length == 0 ? 1 : length);
    pw_json root;
    if (!text || fread(text, 1, length, stdin) != length) return 1;
    putchar(pw_json_parse(text, length, &root) ? '1' : '0');
    free(text);
  }
  return 0;
}
