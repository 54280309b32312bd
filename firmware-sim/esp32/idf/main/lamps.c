#include "port-idf.h"

#include <sdkconfig.h>

/** Red, green and blue of each color, of 255. */
static const uint8_t LIGHT[][3] = {
    [PW_OFF] = {0, 0, 0}, [PW_GREEN] = {0, 255, 0},   [PW_BLUE] = {0, 0, 255},
    [PW_RED] = {255, 0, 0}, [PW_AMBER] = {255, 110, 0}, [PW_WHITE] = {255, 255, 255},
};

#ifdef CONFIG_PW_LAMPS_WS2812

#include <led_strip.h>

static led_strip_handle_t strip;

void lamps_begin(void) {
  const led_strip_config_t chain = {
      .strip_gpio_num = CONFIG_PW_WS2812_PIN,
      .max_leds = CONFIG_PW_SENSORS,
      .led_model = LED_MODEL_WS2812,
      .color_component_format = LED_STRIP_COLOR_COMPONENT_FMT_GRB,
  };
  const led_strip_rmt_config_t rmt = {.resolution_hz = 10 * 1000 * 1000};
  ESP_ERROR_CHECK(led_strip_new_rmt_device(&chain, &rmt, &strip));
  ESP_ERROR_CHECK(led_strip_clear(strip));
}

static uint32_t dimmed(uint8_t light) { return (uint32_t)light * CONFIG_PW_WS2812_BRIGHTNESS / 255; }

void lamps_set(void *context, unsigned slot, pw_color color) {
  (void)context;
  const uint8_t *const light = LIGHT[color];
  led_strip_set_pixel(strip, slot, dimmed(light[0]), dimmed(light[1]), dimmed(light[2]));
  led_strip_refresh(strip);
}

#else

#include <driver/gpio.h>

static int pins[3][PW_MAX_SLOTS];

void lamps_begin(void) {
  pins_of(CONFIG_PW_RED_PINS, pins[0]);
  pins_of(CONFIG_PW_GREEN_PINS, pins[1]);
  pins_of(CONFIG_PW_BLUE_PINS, pins[2]);
  for (int part = 0; part < 3; part++) {
    for (int slot = 0; slot < CONFIG_PW_SENSORS; slot++) {
      const gpio_config_t out = {.pin_bit_mask = 1ULL << pins[part][slot], .mode = GPIO_MODE_OUTPUT};
      ESP_ERROR_CHECK(gpio_config(&out));
      ESP_ERROR_CHECK(gpio_set_level(pins[part][slot], 0));
    }
  }
}

/** On or off: amber is red with green. */
void lamps_set(void *context, unsigned slot, pw_color color) {
  (void)context;
  for (int part = 0; part < 3; part++) gpio_set_level(pins[part][slot], LIGHT[color][part] > 0);
}

#endif
