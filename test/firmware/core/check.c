#include "check.h"

#include <stdio.h>
#include <string.h>

static const char *subject = "";
static int tests;
static int checks;
static int failed;

void about(const char *what) {
  subject = what;
  tests++;
}

static void fail(const char *file, int line, const char *what) {
  failed++;
  printf("FAILED %s (%s:%d): %s\n", subject, file, line, what);
}

void check_that(bool holds, const char *what, const char *file, int line) {
  checks++;
  if (!holds) fail(file, line, what);
}

void check_text(const char *actual, const char *expected, const char *file, int line) {
  char what[4600];
  checks++;
  if (strcmp(actual, expected) == 0) return;
  snprintf(what, sizeof what, "\n  is     %.2048s\n  not as %.2048s", actual, expected);
  fail(file, line, what);
}

void check_number(long long actual, long long expected, const char *file, int line) {
  char what[80];
  checks++;
  if (actual == expected) return;
  snprintf(what, sizeof what, "is %lld, not %lld", actual, expected);
  fail(file, line, what);
}

int check_summary(void) {
  printf("%d tests, %d checks, %d failed\n", tests, checks, failed);
  return failed == 0 ? 0 : 1;
}
