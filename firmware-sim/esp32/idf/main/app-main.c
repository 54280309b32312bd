/* A Parkwire controller on an ESP32: starts the parts and then turns the core, in one task, for ever. */
#include <driver/gpio.h>
#include <esp_app_desc.h>
#include <esp_log.h>
#include <esp_random.h>
#include <esp_system.h>
#include <esp_task_wdt.h>
#include <esp_timer.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
#include <nvs_flash.h>
#include <stdlib.h>

#include "port-idf.h"

#define TURN_MS 10
#define STACK 8192
#define HOLD_MS 5000

static const char TAG[] = "parkwire";
static settings config;
static pw_board board;
static bool restart_wanted;
static bool reconnect_wanted;

static uint64_t uptime_ms(void *context) {
  (void)context;
  return (uint64_t)esp_timer_get_time() / 1000;
}

static bool utc_ms(void *context, int64_t *ms) {
  (void)context;
  return net_utc_ms(ms);
}

static void draw(void *context, void *out, size_t size) {
  (void)context;
  esp_fill_random(out, size);
}

static void health(void *context, pw_health *out) {
  (void)context;
  out->has_rssi = net_rssi(&out->rssi);
  out->has_heap = true;
  out->heap_free = esp_get_free_heap_size();
}

static void reconnect(void *context) {
  (void)context;
  reconnect_wanted = true;
}

static void restart(void *context) {
  (void)context;
  restart_wanted = true;
}

static void log_line(void *context, const char *line) {
  (void)context;
  ESP_LOGW(TAG, "%s", line);
}

static const pw_port PORT = {.uptime_ms = uptime_ms,
                             .utc_ms = utc_ms,
                             .random = draw,
                             .read = store_read,
                             .write = store_write,
                             .erase = store_erase,
                             .distance_mm = echo_distance_mm,
                             .lamp = lamps_set,
                             .health = health,
                             .publish = link_publish,
                             .reconnect = reconnect,
                             .restart = restart,
                             .update = update_fetch,
                             .keep_image = update_keep,
                             .log = log_line};

/** The button held for so long forgets everything: the board is as new. */
static void watch_button(void) {
  static uint64_t pressed_at;
  const uint64_t now = uptime_ms(NULL);
  if (gpio_get_level(CONFIG_PW_RESET_PIN) != 0) pressed_at = 0;
  else if (pressed_at == 0) pressed_at = now;
  else if (now - pressed_at >= HOLD_MS) {
    ESP_LOGW(TAG, "everything is forgotten");
    link_close();
    settings_forget();
    esp_restart();
  }
}

static void turn(void) {
  link_turn(TURN_MS);
  pw_board_poll(&board);
  update_follow(&board);
  watch_button();
  if (reconnect_wanted) {
    reconnect_wanted = false;
    link_close();
  }
  if (restart_wanted) {
    link_close();
    esp_restart();
  }
}

static void live(void *argument) {
  (void)argument;
  const pw_setup setup = {.id = config.id,
                          .version = esp_app_get_description()->version,
                          .sensors = CONFIG_PW_SENSORS,
                          .sample_ms = 60,
                          .assignment = config.assignment,
                          .config = pw_config_default(),
                          .on_trial = update_on_trial()};
  store_begin();
  lamps_begin();
  echo_begin();
  if (!pw_board_start(&board, &setup, &PORT)) {
    ESP_LOGE(TAG, "id, lot or slots do not fit this board; hold the button for 5 s to set it up anew");
    for (;; vTaskDelay(pdMS_TO_TICKS(100))) watch_button();
  }
  ESP_LOGI(TAG, "controller %s, boot %s", config.id, board.boot_id);
  link_begin(&config, &board);
  ESP_ERROR_CHECK(esp_task_wdt_add(NULL));
  for (;;) {
    turn();
    esp_task_wdt_reset();
  }
}

void app_main(void) {
  const gpio_config_t button = {
      .pin_bit_mask = 1ULL << CONFIG_PW_RESET_PIN, .mode = GPIO_MODE_INPUT, .pull_up_en = GPIO_PULLUP_ENABLE};
  esp_err_t found = nvs_flash_init();
  if (found == ESP_ERR_NVS_NO_FREE_PAGES || found == ESP_ERR_NVS_NEW_VERSION_FOUND) {
    ESP_ERROR_CHECK(nvs_flash_erase());
    found = nvs_flash_init();
  }
  ESP_ERROR_CHECK(found);
  ESP_ERROR_CHECK(gpio_config(&button));
  net_begin();
  settings_load(&config);
  if (xTaskCreate(live, "board", STACK, NULL, tskIDLE_PRIORITY + 5, NULL) != pdPASS) abort();
}
