#include "check.h"

#include "utc.h"

static void reads(const char *text, bool is, long long expected) {
  int64_t ms = 0;
  check_that(pw_utc_read(text, &ms) == is, text, __FILE__, __LINE__);
  if (is) check_number(ms, expected, __FILE__, __LINE__);
}

void utc_tests(void) {
  about("instants are read with any offset and precision");
  reads("1970-01-01T00:00:00.000Z", true, 0);
  reads("2026-11-21T11:51:58.843Z", true, 1795261918843);
  reads("2026-11-21T17:21:58.843+05:30", true, 1795261918843);
  reads("2026-11-21T03:51:58.843-08:00", true, 1795261918843);
  reads("2026-11-21T11:51:58Z", true, 1795261918000);
  reads("2026-11-21T11:51Z", true, 1795261860000);
  reads("2026-11-21T11:51:58.84309999999999Z", true, 1795261918843);
  reads("2024-02-29T00:00:00Z", true, 1709164800000);
  reads("1969-12-31T23:59:59.999Z", true, -1);
  reads("0000-01-01T00:00:00Z", true, -62167219200000);
  about("what is no instant is none");
  static const char *const BAD[] = {"",
                                    "2026",
                                    "2026-11-21",
                                    "2026-11-21T11:51:58.843",
                                    "2026-11-21 11:51:58Z",
                                    "2026-13-01T00:00:00Z",
                                    "2026-00-01T00:00:00Z",
                                    "2026-02-29T00:00:00Z",
                                    "2100-02-29T00:00:00Z",
                                    "2026-11-31T00:00:00Z",
                                    "2026-11-21T24:00:00Z",
                                    "2026-11-21T11:60:00Z",
                                    "2026-11-21T11:51:60Z",
                                    "2026-11-21T11:51:58.Z",
                                    "2026-11-21T11:51:58Zx",
                                    "2026-11-21T11:51:58+0530",
                                    "2026-11-21T11:51:58+24:00",
                                    "2026-11-21T11:51:58+05:60",
                                    "+026-11-21T11:51:58Z"};
  for (unsigned i = 0; i < sizeof BAD / sizeof BAD[0]; i++) reads(BAD[i], false, 0);
  about("instants are written as they are read");
  char text[PW_UTC_LENGTH + 1];
  pw_utc_write(1795261918843, text);
  CHECK_TEXT(text, "2026-11-21T11:51:58.843Z");
  pw_utc_write(PW_UTC_END_MS - 1, text);
  CHECK_TEXT(text, "9999-12-31T23:59:59.999Z");
  for (int64_t ms = 0; ms < PW_UTC_END_MS; ms += 86400000LL * 997 + 3661001) {
    int64_t back = -1;
    pw_utc_write(ms, text);
    CHECK(pw_utc_read(text, &back) && back == ms);
  }
}
