/* Firmware images over HTTP, into the partition that is not running. The boot loader goes back unless the image is kept. */
#include <esp_crt_bundle.h>
#include <esp_http_client.h>
#include <esp_ota_ops.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
#include <mbedtls/sha256.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "port-idf.h"

#define CHUNK 2048
#define TIMEOUT_MS 15000
#define STACK 8192

static char url[PW_URL_SIZE];
static char wanted[PW_SHA256_SIZE];
static volatile bool fetching;
static volatile bool ended;
/** NULL after a success. */
static const char *volatile failure;

bool update_on_trial(void) {
  esp_ota_img_states_t state;
  return esp_ota_get_state_partition(esp_ota_get_running_partition(), &state) == ESP_OK &&
         state == ESP_OTA_IMG_PENDING_VERIFY;
}

void update_keep(void *context) {
  (void)context;
  esp_ota_mark_app_valid_cancel_rollback();
}

static void hex_of(const uint8_t digest[32], char out[65]) {
  for (int i = 0; i < 32; i++) snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

/** Writes the body while it comes, and looks at its checksum before anything boots from it. */
static const char *write_body(esp_http_client_handle_t http, esp_ota_handle_t image) {
  static char chunk[CHUNK];
  uint8_t digest[32];
  char sha256[65];
  mbedtls_sha256_context hash;
  const char *why = NULL;
  mbedtls_sha256_init(&hash);
  mbedtls_sha256_starts(&hash, 0);
  while (!why) {
    const int got = esp_http_client_read(http, chunk, CHUNK);
    if (got < 0) why = "the image could not be fetched";
    if (got <= 0) break;
    mbedtls_sha256_update(&hash, (const uint8_t *)chunk, (size_t)got);
    if (esp_ota_write(image, chunk, (size_t)got) != ESP_OK) why = "the image could not be stored";
  }
  mbedtls_sha256_finish(&hash, digest);
  mbedtls_sha256_free(&hash);
  hex_of(digest, sha256);
  if (!why && !esp_http_client_is_complete_data_received(http)) why = "the image could not be fetched";
  if (!why && strcasecmp(sha256, wanted) != 0) why = "sha256 differs";
  return why;
}

static const char *install(esp_http_client_handle_t http) {
  const esp_partition_t *const partition = esp_ota_get_next_update_partition(NULL);
  esp_ota_handle_t image;
  if (esp_http_client_open(http, 0) != ESP_OK || esp_http_client_fetch_headers(http) < 0 ||
      esp_http_client_get_status_code(http) != 200) {
    return "the image could not be fetched";
  }
  if (!partition || esp_ota_begin(partition, OTA_WITH_SEQUENTIAL_WRITES, &image) != ESP_OK) {
    return "the image could not be stored";
  }
  const char *const why = write_body(http, image);
  if (why) {
    esp_ota_abort(image);
    return why;
  }
  if (esp_ota_end(image) != ESP_OK) return "this is no image for this chip";
  return esp_ota_set_boot_partition(partition) == ESP_OK ? NULL : "the image could not be stored";
}

static void run(void *argument) {
  (void)argument;
  const esp_http_client_config_t config = {
      .url = url, .timeout_ms = TIMEOUT_MS, .crt_bundle_attach = esp_crt_bundle_attach, .keep_alive_enable = true};
  esp_http_client_handle_t http = esp_http_client_init(&config);
  failure = http ? install(http) : "the image could not be fetched";
  if (http) esp_http_client_cleanup(http);
  ended = true;
  vTaskDelete(NULL);
}

bool update_fetch(void *context, const char *its_url, const char *sha256) {
  (void)context;
  if (fetching) return false;
  snprintf(url, sizeof url, "%s", its_url);
  snprintf(wanted, sizeof wanted, "%s", sha256);
  fetching = xTaskCreate(run, "update", STACK, NULL, tskIDLE_PRIORITY + 1, NULL) == pdPASS;
  return fetching;
}

void update_follow(pw_board *board) {
  if (!ended) return;
  ended = false;
  fetching = false;
  if (failure) {
    pw_board_update_failed(board, failure);
  } else {
    pw_board_update_ready(board);
  }
}
