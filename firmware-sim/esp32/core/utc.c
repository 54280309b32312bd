#include "utc.h"

#include <string.h>

/** Days since 1970-01-01 of a date of the Gregorian calendar, the year counted from March. */
static int64_t days_of(int64_t year, int64_t month, int64_t day) {
  if (month <= 2) year--;
  const int64_t era = (year < 0 ? year - 399 : year) / 400;
  const int64_t of_era = year - era * 400;
  const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool is_leap(int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static int64_t days_in(int64_t year, int64_t month) {
  static const uint8_t DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : DAYS[month - 1];
}

/** Exactly that many digits; -1 where they are not there. */
static int64_t digits(const char **at, unsigned count) {
  int64_t value = 0;
  for (; count > 0; count--, (*at)++) {
    if (**at < '0' || **at > '9') return -1;
    value = value * 10 + (**at - '0');
  }
  return value;
}

static bool take(const char **at, char wanted) {
  if (**at != wanted) return false;
  (*at)++;
  return true;
}

/** Minutes of an offset such as `Z` or `+05:30`, which must end the text. */
static bool read_offset(const char *at, int64_t *minutes) {
  if (take(&at, 'Z')) {
    *minutes = 0;
    return *at == '\0';
  }
  const int64_t sign = *at == '-' ? -1 : 1;
  if (!take(&at, '+') && !take(&at, '-')) return false;
  const int64_t hours = digits(&at, 2);
  if (hours < 0 || hours > 23 || !take(&at, ':')) return false;
  const int64_t rest = digits(&at, 2);
  if (rest < 0 || rest > 59) return false;
  *minutes = sign * (hours * 60 + rest);
  return *at == '\0';
}

bool pw_utc_read(const char *text, int64_t *ms) {
  const char *at = text;
  const int64_t year = digits(&at, 4);
  if (year < 0 || !take(&at, '-')) return false;
  const int64_t month = digits(&at, 2);
  if (month < 1 || month > 12 || !take(&at, '-')) return false;
  const int64_t day = digits(&at, 2);
  if (day < 1 || day > days_in(year, month) || !take(&at, 'T')) return false;
  const int64_t hour = digits(&at, 2);
  if (hour < 0 || hour > 23 || !take(&at, ':')) return false;
  const int64_t minute = digits(&at, 2);
  if (minute < 0 || minute > 59) return false;
  int64_t second = 0;
  int64_t fraction = 0;
  if (take(&at, ':')) {
    second = digits(&at, 2);
    if (second < 0 || second > 59) return false;
    if (take(&at, '.')) {
      int64_t unit = 100;
      if (*at < '0' || *at > '9') return false;
      for (; *at >= '0' && *at <= '9'; at++, unit /= 10) fraction += unit * (*at - '0');
    }
  }
  int64_t offset = 0;
  if (!read_offset(at, &offset)) return false;
  *ms = ((days_of(year, month, day) * 24 + hour) * 60 + minute - offset) * 60000 + second * 1000 + fraction;
  return true;
}

static void write_digits(char *out, int64_t value, unsigned count) {
  while (count > 0) {
    out[--count] = (char)('0' + value % 10);
    value /= 10;
  }
}

void pw_utc_write(int64_t ms, char out[PW_UTC_LENGTH + 1]) {
  memcpy(out, "0000-00-00T00:00:00.000Z", PW_UTC_LENGTH + 1);
  if (ms < 0) ms = 0;
  int64_t days = ms / 86400000;
  const int64_t of_day = ms % 86400000;
  int64_t year = 1970;
  int64_t month = 1;
  while (days >= (is_leap(year) ? 366 : 365)) days -= is_leap(year++) ? 366 : 365;
  while (days >= days_in(year, month)) days -= days_in(year, month++);
  write_digits(out, year, 4);
  write_digits(out + 5, month, 2);
  write_digits(out + 8, days + 1, 2);
  write_digits(out + 11, of_day / 3600000, 2);
  write_digits(out + 14, of_day / 60000 % 60, 2);
  write_digits(out + 17, of_day / 1000 % 60, 2);
  write_digits(out + 20, of_day % 1000, 3);
}
