/* What the core needs of the world around it. A port fills in this table; it has no other way to reach the core's state. */
#ifndef PW_PORT_H
#define PW_PORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { PW_OFF, PW_GREEN, PW_BLUE, PW_RED, PW_AMBER, PW_WHITE } pw_color;

/** A reading that failed: it is no distance, and neither "far" nor "near". */
#define PW_NO_READING (-1)
/** An echo that never came: nothing stands there. The greatest distance an event can state. */
#define PW_FARTHEST_MM 100000

/** Records of the store: 0 to 255 hold one event each. */
#define PW_RECORD_CONFIG 256
#define PW_RECORD_ASSIGNMENT 257
#define PW_RECORD_RESTARTING 258
#define PW_RECORDS 259

/** How the board fares; what it cannot tell is left unset. */
typedef struct {
  bool has_rssi;
  bool has_heap;
  bool has_temperature;
  int32_t rssi;
  int64_t heap_free;
  int64_t temperature_tenths;
} pw_health;

typedef struct {
  void *context;
  /** Milliseconds since this boot; never goes back and does not wrap. */
  uint64_t (*uptime_ms)(void *context);
  /** The time of day as milliseconds since 1970; false while the board's clock is not synchronised. */
  bool (*utc_ms)(void *context, int64_t *ms);
  /** Unpredictable bytes. */
  void (*random)(void *context, void *out, size_t size);

  /** The record as it was last written, whole and of exactly this size, or false. */
  bool (*read)(void *context, unsigned record, void *out, size_t size);
  /** Written when it returns, so that a power cut right after it loses nothing. */
  bool (*write)(void *context, unsigned record, const void *data, size_t size);
  void (*erase)(void *context, unsigned record);

  /** Millimetres to whatever stands before that slot's sensor, or PW_NO_READING. */
  int32_t (*distance_mm)(void *context, unsigned slot);
  /** What the lamp shows from now on; blinking is done by the core. */
  void (*lamp)(void *context, unsigned slot, pw_color color);
  void (*health)(void *context, pw_health *health);

  /** Hands a message to the link; false when it cannot be taken now. */
  bool (*publish)(void *context, const char *topic, const char *payload, size_t length, int qos, bool retain);
  /** Connect anew, with the will and the subscriptions as the core states them now. */
  void (*reconnect)(void *context);
  /** Let what was published leave, then boot. */
  void (*restart)(void *context);

  /** Begin to fetch a firmware image; answered later by pw_board_update_ready or pw_board_update_failed. */
  bool (*update)(void *context, const char *url, const char *sha256);
  /** The image on trial has reached the server: keep it. */
  void (*keep_image)(void *context);
  /** A line for whoever looks at the console; never a secret. */
  void (*log)(void *context, const char *line);
} pw_port;

#endif
