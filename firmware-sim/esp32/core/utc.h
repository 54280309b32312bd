/* Instants as milliseconds since 1970, and as ISO 8601 on the wire. */
#ifndef PW_UTC_H
#define PW_UTC_H

#include <stdbool.h>
#include <stdint.h>

#define PW_UTC_LENGTH 24
/** The year 10000, which would not fit. */
#define PW_UTC_END_MS 253402300800000

/** `2026-11-21T11:51:58.843Z`, also with an offset; false for anything that is no instant. */
bool pw_utc_read(const char *text, int64_t *ms);

/** Writes `2026-11-21T11:51:58.843Z`; only for the years 1970 to 9999. */
void pw_utc_write(int64_t ms, char out[PW_UTC_LENGTH + 1]);

#endif
