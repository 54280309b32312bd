/* The smallest test framework that says what failed, where, and goes on. */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stddef.h>

/** Names what the next checks are about. */
void about(const char *what);
void check_that(bool holds, const char *what, const char *file, int line);
void check_text(const char *actual, const char *expected, const char *file, int line);
void check_number(long long actual, long long expected, const char *file, int line);

#define CHECK(holds) check_that((holds), #holds, __FILE__, __LINE__)
#define CHECK_TEXT(actual, expected) check_text((actual), (expected), __FILE__, __LINE__)
#define CHECK_NUMBER(actual, expected) check_number((long long)(actual), (long long)(expected), __FILE__, __LINE__)

/** Prints `N tests, N checks, N failed`; the exit code of the program. */
int check_summary(void);

void json_tests(void);
void utc_tests(void);
void sensor_tests(void);
void queue_tests(void);
void board_tests(void);
void link_tests(void);
void command_tests(void);
void led_tests(void);
void update_tests(void);
void join_tests(void);

#endif
