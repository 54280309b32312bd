#include "sensor.h"

#include "port.h"

pw_config pw_config_default(void) {
  const pw_config config = {3000, 5000, 100, 1000, 60};
  return config;
}

/** The bounds of the protocol's `set-config`. */
bool pw_config_valid(const pw_config *config) {
  return config->dwell_in_ms <= 600000 && config->dwell_out_ms <= 600000 && config->hysteresis_mm >= 0 &&
         config->hysteresis_mm <= 5000 && config->occupied_below_mm >= 10 &&
         config->occupied_below_mm <= PW_FARTHEST_MM && config->telemetry_s >= 1 && config->telemetry_s <= 60;
}

bool pw_sensor_observe(pw_sensor *sensor, const pw_config *config, int32_t distance_mm, uint64_t now,
                       pw_detection *detection) {
  if (distance_mm < 0) return false;
  if (distance_mm > PW_FARTHEST_MM) distance_mm = PW_FARTHEST_MM;

  if (!sensor->known) {
    const bool occupied = distance_mm < config->occupied_below_mm;
    *sensor = (pw_sensor){.known = true, .occupied = occupied};
    *detection = (pw_detection){occupied, true, now, distance_mm};
    return true;
  }

  const int32_t threshold = config->occupied_below_mm + (sensor->occupied ? config->hysteresis_mm : 0);
  const bool occupied = distance_mm < threshold;
  if (occupied == sensor->occupied) {
    sensor->changing = false;
    return false;
  }
  if (!sensor->changing) {
    sensor->changing = true;
    sensor->since_ms = now;
  }
  if (now - sensor->since_ms < (occupied ? config->dwell_in_ms : config->dwell_out_ms)) return false;
  sensor->occupied = occupied;
  sensor->changing = false;
  *detection = (pw_detection){occupied, false, sensor->since_ms, distance_mm};
  return true;
}
