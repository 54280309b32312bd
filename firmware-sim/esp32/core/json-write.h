/* Writes one JSON object into a buffer; what does not fit makes the whole of it nothing, never a cut-off document. */
#ifndef PW_JSON_WRITE_H
#define PW_JSON_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  char *text;
  size_t capacity;
  size_t length;
  bool overflow;
} pw_writer;

void pw_begin(pw_writer *w, char *text, size_t capacity);
void pw_put_string(pw_writer *w, const char *name, const char *value);
void pw_put_integer(pw_writer *w, const char *name, int64_t value);
/** A number of which `tenths` is ten times the value. */
void pw_put_tenths(pw_writer *w, const char *name, int64_t tenths);
void pw_put_bool(pw_writer *w, const char *name, bool value);
/** An array of strings; `stride` is the distance from one to the next. */
void pw_put_strings(pw_writer *w, const char *name, const char *first, size_t stride, size_t count);
/** The length of the text, which is also ended by NUL; 0 where it did not fit. */
size_t pw_end(pw_writer *w);

#endif
