/* Debounce of a distance sensor: a change counts once it has held, with the time of its first reading. */
#ifndef PW_SENSOR_H
#define PW_SENSOR_H

#include <stdbool.h>
#include <stdint.h>

/** The settings of `set-config`, kept across boots. Lengths in tenths of a centimetre, which are millimetres. */
typedef struct {
  uint32_t dwell_in_ms;
  uint32_t dwell_out_ms;
  int32_t hysteresis_mm;
  int32_t occupied_below_mm;
  uint32_t telemetry_s;
} pw_config;

typedef struct {
  /** Whether the sensor has been read in this boot, and what it has settled on. */
  bool known;
  bool occupied;
  /** A change that has not yet held for its dwell time. */
  bool changing;
  uint64_t since_ms;
} pw_sensor;

typedef struct {
  bool occupied;
  bool initial;
  uint64_t uptime_ms;
  int32_t distance_mm;
} pw_detection;

pw_config pw_config_default(void);
bool pw_config_valid(const pw_config *config);

/**
 * Takes one reading. A car must come closer than `occupied_below_mm` to be seen, and go farther than that plus the
 * hysteresis to be gone. The first reading of a boot is reported at once: it is what the board saw when it woke.
 */
bool pw_sensor_observe(pw_sensor *sensor, const pw_config *config, int32_t distance_mm, uint64_t now,
                       pw_detection *detection);

#endif
