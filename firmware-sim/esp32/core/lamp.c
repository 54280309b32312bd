/* What the LEDs show. */
#include "board-parts.h"

#include <string.h>

static const struct {
  const char *name;
  pw_color color;
} COLORS[] = {{"off", PW_OFF}, {"green", PW_GREEN}, {"blue", PW_BLUE},
              {"red", PW_RED}, {"amber", PW_AMBER}, {"white", PW_WHITE}};

#define COLOR_COUNT (sizeof COLORS / sizeof COLORS[0])

static bool color_of(const char *name, pw_color *color) {
  for (size_t i = 0; i < COLOR_COUNT; i++) {
    if (strcmp(COLORS[i].name, name) != 0) continue;
    *color = COLORS[i].color;
    return true;
  }
  return false;
}

bool pw_led_read(pw_json json, pw_led *led) {
  pw_led read;
  pw_color color;
  if (!pw_json_string(pw_json_member(json, "color"), read.color, sizeof read.color)) return false;
  if (!pw_json_string(pw_json_member(json, "pattern"), read.pattern, sizeof read.pattern)) return false;
  if (!pw_json_integer(pw_json_member(json, "rev"), &read.rev) || read.rev < 0) return false;
  if (!color_of(read.color, &color)) return false;
  if (strcmp(read.pattern, "solid") != 0 && strcmp(read.pattern, "blink") != 0) return false;
  *led = read;
  return true;
}

pw_led pw_board_shows(const pw_board *board, unsigned slot) {
  pw_led led = board->slots[slot].desired;
  for (unsigned i = 0; i < PW_IDENTIFYING; i++) {
    if ((board->identifying[i].slots >> slot & 1) == 0) continue;
    memcpy(led.color, "white", sizeof "white");
    memcpy(led.pattern, "blink", sizeof "blink");
  }
  return led;
}

void pw_light(pw_board *board, uint64_t now) {
  for (unsigned i = 0; i < board->assignment.slot_count; i++) {
    const pw_led led = pw_board_shows(board, i);
    pw_color color = PW_OFF;
    const bool dark = strcmp(led.pattern, "blink") == 0 && now / PW_BLINK_MS % 2 == 1;
    if (!dark && !color_of(led.color, &color)) color = PW_OFF;
    if (color == board->slots[i].lamp) continue;
    board->slots[i].lamp = color;
    board->port.lamp(board->port.context, i, color);
  }
}
