#include "json-read.h"

#include <string.h>

typedef struct {
  const unsigned char *at;
  const unsigned char *end;
} cursor;

static bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

static bool next_is(const cursor *c, unsigned char wanted) { return c->at < c->end && *c->at == wanted; }

static void skip_space(cursor *c) {
  while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' || *c->at == '\n' || *c->at == '\r')) c->at++;
}

static int hex_digit(unsigned char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/** Four hexadecimal digits; -1 where there are none. */
static int32_t scan_hex(cursor *c) {
  if (c->end - c->at < 4) return -1;
  int32_t code = 0;
  for (int i = 0; i < 4; i++) {
    const int digit = hex_digit(*c->at++);
    if (digit < 0) return -1;
    code = code * 16 + digit;
  }
  return code;
}

/** One character of more than seven bits: no overlong form, no surrogate, nothing beyond U+10FFFF. */
static bool scan_utf8(cursor *c) {
  const unsigned char lead = *c->at++;
  unsigned more;
  unsigned char low = 0x80;
  unsigned char high = 0xbf;
  if (lead >= 0xc2 && lead <= 0xdf) {
    more = 1;
  } else if (lead >= 0xe0 && lead <= 0xef) {
    more = 2;
    if (lead == 0xe0) low = 0xa0;
    if (lead == 0xed) high = 0x9f;
  } else if (lead >= 0xf0 && lead <= 0xf4) {
    more = 3;
    if (lead == 0xf0) low = 0x90;
    if (lead == 0xf4) high = 0x8f;
  } else {
    return false;
  }
  for (; more > 0; more--) {
    if (c->at == c->end || *c->at < low || *c->at > high) return false;
    c->at++;
    low = 0x80;
    high = 0xbf;
  }
  return true;
}

static bool scan_string(cursor *c) {
  if (!next_is(c, '"')) return false;
  c->at++;
  while (c->at < c->end) {
    const unsigned char ch = *c->at;
    if (ch == '"') {
      c->at++;
      return true;
    }
    if (ch < 0x20) return false;
    if (ch >= 0x80) {
      if (!scan_utf8(c)) return false;
      continue;
    }
    c->at++;
    if (ch != '\\') continue;
    if (c->at == c->end) return false;
    const unsigned char escape = *c->at++;
    if (escape == 'u') {
      if (scan_hex(c) < 0) return false;
    } else if (escape == '\0' || !strchr("\"\\/bfnrt", escape)) {
      return false;
    }
  }
  return false;
}

static bool scan_digits(cursor *c) {
  const unsigned char *const begin = c->at;
  while (c->at < c->end && is_digit(*c->at)) c->at++;
  return c->at > begin;
}

static bool scan_number(cursor *c) {
  if (next_is(c, '-')) c->at++;
  if (next_is(c, '0')) {
    c->at++;
  } else if (!scan_digits(c)) {
    return false;
  }
  if (next_is(c, '.')) {
    c->at++;
    if (!scan_digits(c)) return false;
  }
  if (next_is(c, 'e') || next_is(c, 'E')) {
    c->at++;
    if (next_is(c, '+') || next_is(c, '-')) c->at++;
    if (!scan_digits(c)) return false;
  }
  return true;
}

static bool scan_word(cursor *c, const char *word) {
  const size_t length = strlen(word);
  if ((size_t)(c->end - c->at) < length || memcmp(c->at, word, length) != 0) return false;
  c->at += length;
  return true;
}

static pw_json_type type_at(const cursor *c) {
  if (c->at == c->end) return PW_JSON_NONE;
  switch (*c->at) {
    case '{':
      return PW_JSON_OBJECT;
    case '[':
      return PW_JSON_ARRAY;
    case '"':
      return PW_JSON_STRING;
    case 't':
      return PW_JSON_TRUE;
    case 'f':
      return PW_JSON_FALSE;
    case 'n':
      return PW_JSON_NULL;
    default:
      return *c->at == '-' || is_digit(*c->at) ? PW_JSON_NUMBER : PW_JSON_NONE;
  }
}

static bool scan_scalar(cursor *c) {
  switch (type_at(c)) {
    case PW_JSON_STRING:
      return scan_string(c);
    case PW_JSON_NUMBER:
      return scan_number(c);
    case PW_JSON_TRUE:
      return scan_word(c, "true");
    case PW_JSON_FALSE:
      return scan_word(c, "false");
    case PW_JSON_NULL:
      return scan_word(c, "null");
    default:
      return false;
  }
}

/** A member's name and its colon. */
static bool scan_name(cursor *c) {
  skip_space(c);
  if (!scan_string(c)) return false;
  skip_space(c);
  if (!next_is(c, ':')) return false;
  c->at++;
  return true;
}

/** One value with all that is in it. What is open is kept as bits, one for each level: 1 an object, 0 an array. */
static bool scan_value(cursor *c) {
  uint32_t objects = 0;
  unsigned depth = 0;
  for (;;) {
    skip_space(c);
    const pw_json_type type = type_at(c);
    if (type == PW_JSON_OBJECT || type == PW_JSON_ARRAY) {
      const bool object = type == PW_JSON_OBJECT;
      if (depth == PW_JSON_MAX_DEPTH) return false;
      c->at++;
      skip_space(c);
      if (next_is(c, object ? '}' : ']')) {
        c->at++;
      } else {
        objects = objects << 1 | (object ? 1U : 0U);
        depth++;
        if (object && !scan_name(c)) return false;
        continue;
      }
    } else if (!scan_scalar(c)) {
      return false;
    }
    /* A value is complete: whatever it was in goes on or ends. */
    for (;;) {
      if (depth == 0) return true;
      skip_space(c);
      if (next_is(c, ',')) {
        c->at++;
        if ((objects & 1U) != 0 && !scan_name(c)) return false;
        break;
      }
      if (!next_is(c, (objects & 1U) != 0 ? '}' : ']')) return false;
      c->at++;
      depth--;
      objects >>= 1;
    }
  }
}

static pw_json take_value(cursor *c) {
  skip_space(c);
  pw_json value = {type_at(c), (const char *)c->at, 0};
  if (!scan_value(c)) value.type = PW_JSON_NONE;
  value.length = (size_t)((const char *)c->at - value.text);
  return value;
}

bool pw_json_parse(const char *text, size_t length, pw_json *root) {
  cursor c = {(const unsigned char *)text, (const unsigned char *)text + length};
  *root = take_value(&c);
  skip_space(&c);
  if (root->type != PW_JSON_NONE && c.at == c.end) return true;
  root->type = PW_JSON_NONE;
  return false;
}

static cursor inside(pw_json value) {
  const unsigned char *const begin = (const unsigned char *)value.text;
  cursor c = {begin + 1, begin + value.length - 1};
  skip_space(&c);
  return c;
}

pw_json pw_json_member(pw_json object, const char *name) {
  pw_json found = {PW_JSON_NONE, NULL, 0};
  if (object.type != PW_JSON_OBJECT) return found;
  cursor c = inside(object);
  while (c.at < c.end) {
    char decoded[32];
    const pw_json key = take_value(&c);
    skip_space(&c);
    c.at++; /* the colon */
    const pw_json value = take_value(&c);
    if (pw_json_string(key, decoded, sizeof decoded) && strcmp(decoded, name) == 0) found = value;
    skip_space(&c);
    if (next_is(&c, ',')) c.at++;
    skip_space(&c);
  }
  return found;
}

pw_json pw_json_next(pw_json array, size_t *at) {
  pw_json none = {PW_JSON_NONE, NULL, 0};
  if (array.type != PW_JSON_ARRAY) return none;
  cursor c = inside(array);
  if (*at > 0) c.at = (const unsigned char *)array.text + *at;
  skip_space(&c);
  if (next_is(&c, ',')) c.at++;
  skip_space(&c);
  if (c.at >= c.end) return none;
  const pw_json value = take_value(&c);
  *at = (size_t)((const char *)c.at - array.text);
  return value;
}
