/*
 * A strict reader of JSON over a buffer that somebody else owns: it allocates nothing, copies nothing, does not recurse,
 * and reads each byte a bounded number of times. RFC 8259 and nothing beyond it: valid UTF-8, no trailing commas, no
 * comments, no NaN.
 */
#ifndef PW_JSON_READ_H
#define PW_JSON_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Deeper nesting is refused: nothing in the protocol goes beyond two. */
#define PW_JSON_MAX_DEPTH 32

typedef enum {
  PW_JSON_NONE,
  PW_JSON_OBJECT,
  PW_JSON_ARRAY,
  PW_JSON_STRING,
  PW_JSON_NUMBER,
  PW_JSON_TRUE,
  PW_JSON_FALSE,
  PW_JSON_NULL
} pw_json_type;

/** A value inside a document that was found to be valid as a whole. */
typedef struct {
  pw_json_type type;
  const char *text;
  size_t length;
} pw_json;

/** Whether the text is one valid document; only then its values may be asked for. */
bool pw_json_parse(const char *text, size_t length, pw_json *root);

/** The member of that name, the last one where it is given twice; of type NONE where there is none. */
pw_json pw_json_member(pw_json object, const char *name);

/** The next element of an array; `*at` begins at 0. Of type NONE at the end. */
pw_json pw_json_next(pw_json array, size_t *at);

/** The decoded string, ended by NUL; false for another type, one that does not fit, one with NUL or half a surrogate. */
bool pw_json_string(pw_json value, char *out, size_t capacity);

/** A whole number, however it is written (`2`, `2.0`, `20e-1`); false for any other value and beyond 18 digits. */
bool pw_json_integer(pw_json value, int64_t *out);

/** A number in tenths, cut off after them: `10.57` is 105. */
bool pw_json_tenths(pw_json value, int64_t *out);

#endif
