/*
 * The link by esp-mqtt. Each connection is a new client: one that lives on sends what it has stored again after a reconnect,
 * with the old `sentUptimeMs`. Its events come in its own task and are handed over by a queue.
 */
#include <esp_crt_bundle.h>
#include <esp_log.h>
#include <esp_random.h>
#include <freertos/FreeRTOS.h>
#include <freertos/queue.h>
#include <mqtt_client.h>
#include <stdlib.h>
#include <string.h>

#include "port-idf.h"

#define KEEPALIVE_S 30
#define CONNECT_MS 20000
#define CLOSE_MS 3000
#define BACKOFF_MIN_MS 500
#define BACKOFF_MAX_MS 10000
#define BUFFER (PW_MAX_PAYLOAD + 512)
#define OUTBOX (32 * 1024)
#define WAITING 32

typedef enum { CONNECTED, SUBSCRIBED, REFUSED, MESSAGE } kind;

/** The text is the topic, NUL, and the payload; whoever takes the item frees it. */
typedef struct {
  kind kind;
  uint32_t connection;
  char *text;
  size_t payload_length;
  bool retained;
} item;

static const char TAG[] = "link";
static const settings *config;
static pw_board *board;
static esp_mqtt_client_handle_t client;
static QueueHandle_t items;
static uint32_t connection = 1;
/** The connection that ended. No item, because that one must never be dropped. */
static volatile uint32_t gone;
static bool up;
static unsigned failures;
static uint64_t retry_at;
static uint64_t give_up_at;
static char will_topic[PW_TOPIC_SIZE];
static char will[128];

static uint64_t now_ms(void) { return board->port.uptime_ms(board->port.context); }

/** In the client's task: what does not fit is dropped, and sent again by the server or asked for again by us. */
static void hand_over(item each) {
  if (xQueueSend(items, &each, 0) != pdTRUE) free(each.text);
}

static void on_message(const esp_mqtt_event_t *event, uint32_t of) {
  /* The buffer holds whatever the protocol allows, so a message in parts is none of its own. */
  if (event->data_len != event->total_data_len || event->data_len > PW_MAX_PAYLOAD || event->topic_len <= 0) return;
  if (event->topic_len >= PW_TOPIC_SIZE) return;
  char *const text = malloc((size_t)event->topic_len + 1 + (size_t)event->data_len);
  if (!text) return;
  memcpy(text, event->topic, (size_t)event->topic_len);
  text[event->topic_len] = '\0';
  memcpy(text + event->topic_len + 1, event->data, (size_t)event->data_len);
  hand_over((item){MESSAGE, of, text, (size_t)event->data_len, event->retain});
}

static bool granted(const esp_mqtt_event_t *event) {
  if (event->error_handle && event->error_handle->error_type == MQTT_ERROR_TYPE_SUBSCRIBE_FAILED) return false;
  for (int i = 0; i < event->data_len; i++) {
    if ((event->data[i] & 0x80) != 0) return false;
  }
  return true;
}

static void on_event(void *context, esp_event_base_t base, int32_t id, void *data) {
  (void)base;
  const esp_mqtt_event_t *const event = data;
  const uint32_t of = (uint32_t)(uintptr_t)context;
  switch ((esp_mqtt_event_id_t)id) {
    case MQTT_EVENT_CONNECTED:
      hand_over((item){.kind = CONNECTED, .connection = of});
      break;
    case MQTT_EVENT_SUBSCRIBED:
      hand_over((item){.kind = granted(event) ? SUBSCRIBED : REFUSED, .connection = of});
      break;
    case MQTT_EVENT_DISCONNECTED:
      gone = of;
      break;
    case MQTT_EVENT_DATA:
      on_message(event, of);
      break;
    default:
      break;
  }
}

void link_begin(const settings *its_config, pw_board *its_board) {
  config = its_config;
  board = its_board;
  items = xQueueCreate(WAITING, sizeof(item));
  if (!items) abort();
}

static void hang_up(void) {
  if (client) esp_mqtt_client_destroy(client);
  client = NULL;
  /* What the old connection still had to say is not heard any more. */
  connection++;
  if (up) {
    up = false;
    pw_board_disconnected(board);
  }
}

