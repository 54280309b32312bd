#include "check.h"

#include <string.h>

#include "json-read.h"
#include "json-write.h"

static bool valid(const char *text) {
  pw_json root;
  return pw_json_parse(text, strlen(text), &root);
}

static pw_json member(const char *text, const char *name) {
  pw_json root;
  CHECK(pw_json_parse(text, strlen(text), &root));
  return pw_json_member(root, name);
}

static void reads_documents(void) {
  about("a document is valid or it is nothing");
  static const char *const GOOD[] = {"{}", " [1 , -2.5e+3, true,false , null, \"\"]\r\n", "0", "-0", "\"\\u00e9\\ud83d\\ude97\"",
                                     "{\"a\":{\"b\":[[],{}]}}", "\"\xc3\xa9\"", "1e400", "\"\\ud800\""};
  static const char *const BAD[] = {
      "",      " ",        "{",           "}",          "[",        "{]",      "[}",      "{\"a\"}",   "{\"a\":}",  "{\"a\":1,}",
      "[1,]",  "[,1]",     "{,}",         "{a:1}",      "{'a':1}",  "01",      "-",       "1.",        ".5",        "1e",
      "+1",    "tru",      "nul",         "truefalse",  "1 2",      "\"",      "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\t\"",
      "\"\xff\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\"", "\"\xe2\x82\"", "NaN", "Infinity", "// x\n1", "{\"a\":1 \"b\":2}",
      "\xef\xbb\xbf{}"};
  for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++) check_that(valid(GOOD[i]), GOOD[i], __FILE__, __LINE__);
  for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) check_that(!valid(BAD[i]), BAD[i], __FILE__, __LINE__);
  pw_json root;
  CHECK(!pw_json_parse("{\"a\":1}\0", 8, &root));
  CHECK_NUMBER(root.type, PW_JSON_NONE);
}

static void bounds_depth(void) {
  about("nesting is bounded");
  char text[200];
  memset(text, '[', 100);
  memset(text + 100, ']', 100);
  pw_json root;
  CHECK(pw_json_parse(text + 100 - PW_JSON_MAX_DEPTH, 2 * PW_JSON_MAX_DEPTH, &root));
  CHECK(!pw_json_parse(text + 100 - PW_JSON_MAX_DEPTH - 1, 2 * PW_JSON_MAX_DEPTH + 2, &root));
}

static void finds_members(void) {
  about("members are found by their decoded names, the last of two, and only at the top");
  int64_t number = 0;
  const char *const text = "{\"x\":{\"seq\":1}, \"s\\u0065q\" : 2, \"list\":[\"seq\",3], \"seq\":4 }";
  CHECK(pw_json_integer(member(text, "seq"), &number));
  CHECK_NUMBER(number, 4);
  CHECK_NUMBER(member(text, "none").type, PW_JSON_NONE);
  CHECK_NUMBER(member("[1]", "a").type, PW_JSON_NONE);
  CHECK_NUMBER(member("{}", "a").type, PW_JSON_NONE);
  CHECK(pw_json_integer(member("{\"s\\u0065q\":7}", "seq"), &number));
  CHECK_NUMBER(number, 7);
}

static void walks_arrays(void) {
  about("the elements of an array, one after another");
  const pw_json list = member("{\"l\":[ \"A\" ,[1,2], {\"a\":[]},3 ]}", "l");
  static const pw_json_type TYPES[] = {PW_JSON_STRING, PW_JSON_ARRAY, PW_JSON_OBJECT, PW_JSON_NUMBER, PW_JSON_NONE,
                                       PW_JSON_NONE};
  size_t at = 0;
  for (size_t i = 0; i < 6; i++) CHECK_NUMBER(pw_json_next(list, &at).type, TYPES[i]);
  at = 0;
  CHECK_NUMBER(pw_json_next(member("{\"l\":[ ]}", "l"), &at).type, PW_JSON_NONE);
}

