/* Strings and numbers of a document that was found valid. */
#include "json-read.h"

#include <string.h>

typedef struct {
  char *text;
  size_t capacity;
  size_t length;
} output;

static bool put(output *out, uint32_t byte) {
  if (out->length + 1 >= out->capacity) return false;
  out->text[out->length++] = (char)byte;
  return true;
}

static bool put_code(output *out, uint32_t code) {
  if (code == 0 || (code >= 0xd800 && code <= 0xdfff)) return false;
  if (code < 0x80) return put(out, code);
  if (code < 0x800) return put(out, 0xc0 | code >> 6) && put(out, 0x80 | (code & 0x3f));
  if (code < 0x10000) {
    return put(out, 0xe0 | code >> 12) && put(out, 0x80 | (code >> 6 & 0x3f)) && put(out, 0x80 | (code & 0x3f));
  }
  return put(out, 0xf0 | code >> 18) && put(out, 0x80 | (code >> 12 & 0x3f)) && put(out, 0x80 | (code >> 6 & 0x3f)) &&
         put(out, 0x80 | (code & 0x3f));
}

static uint32_t hex(const char *text) {
  uint32_t code = 0;
  for (int i = 0; i < 4; i++) {
    const uint32_t c = (unsigned char)text[i];
    code = code * 16 + (c <= '9' ? c - '0' : (c | 0x20U) - 'a' + 10);
  }
  return code;
}

bool pw_json_string(pw_json value, char *text, size_t capacity) {
  if (value.type != PW_JSON_STRING || capacity == 0) return false;
  static const char NAMES[] = "\"\\/bfnrt";
  static const char MEANT[] = "\"\\/\b\f\n\r\t";
  output out = {text, capacity, 0};
  const char *at = value.text + 1;
  const char *const end = value.text + value.length - 1;
  while (at < end) {
    if (*at != '\\') {
      if (!put(&out, (unsigned char)*at++)) return false;
      continue;
    }
    if (at[1] != 'u') {
      if (!put(&out, (unsigned char)MEANT[strchr(NAMES, at[1]) - NAMES])) return false;
      at += 2;
      continue;
    }
    uint32_t code = hex(at + 2);
    at += 6;
    if (code >= 0xd800 && code <= 0xdbff && end - at >= 6 && at[0] == '\\' && at[1] == 'u') {
      const uint32_t low = hex(at + 2);
      if (low >= 0xdc00 && low <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        at += 6;
      }
    }
    if (!put_code(&out, code)) return false;
  }
  text[out.length] = '\0';
  return true;
}

#define MOST_DIGITS 18

/** mantissa × 10^exponent; `inexact` where digits beyond the eighteenth were left out. */
typedef struct {
  int64_t mantissa;
  int32_t exponent;
  bool negative;
  bool inexact;
} decimal;

static decimal read_decimal(pw_json value) {
  decimal d = {0, 0, false, false};
  const char *at = value.text;
  const char *const end = value.text + value.length;
  int digits = 0;
  bool fraction = false;
  if (*at == '-') {
    d.negative = true;
    at++;
  }
  for (; at < end && *at != 'e' && *at != 'E'; at++) {
    if (*at == '.') {
      fraction = true;
    } else if (digits < MOST_DIGITS) {
      d.mantissa = d.mantissa * 10 + (*at - '0');
      if (d.mantissa != 0) digits++;
      if (fraction) d.exponent--;
    } else {
      if (*at != '0') d.inexact = true;
      if (!fraction) d.exponent++;
    }
  }
  if (at == end) return d;
  at++;
  const bool smaller = *at == '-';
  if (*at == '-' || *at == '+') at++;
  int32_t shift = 0;
  for (; at < end; at++) {
    if (shift < 100000) shift = shift * 10 + (*at - '0');
  }
  d.exponent += smaller ? -shift : shift;
  return d;
}

/** The value in units of 10^-decimals. */
static bool scaled(pw_json value, int32_t decimals, bool exact, int64_t *out) {
  if (value.type != PW_JSON_NUMBER) return false;
  decimal d = read_decimal(value);
  d.exponent += decimals;
  while (d.exponent < 0 && d.mantissa != 0) {
    if (d.mantissa % 10 != 0) d.inexact = true;
    d.mantissa /= 10;
    d.exponent++;
  }
  while (d.exponent > 0 && d.mantissa != 0) {
    if (d.mantissa > INT64_MAX / 10) return false;
    d.mantissa *= 10;
    d.exponent--;
  }
  if (exact && d.inexact) return false;
  *out = d.negative ? -d.mantissa : d.mantissa;
  return true;
}

bool pw_json_integer(pw_json value, int64_t *out) { return scaled(value, 0, true, out); }

bool pw_json_tenths(pw_json value, int64_t *out) { return scaled(value, 1, false, out); }