static void back_off(const char *why) {
  uint32_t wait = BACKOFF_MIN_MS;
  ESP_LOGW(TAG, "%s", why);
  hang_up();
  for (unsigned i = 0; i < failures && wait < BACKOFF_MAX_MS; i++) wait *= 2;
  if (wait > BACKOFF_MAX_MS) wait = BACKOFF_MAX_MS;
  failures++;
  retry_at = now_ms() + wait / 2 + esp_random() % (wait / 2);
}

static void dial(void) {
  pw_board_will(board, will_topic, will, sizeof will);
  esp_mqtt_client_config_t its = {
      .broker.address.hostname = config->broker,
      .broker.address.port = config->port,
      .broker.address.transport = config->tls ? MQTT_TRANSPORT_OVER_SSL : MQTT_TRANSPORT_OVER_TCP,
      .credentials.username = config->id,
      .credentials.client_id = config->id,
      .credentials.authentication.password = config->secret,
      .session.last_will = {.topic = will_topic, .msg = will, .qos = 1, .retain = 1},
      .session.keepalive = KEEPALIVE_S,
      .session.protocol_ver = MQTT_PROTOCOL_V_3_1_1,
      .network.disable_auto_reconnect = true,
      .buffer.size = BUFFER,
      .outbox.limit = OUTBOX,
  };
  if (config->tls && config->ca[0] != '\0') its.broker.verification.certificate = config->ca;
  if (config->tls && config->ca[0] == '\0') its.broker.verification.crt_bundle_attach = esp_crt_bundle_attach;
  client = esp_mqtt_client_init(&its);
  give_up_at = now_ms() + CONNECT_MS;
  if (!client) {
    back_off("no memory for a client");
    return;
  }
  esp_mqtt_client_register_event(client, MQTT_EVENT_ANY, on_event, (void *)(uintptr_t)connection);
  if (esp_mqtt_client_start(client) != ESP_OK) back_off("the client did not start");
}

static void subscribe(void) {
  static char topics[3 + PW_MAX_SLOTS][PW_TOPIC_SIZE];
  esp_mqtt_topic_t list[3 + PW_MAX_SLOTS];
  int count = 0;
  while (count < 3 + PW_MAX_SLOTS && pw_board_subscription(board, (unsigned)count, topics[count])) {
    list[count] = (esp_mqtt_topic_t){.filter = topics[count], .qos = 1};
    count++;
  }
  if (esp_mqtt_client_subscribe_multiple(client, list, count) < 0) back_off("subscribing failed");
}

static void take(const item *each) {
  switch (each->kind) {
    case CONNECTED:
      subscribe();
      break;
    case SUBSCRIBED:
      up = true;
      failures = 0;
      pw_board_connected(board);
      break;
    case REFUSED:
      back_off("the broker did not grant the subscriptions of this controller");
      break;
    case MESSAGE:
      if (!up) break;
      pw_board_received(board, each->text, each->text + strlen(each->text) + 1, each->payload_length, each->retained);
      break;
  }
}

void link_turn(uint32_t wait_ms) {
  item each;
  if (!client && now_ms() >= retry_at) dial();
  if (xQueueReceive(items, &each, pdMS_TO_TICKS(wait_ms)) == pdTRUE) {
    do {
      if (each.connection == connection) take(&each);
      free(each.text);
    } while (xQueueReceive(items, &each, 0) == pdTRUE);
  }
  if (client && gone == connection) {
    back_off(up ? "the connection was lost" : "the broker cannot be reached, or refuses id and secret");
  }
  if (client && !up && now_ms() >= give_up_at) back_off("the broker does not answer");
}

bool link_publish(void *context, const char *topic, const char *payload, size_t length, int qos, bool retain) {
  (void)context;
  return up && esp_mqtt_client_enqueue(client, topic, payload, (int)length, qos, retain, true) >= 0;
}

void link_close(void) {
  const uint64_t end = now_ms() + CLOSE_MS;
  if (!client) return;
  while (up && esp_mqtt_client_get_outbox_size(client) > 0 && now_ms() < end) vTaskDelay(pdMS_TO_TICKS(20));
  esp_mqtt_client_disconnect(client);
  hang_up();
}