static void decodes_strings(void) {
  about("strings are decoded, or refused whole");
  char text[16];
  CHECK(pw_json_string(member("{\"a\":\"q\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "a"), text, sizeof text));
  CHECK_TEXT(text, "q\"\\/\b\f\n\r\t");
  CHECK(pw_json_string(member("{\"a\":\"\\u0041\\u00e9\\u20ac\\ud83d\\ude97\"}", "a"), text, sizeof text));
  CHECK_TEXT(text, "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x9a\x97");
  CHECK(!pw_json_string(member("{\"a\":\"\\u0000\"}", "a"), text, sizeof text));
  CHECK(!pw_json_string(member("{\"a\":\"\\ud83d\"}", "a"), text, sizeof text));
  CHECK(!pw_json_string(member("{\"a\":\"\\ude97\\ud83d\"}", "a"), text, sizeof text));
  CHECK(!pw_json_string(member("{\"a\":1}", "a"), text, sizeof text));
  CHECK(pw_json_string(member("{\"a\":\"123456789012345\"}", "a"), text, sizeof text));
  CHECK(!pw_json_string(member("{\"a\":\"1234567890123456\"}", "a"), text, sizeof text));
}

static void whole_number(const char *text, bool is, long long expected) {
  char document[64] = "{\"a\":";
  strcat(document, text);
  strcat(document, "}");
  int64_t number = 0;
  const bool read = pw_json_integer(member(document, "a"), &number);
  check_that(read == is, text, __FILE__, __LINE__);
  if (is) check_number(number, expected, __FILE__, __LINE__);
}

static void reads_numbers(void) {
  about("whole numbers, however they are written");
  whole_number("0", true, 0);
  whole_number("-0", true, 0);
  whole_number("42", true, 42);
  whole_number("-7", true, -7);
  whole_number("2.0", true, 2);
  whole_number("20e-1", true, 2);
  whole_number("1.5e1", true, 15);
  whole_number("1E3", true, 1000);
  whole_number("0e99999999999", true, 0);
  whole_number("0.000e-5", true, 0);
  whole_number("9007199254740991", true, 9007199254740991LL);
  whole_number("999999999999999999", true, 999999999999999999LL);
  whole_number("1.5", false, 0);
  whole_number("1e-1", false, 0);
  whole_number("1e30", false, 0);
  whole_number("1e99999999999", false, 0);
  whole_number("1e-99999999999", false, 0);
  whole_number("12345678901234567890123", false, 0);
  whole_number("\"1\"", false, 0);
  whole_number("true", false, 0);
  about("tenths are cut off");
  int64_t tenths = 0;
  CHECK(pw_json_tenths(member("{\"a\":10.57}", "a"), &tenths));
  CHECK_NUMBER(tenths, 105);
  CHECK(pw_json_tenths(member("{\"a\":-0.19}", "a"), &tenths));
  CHECK_NUMBER(tenths, -1);
  CHECK(pw_json_tenths(member("{\"a\":100}", "a"), &tenths));
  CHECK_NUMBER(tenths, 1000);
  CHECK(pw_json_tenths(member("{\"a\":33.333333333333333333333}", "a"), &tenths));
  CHECK_NUMBER(tenths, 333);
}

static void writes(void) {
  about("objects are written, or nothing");
  char text[160];
  pw_writer w;
  pw_begin(&w, text, sizeof text);
  CHECK_NUMBER(pw_end(&w), 2);
  CHECK_TEXT(text, "{}");
  static const char CODES[2][4] = {"A", "B12"};
  pw_begin(&w, text, sizeof text);
  pw_put_string(&w, "s", "\"\\\n\x01\xc3\xa9");
  pw_put_integer(&w, "i", INT64_MIN);
  pw_put_integer(&w, "j", INT64_MAX);
  pw_put_tenths(&w, "t", 1234);
  pw_put_tenths(&w, "u", -5);
  pw_put_tenths(&w, "v", 1000);
  pw_put_bool(&w, "b", true);
  pw_put_strings(&w, "l", CODES[0], sizeof CODES[0], 2);
  pw_put_strings(&w, "e", CODES[0], sizeof CODES[0], 0);
  const size_t length = pw_end(&w);
  CHECK_NUMBER(length, strlen(text));
  CHECK_TEXT(text, "{\"s\":\"\\\"\\\\\\u000a\\u0001\xc3\xa9\",\"i\":-9223372036854775808,\"j\":9223372036854775807,\"t\":123.4,"
                   "\"u\":-0.5,\"v\":100,\"b\":true,\"l\":[\"A\",\"B12\"],\"e\":[]}");
  CHECK(valid(text));
  for (size_t capacity = 0; capacity < 10; capacity++) {
    pw_begin(&w, text, capacity);
    pw_put_integer(&w, "a", 123);
    CHECK_NUMBER(pw_end(&w), 0);
  }
  pw_begin(&w, text, 10);
  pw_put_integer(&w, "a", 123);
  CHECK_NUMBER(pw_end(&w), 9);
}

void json_tests(void) {
  reads_documents();
  bounds_depth();
  finds_members();
  walks_arrays();
  decodes_strings();
  reads_numbers();
  writes();
}
