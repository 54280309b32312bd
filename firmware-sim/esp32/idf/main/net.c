#include <esp_event.h>
#include <esp_log.h>
#include <esp_netif.h>
#include <esp_netif_sntp.h>
#include <esp_random.h>
#include <esp_sntp.h>
#include <esp_system.h>
#include <esp_wifi.h>
#include <freertos/FreeRTOS.h>
#include <freertos/event_groups.h>
#include <freertos/task.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <wifi_provisioning/manager.h>
#include <wifi_provisioning/scheme_softap.h>

#include "port-idf.h"

#define HAS_ADDRESS BIT0
/** The name under which Espressif's tools send an application's own data. */
#define ENDPOINT "custom-data"
#define CLEANUP_MS 1000

static const char TAG[] = "net";
static EventGroupHandle_t group;
static bool provisioning;
static volatile bool told_settings;
static volatile bool synchronised;

static void on_time(struct timeval *now) {
  (void)now;
  synchronised = true;
}

static void on_event(void *context, esp_event_base_t base, int32_t id, void *data) {
  (void)context;
  (void)data;
  if (base == WIFI_EVENT && id == WIFI_EVENT_STA_START) {
    if (!provisioning) esp_wifi_connect();
  } else if (base == WIFI_EVENT && id == WIFI_EVENT_STA_DISCONNECTED) {
    xEventGroupClearBits(group, HAS_ADDRESS);
    /* While it is being provisioned the manager tries by itself. */
    if (!provisioning) esp_wifi_connect();
  } else if (base == IP_EVENT && id == IP_EVENT_STA_GOT_IP) {
    xEventGroupSetBits(group, HAS_ADDRESS);
  } else if (base == WIFI_PROV_EVENT && id == WIFI_PROV_CRED_FAIL) {
    ESP_LOGW(TAG, "that Wi-Fi did not let the board in: try again");
    wifi_prov_mgr_reset_sm_state_on_failure();
  }
}

/** The lines of the board page. They must come before the Wi-Fi's name, which ends the provisioning. */
static esp_err_t on_settings(uint32_t session, const uint8_t *in, ssize_t in_length, uint8_t **out, ssize_t *out_length,
                             void *context) {
  (void)session;
  (void)context;
  const bool taken = in && settings_take((const char *)in, (size_t)in_length);
  told_settings = told_settings || taken;
  const char *const answer = taken ? "taken" : "these are not the lines of a controller";
  *out = (uint8_t *)strdup(answer);
  *out_length = (ssize_t)strlen(answer) + 1;
  return *out ? ESP_OK : ESP_ERR_NO_MEM;
}

/** An access point of its own, `PARKWIRE-…`, until it has been told Wi-Fi and broker; then the board boots. */
static void be_provisioned(void) {
  char name[PW_ID_SIZE + 16];
  char id[PW_ID_SIZE];
  char proof[9];
  settings_own_id(id);
  snprintf(name, sizeof name, "PARKWIRE-%s", id + strlen("esp32-"));
  snprintf(proof, sizeof proof, "%08lx", (unsigned long)esp_random());
  provisioning = true;
  ESP_ERROR_CHECK(wifi_prov_mgr_endpoint_create(ENDPOINT));
  ESP_ERROR_CHECK(wifi_prov_mgr_disable_auto_stop(CLEANUP_MS));
  ESP_ERROR_CHECK(wifi_prov_mgr_start_provisioning(WIFI_PROV_SECURITY_1, proof, name, NULL));
  ESP_ERROR_CHECK(wifi_prov_mgr_endpoint_register(ENDPOINT, on_settings, NULL));
  /* On the console alone: whoever holds the cable may set the board up. */
  ESP_LOGI(TAG, "to set up: Wi-Fi %s, proof of possession %s", name, proof);
  xEventGroupWaitBits(group, HAS_ADDRESS, pdFALSE, pdTRUE, portMAX_DELAY);
  while (!told_settings) vTaskDelay(pdMS_TO_TICKS(200));
  vTaskDelay(pdMS_TO_TICKS(5 * CLEANUP_MS));
  esp_restart();
}

void net_begin(void) {
  settings *const config = malloc(sizeof *config);
  bool has_wifi = false;
  group = xEventGroupCreate();
  if (!group || !config) abort();
  ESP_ERROR_CHECK(esp_netif_init());
  ESP_ERROR_CHECK(esp_event_loop_create_default());
  ESP_ERROR_CHECK(esp_event_handler_register(WIFI_EVENT, ESP_EVENT_ANY_ID, on_event, NULL));
  ESP_ERROR_CHECK(esp_event_handler_register(IP_EVENT, IP_EVENT_STA_GOT_IP, on_event, NULL));
  ESP_ERROR_CHECK(esp_event_handler_register(WIFI_PROV_EVENT, ESP_EVENT_ANY_ID, on_event, NULL));
  esp_netif_create_default_wifi_sta();
  esp_netif_create_default_wifi_ap();
  const wifi_init_config_t wifi = WIFI_INIT_CONFIG_DEFAULT();
  ESP_ERROR_CHECK(esp_wifi_init(&wifi));

  const wifi_prov_mgr_config_t manager = {
      .scheme = wifi_prov_scheme_softap,
      .scheme_event_handler = WIFI_PROV_EVENT_HANDLER_NONE,
  };
  ESP_ERROR_CHECK(wifi_prov_mgr_init(manager));
  ESP_ERROR_CHECK(wifi_prov_mgr_is_provisioned(&has_wifi));
  const bool has_broker = settings_load(config);
  free(config);
  if (!has_wifi || !has_broker) be_provisioned();
  wifi_prov_mgr_deinit();

  esp_sntp_config_t clock = ESP_NETIF_SNTP_DEFAULT_CONFIG(CONFIG_PW_NTP_SERVER);
  clock.sync_cb = on_time;
  ESP_ERROR_CHECK(esp_netif_sntp_init(&clock));
  ESP_ERROR_CHECK(esp_wifi_set_mode(WIFI_MODE_STA));
  ESP_ERROR_CHECK(esp_wifi_start());
}

bool net_utc_ms(int64_t *ms) {
  struct timeval now;
  if (!synchronised || gettimeofday(&now, NULL) != 0) return false;
  *ms = (int64_t)now.tv_sec * 1000 + now.tv_usec / 1000;
  return true;
}

bool net_rssi(int32_t *rssi) {
  wifi_ap_record_t point;
  if (esp_wifi_sta_get_ap_info(&point) != ESP_OK) return false;
  *rssi = point.rssi;
  return true;
}
