#include "json-write.h"

static void put(pw_writer *w, char c) {
  if (w->length + 1 >= w->capacity) {
    w->overflow = true;
  } else {
    w->text[w->length++] = c;
  }
}

static void put_text(pw_writer *w, const char *text) {
  while (*text != '\0') put(w, *text++);
}

static void put_quoted(pw_writer *w, const char *text) {
  static const char HEX[] = "0123456789abcdef";
  put(w, '"');
  for (; *text != '\0'; text++) {
    const unsigned char c = (unsigned char)*text;
    if (c == '"' || c == '\\') {
      put(w, '\\');
      put(w, (char)c);
    } else if (c < 0x20) {
      put_text(w, "\\u00");
      put(w, HEX[c >> 4]);
      put(w, HEX[c & 15]);
    } else {
      put(w, (char)c);
    }
  }
  put(w, '"');
}

static void put_unsigned(pw_writer *w, uint64_t value) {
  char digits[20];
  size_t count = 0;
  do {
    digits[count++] = (char)('0' + value % 10);
    value /= 10;
  } while (value != 0);
  while (count > 0) put(w, digits[--count]);
}

static uint64_t magnitude(int64_t value) { return value < 0 ? ~(uint64_t)value + 1 : (uint64_t)value; }

static void put_name(pw_writer *w, const char *name) {
  if (w->length > 1) put(w, ',');
  put_quoted(w, name);
  put(w, ':');
}

void pw_begin(pw_writer *w, char *text, size_t capacity) {
  w->text = text;
  w->capacity = capacity;
  w->length = 0;
  w->overflow = false;
  put(w, '{');
}

void pw_put_string(pw_writer *w, const char *name, const char *value) {
  put_name(w, name);
  put_quoted(w, value);
}

void pw_put_integer(pw_writer *w, const char *name, int64_t value) {
  put_name(w, name);
  if (value < 0) put(w, '-');
  put_unsigned(w, magnitude(value));
}

void pw_put_tenths(pw_writer *w, const char *name, int64_t tenths) {
  put_name(w, name);
  if (tenths < 0) put(w, '-');
  put_unsigned(w, magnitude(tenths) / 10);
  if (magnitude(tenths) % 10 != 0) {
    put(w, '.');
    put(w, (char)('0' + magnitude(tenths) % 10));
  }
}

void pw_put_bool(pw_writer *w, const char *name, bool value) {
  put_name(w, name);
  put_text(w, value ? "true" : "false");
}

void pw_put_strings(pw_writer *w, const char *name, const char *first, size_t stride, size_t count) {
  put_name(w, name);
  put(w, '[');
  for (size_t i = 0; i < count; i++) {
    if (i > 0) put(w, ',');
    put_quoted(w, first + i * stride);
  }
  put(w, ']');
}

size_t pw_end(pw_writer *w) {
  put(w, '}');
  if (w->overflow || w->capacity == 0) return 0;
  w->text[w->length] = '\0';
  return w->length;
}
