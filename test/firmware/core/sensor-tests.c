#include "check.h"

#include "port.h"
#include "sensor.h"

static const pw_config CONFIG = {3000, 5000, 100, 1000, 60};

static pw_sensor settled(bool occupied) {
  pw_sensor sensor = {0};
  pw_detection detection;
  pw_sensor_observe(&sensor, &CONFIG, occupied ? 400 : 2500, 0, &detection);
  return sensor;
}

void sensor_tests(void) {
  pw_detection seen;
  about("the first reading of a boot is reported at once, as initial");
  pw_sensor fresh = {0};
  CHECK(!pw_sensor_observe(&fresh, &CONFIG, PW_NO_READING, 10, &seen));
  CHECK(pw_sensor_observe(&fresh, &CONFIG, 400, 20, &seen));
  CHECK(seen.initial && seen.occupied);
  CHECK_NUMBER(seen.uptime_ms, 20);
  CHECK_NUMBER(seen.distance_mm, 400);

  about("a change counts once it has held, with the time of its first reading");
  pw_sensor sensor = settled(false);
  CHECK(!pw_sensor_observe(&sensor, &CONFIG, 400, 1000, &seen));
  CHECK(!pw_sensor_observe(&sensor, &CONFIG, 410, 3999, &seen));
  CHECK(pw_sensor_observe(&sensor, &CONFIG, 405, 4000, &seen));
  CHECK(seen.occupied && !seen.initial);
  CHECK_NUMBER(seen.uptime_ms, 1000);
  CHECK(!pw_sensor_observe(&sensor, &CONFIG, 2500, 10000, &seen));
  CHECK(!pw_sensor_observe(&sensor, &CONFIG, 2500, 14999, &seen));
  CHECK(pw_sensor_observe(&sensor, &CONFIG, 2500, 15000, &seen));
  CHECK(!seen.occupied);
  CHECK_NUMBER(seen.uptime_ms, 10000);

  about("flapping restarts the dwell time");
  sensor = settled(false);
  for (uint64_t at = 1000; at < 60000; at += 2000) {
    CHECK(!pw_sensor_observe(&sensor, &CONFIG, 400, at, &seen));
    CHECK(!pw_sensor_observe(&sensor, &CONFIG, 2500, at + 1000, &seen));
  }
  CHECK(!sensor.occupied);

  about("a reading that failed says nothing, and does not end a change");
  sensor = settled(false);
  CHECK(!pw_sensor_observe(&sensor, &CONFIG, 400, 1000, &seen));
  CHECK(!pw_sensor_observe(&sensor, &CONFIG, PW_NO_READING, 2000, &seen));
  CHECK(!pw_sensor_observe(&sensor, &CONFIG, PW_NO_READING, 5000, &seen));
  CHECK(pw_sensor_observe(&sensor, &CONFIG, 400, 5001, &seen));
  CHECK_NUMBER(seen.uptime_ms, 1000);

  about("a car must go farther than it had to come near");
  sensor = settled(true);
  CHECK(!pw_sensor_observe(&sensor, &CONFIG, 1099, 1000, &seen));
  CHECK(!sensor.changing);
  CHECK(!pw_sensor_observe(&sensor, &CONFIG, 1100, 2000, &seen));
  CHECK(sensor.changing);
  sensor = settled(false);
  CHECK(!pw_sensor_observe(&sensor, &CONFIG, 1000, 1000, &seen));
  CHECK(!sensor.changing);
  CHECK(!pw_sensor_observe(&sensor, &CONFIG, 999, 2000, &seen));
  CHECK(sensor.changing);

  about("without a dwell time a change counts at once, and an echo that never came is far");
  const pw_config quick = {0, 0, 0, 1000, 60};
  sensor = settled(true);
  CHECK(pw_sensor_observe(&sensor, &quick, INT32_MAX, 1000, &seen));
  CHECK(!seen.occupied);
  CHECK_NUMBER(seen.distance_mm, PW_FARTHEST_MM);

  about("settings have bounds");
  CHECK(pw_config_valid(&CONFIG));
  pw_config config = CONFIG;
  config.telemetry_s = 61;
  CHECK(!pw_config_valid(&config));
  config.telemetry_s = 0;
  CHECK(!pw_config_valid(&config));
  config = CONFIG;
  config.dwell_in_ms = 600001;
  CHECK(!pw_config_valid(&config));
  config = CONFIG;
  config.occupied_below_mm = 9;
  CHECK(!pw_config_valid(&config));
  config = CONFIG;
  config.hysteresis_mm = -1;
  CHECK(!pw_config_valid(&config));
}
