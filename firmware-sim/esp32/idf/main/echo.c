/* HC-SR04: a pulse of 10 us on TRIG, and ECHO is up for as long as the sound was on its way. */
#include <driver/gpio.h>
#include <esp_log.h>
#include <esp_rom_sys.h>
#include <esp_timer.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
#include <stdlib.h>

#include "port-idf.h"

/** Where no echo comes, ECHO falls after 38 ms. */
#define LONGEST_MS 45
#define NO_ECHO_US 25000
#define READINGS 3
#define PAUSE_MS 15

static int trigger[PW_MAX_SLOTS];
static int echo[PW_MAX_SLOTS];
static TaskHandle_t waiting;
static volatile int64_t risen_at;
static volatile int64_t fallen_at;

static void on_edge(void *argument) {
  const int pin = (int)(intptr_t)argument;
  BaseType_t woken = pdFALSE;
  if (gpio_get_level(pin)) {
    risen_at = esp_timer_get_time();
  } else if (risen_at != 0 && fallen_at == 0) {
    fallen_at = esp_timer_get_time();
    vTaskNotifyGiveFromISR(waiting, &woken);
  }
  portYIELD_FROM_ISR(woken);
}

void pins_of(const char *list, int pins[PW_MAX_SLOTS]) {
  const char *at = list;
  for (int i = 0; i < CONFIG_PW_SENSORS; i++) {
    char *end;
    pins[i] = (int)strtol(at, &end, 10);
    if (end == at) {
      ESP_LOGE("pins", "\"%s\" names fewer pins than there are sensors", list);
      abort();
    }
    at = *end == ',' ? end + 1 : end;
  }
}

void echo_begin(void) {
  pins_of(CONFIG_PW_TRIGGER_PINS, trigger);
  pins_of(CONFIG_PW_ECHO_PINS, echo);
  waiting = xTaskGetCurrentTaskHandle();
  ESP_ERROR_CHECK(gpio_install_isr_service(0));
  for (int i = 0; i < CONFIG_PW_SENSORS; i++) {
    const gpio_config_t out = {.pin_bit_mask = 1ULL << trigger[i], .mode = GPIO_MODE_OUTPUT};
    const gpio_config_t in = {.pin_bit_mask = 1ULL << echo[i], .mode = GPIO_MODE_INPUT, .intr_type = GPIO_INTR_ANYEDGE};
    ESP_ERROR_CHECK(gpio_config(&out));
    ESP_ERROR_CHECK(gpio_config(&in));
    ESP_ERROR_CHECK(gpio_set_level(trigger[i], 0));
    ESP_ERROR_CHECK(gpio_isr_handler_add(echo[i], on_edge, (void *)(intptr_t)echo[i]));
    ESP_ERROR_CHECK(gpio_intr_disable(echo[i]));
  }
}

/** One measurement. A sensor that does not answer at all is no reading; one that hears nothing looks into the open. */
static int32_t measure(unsigned sensor) {
  risen_at = 0;
  fallen_at = 0;
  ulTaskNotifyTake(pdTRUE, 0);
  gpio_intr_enable(echo[sensor]);
  gpio_set_level(trigger[sensor], 1);
  esp_rom_delay_us(10);
  gpio_set_level(trigger[sensor], 0);
  const bool heard = ulTaskNotifyTake(pdTRUE, pdMS_TO_TICKS(LONGEST_MS)) > 0;
  gpio_intr_disable(echo[sensor]);
  if (!heard) return PW_NO_READING;
  const int64_t us = fallen_at - risen_at;
  if (us >= NO_ECHO_US) return PW_FARTHEST_MM;
  /* 343 m/s, there and back. */
  return (int32_t)(us * 343 / 2000);
}

/** The middle of three, so that a single stray echo is no reading. */
int32_t echo_distance_mm(void *context, unsigned sensor) {
  (void)context;
  int32_t sorted[READINGS];
  for (int i = 0; i < READINGS; i++) {
    const int32_t read = measure(sensor);
    int at = i;
    for (; at > 0 && sorted[at - 1] > read; at--) sorted[at] = sorted[at - 1];
    sorted[at] = read;
    vTaskDelay(pdMS_TO_TICKS(PAUSE_MS));
  }
  return sorted[READINGS / 2];
}
