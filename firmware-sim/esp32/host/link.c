/*
 * The link by libmosquitto. Each connection is a new client: one that lives on sends what it has stored again after a
 * reconnect, with the old `sentUptimeMs`.
 */
#include <mosquitto.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "host.h"

#define KEEPALIVE_S 30
#define CONNECT_MS 10000
#define CLOSE_MS 2000
#define BACKOFF_MIN_MS 500
#define BACKOFF_MAX_MS 10000
/** So much is left with the client at a time; a broker that confirms none of it for so long is as good as away. */
#define MOST_UNCONFIRMED 64
#define CONFIRM_MS 60000

static const host_config *config;
static pw_board *board;
static struct mosquitto *client;
static bool up;
static bool network = true;
static bool broken;
static unsigned failures;
static unsigned unconfirmed;
static uint64_t confirmed_at;
static uint64_t retry_at;
static uint64_t give_up_at;

static void break_off(const char *why) {
  if (!broken) host_tell("problem", "detail", why);
  broken = true;
}

static void on_connect(struct mosquitto *m, void *context, int code) {
  (void)context;
  char topics[3 + PW_MAX_SLOTS][PW_TOPIC_SIZE];
  char *filters[3 + PW_MAX_SLOTS];
  int count = 0;
  if (code != 0) {
    break_off(mosquitto_connack_string(code));
    return;
  }
  while (pw_board_subscription(board, (unsigned)count, topics[count])) {
    filters[count] = topics[count];
    if (++count == 3 + PW_MAX_SLOTS) break;
  }
  if (mosquitto_subscribe_multiple(m, NULL, count, filters, 1, 0, NULL) != MOSQ_ERR_SUCCESS) {
    break_off("subscribing failed");
  }
}

static void on_subscribe(struct mosquitto *m, void *context, int id, int count, const int *granted) {
  (void)m;
  (void)context;
  (void)id;
  for (int i = 0; i < count; i++) {
    if (granted[i] > 1) {
      break_off("the broker did not grant the subscriptions of this controller");
      return;
    }
  }
  up = true;
  failures = 0;
  host_tell("online", "bootId", board->boot_id);
  pw_board_connected(board);
}

static void on_message(struct mosquitto *m, void *context, const struct mosquitto_message *message) {
  (void)m;
  (void)context;
  if (!up || message->payloadlen < 0) return;
  pw_board_received(board, message->topic, message->payload, (size_t)message->payloadlen, message->retain);
}

static void on_publish(struct mosquitto *m, void *context, int id) {
  (void)m;
  (void)context;
  (void)id;
  if (unconfirmed > 0) unconfirmed--;
  confirmed_at = host_uptime_ms(NULL);
}

static void on_disconnect(struct mosquitto *m, void *context, int code) {
  (void)m;
  (void)context;
  if (code != 0) break_off("the connection was lost");
}

void link_begin(const host_config *its_config, pw_board *its_board) {
  config = its_config;
  board = its_board;
  failures = 0;
  retry_at = 0;
  mosquitto_lib_init();
}

/** Destroying a client closes its socket without a goodbye, so the broker sends the will. */
void link_cut(void) {
  if (client) mosquitto_destroy(client);
  client = NULL;
  broken = false;
  unconfirmed = 0;
  if (up) {
    up = false;
    host_tell("offline", NULL, NULL);
    pw_board_disconnected(board);
  }
}

/** The wait doubles with each failure, and no two boards come back at the same moment. */
static void back_off(uint64_t now) {
  uint64_t wait = BACKOFF_MIN_MS;
  for (unsigned i = 0; i < failures && wait < BACKOFF_MAX_MS; i++) wait *= 2;
  if (wait > BACKOFF_MAX_MS) wait = BACKOFF_MAX_MS;
  failures++;
  retry_at = now + wait / 2 + (uint64_t)random() % (wait / 2);
}

static bool dial(void) {
  char topic[PW_TOPIC_SIZE];
  char will[128];
  const size_t length = pw_board_will(board, topic, will, sizeof will);
  client = mosquitto_new(config->id, true, NULL);
  if (!client) return false;
  mosquitto_connect_callback_set(client, on_connect);
  mosquitto_subscribe_callback_set(client, on_subscribe);
  mosquitto_message_callback_set(client, on_message);
  mosquitto_publish_callback_set(client, on_publish);
  mosquitto_disconnect_callback_set(client, on_disconnect);
  const char *const ca = config->ca[0] != '\0' ? config->ca : NULL;
  if (config->tls && mosquitto_tls_set(client, ca, ca ? NULL : "/etc/ssl/certs", NULL, NULL, NULL) != MOSQ_ERR_SUCCESS) {
    return false;
  }
  if (mosquitto_username_pw_set(client, config->id, config->secret) != MOSQ_ERR_SUCCESS) return false;
  if (mosquitto_will_set(client, topic, (int)length, will, 1, true) != MOSQ_ERR_SUCCESS) return false;
  return mosquitto_connect_async(client, config->broker, config->port, KEEPALIVE_S) == MOSQ_ERR_SUCCESS;
}

static void rest(int wait_ms) {
  const struct timespec pause = {wait_ms / 1000, wait_ms % 1000 * 1000000L};
  nanosleep(&pause, NULL);
}

void link_turn(uint64_t now, int wait_ms) {
  if (!client) {
    if (network && now >= retry_at) {
      give_up_at = now + CONNECT_MS;
      if (!dial()) break_off("no connection could be made");
    }
    if (!client) {
      rest(wait_ms);
      return;
    }
  }
  if (!broken) {
    const int result = mosquitto_loop(client, wait_ms, 1);
    if (result != MOSQ_ERR_SUCCESS) break_off(mosquitto_strerror(result));
  }
  if (!up && now >= give_up_at) break_off("the broker does not answer");
  if (up && unconfirmed > 0 && now - confirmed_at >= CONFIRM_MS && now >= confirmed_at) {
    break_off("the broker confirms nothing");
  }
  if (!broken) return;
  link_cut();
  back_off(now);
}

bool link_publish(void *context, const char *topic, const char *payload, size_t length, int qos, bool retain) {
  (void)context;
  if (!client || !up || unconfirmed >= MOST_UNCONFIRMED) return false;
  if (unconfirmed == 0) confirmed_at = host_uptime_ms(NULL);
  if (mosquitto_publish(client, NULL, topic, (int)length, payload, qos, retain) != MOSQ_ERR_SUCCESS) return false;
  unconfirmed++;
  return true;
}

void link_close(void) {
  const uint64_t end = host_uptime_ms(NULL) + CLOSE_MS;
  if (!client) return;
  while (up && unconfirmed > 0 && host_uptime_ms(NULL) < end) {
    if (mosquitto_loop(client, 20, 1) != MOSQ_ERR_SUCCESS) break;
  }
  mosquitto_disconnect(client);
  mosquitto_loop(client, 20, 1);
  link_cut();
}

void link_network(bool there) {
  network = there;
  if (!there) link_cut();
  retry_at = 0;
}
