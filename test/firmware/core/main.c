#include "check.h"

int main(void) {
  json_tests();
  utc_tests();
  sensor_tests();
  queue_tests();
  board_tests();
  link_tests();
  led_tests();
  command_tests();
  update_tests();
  join_tests();
  return check_summary();
}
