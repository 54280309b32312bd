#include "check.h"

#include <stdio.h>
#include <string.h>

#include "rig.h"

static rig r;

static void birth(void) {
  about("a birth, with its will and its subscriptions");
  char topic[PW_TOPIC_SIZE];
  char payload[128];
  char expected[256];
  rig_begin(&r);
  rig_boot(&r);
  CHECK_NUMBER(strlen(r.board.boot_id), 16);
  CHECK_NUMBER(strspn(r.board.boot_id, "0123456789abcdefghijklmnopqrstuvwxyz"), 16);
  CHECK(pw_board_will(&r.board, topic, payload, sizeof payload) > 0);
  CHECK_TEXT(topic, "parkwire/v1/main/esp32-a/status");
  snprintf(expected, sizeof expected, "{\"status\":\"lost\",\"bootId\":\"%s\"}", r.board.boot_id);
  CHECK_TEXT(payload, expected);
  static const char *const TOPICS[] = {"welcome", "ack", "command", "slot/A/led/desired", "slot/B/led/desired"};
  for (unsigned i = 0; i < 5; i++) {
    CHECK(pw_board_subscription(&r.board, i, topic));
    snprintf(expected, sizeof expected, "parkwire/v1/main/esp32-a/%s", TOPICS[i]);
    CHECK_TEXT(topic, expected);
  }
  CHECK(!pw_board_subscription(&r.board, 5, topic));
  rig_run(&r, 1000);
  CHECK_NUMBER(r.sent_count, 0);
  rig_connect(&r);
  snprintf(expected, sizeof expected,
           "{\"status\":\"online\",\"bootId\":\"%s\",\"fw\":\"1.0.0\",\"protocol\":1,\"slots\":[\"A\",\"B\"],\"uptimeMs\":1000}",
           r.board.boot_id);
  CHECK_TEXT(r.sent[0].topic, "parkwire/v1/main/esp32-a/status");
  CHECK_TEXT(r.sent[0].payload, expected);
  CHECK(r.sent[0].qos == 1 && r.sent[0].retain);
  snprintf(expected, sizeof expected,
           "{\"bootId\":\"%s\",\"seq\":1,\"slot\":\"A\",\"type\":\"vacated\",\"uptimeMs\":10,\"sentUptimeMs\":1000,"
           "\"initial\":true,\"distanceCm\":250}",
           r.board.boot_id);
  CHECK_TEXT(rig_nth(&r, "/event", 0), expected);
  CHECK_NUMBER(rig_count(&r, "/event"), 2);
  CHECK(r.sent[1].qos == 1 && !r.sent[1].retain);
  snprintf(expected, sizeof expected, "{\"occupied\":false,\"bootId\":\"%s\",\"seq\":2}", r.board.boot_id);
  CHECK_TEXT(rig_last(&r, "/slot/B/occupancy"), expected);
  CHECK_TEXT(rig_last(&r, "/slot/A/led/reported"), "{\"color\":\"off\",\"pattern\":\"solid\",\"rev\":0}");
  CHECK(r.sent[r.sent_count - 1].qos == 1 && r.sent[r.sent_count - 1].retain);

  about("each boot has an id of its own");
  char before[PW_BOOT_ID_SIZE];
  memcpy(before, r.board.boot_id, sizeof before);
  rig_boot(&r);
  CHECK(strcmp(before, r.board.boot_id) != 0);
}

static void refuses_nonsense(void) {
  about("a set-up that cannot be is refused");
  rig_begin(&r);
  r.setup.id = "ESP32";
  CHECK(!pw_board_start(&r.board, &r.setup, &r.port));
  r.setup.id = "esp32-a/b";
  CHECK(!pw_board_start(&r.board, &r.setup, &r.port));
  r.setup.id = "a23456789012345678901234567890123";
  CHECK(!pw_board_start(&r.board, &r.setup, &r.port));
  r.setup.id = "esp32-a";
  strcpy(r.setup.assignment.slots[1], "A");
  CHECK(!pw_board_start(&r.board, &r.setup, &r.port));
  strcpy(r.setup.assignment.slots[1], "b");
  CHECK(!pw_board_start(&r.board, &r.setup, &r.port));
  strcpy(r.setup.assignment.slots[1], "B");
  strcpy(r.setup.assignment.lot, "pending");
  CHECK(!pw_board_start(&r.board, &r.setup, &r.port));
  strcpy(r.setup.assignment.lot, "main");
  r.setup.sensors = 1;
  CHECK(!pw_board_start(&r.board, &r.setup, &r.port));
  r.setup.sensors = 9;
  CHECK(!pw_board_start(&r.board, &r.setup, &r.port));
  r.setup.sensors = 2;
  CHECK(pw_board_start(&r.board, &r.setup, &r.port));
}

/** Booted, connected, both slots reported and acknowledged. */
static void ready(void) {
  rig_begin(&r);
  rig_boot(&r);
  rig_connect(&r);
  rig_welcome(&r, "2026-11-21T12:00:00.000Z");
  rig_run(&r, 1000);
  rig_ack(&r, r.board.boot_id, 2);
  rig_clear(&r);
}

static void arrival(void) {
  about("an arrival, kept until it is acknowledged");
  ready();
  r.distance[0] = 415;
  rig_run(&r, 5000);
  CHECK_NUMBER(rig_count(&r, "/event"), 1);
  const char *event = rig_last(&r, "/event");
  CHECK(strstr(event, "\"type\":\"occupied\"") && strstr(event, "\"slot\":\"A\"") && !strstr(event, "initial"));
  CHECK(strstr(event, "\"distanceCm\":41.5") && !strstr(event, "\"at\""));
  CHECK_NUMBER(rig_number(event, "seq"), 3);
  CHECK_NUMBER(rig_number(event, "oldestSeq"), 3);
  const long long happened = rig_number(event, "uptimeMs");
  CHECK(happened > 1000 && happened <= 1200);
  CHECK(rig_number(event, "sentUptimeMs") >= happened + 3000);
  CHECK_NUMBER(rig_number(rig_last(&r, "/slot/A/occupancy"), "seq"), 3);
  CHECK(strstr(rig_last(&r, "/slot/A/occupancy"), "\"occupied\":true"));
  CHECK_NUMBER(rig_count(&r, "/slot/B/occupancy"), 0);

  about("after 10 s it is sent again, as it was but for its age");
  rig_clear(&r);
  rig_run(&r, 8000);
  CHECK_NUMBER(rig_count(&r, "/event"), 0);
  rig_run(&r, 2000);
  CHECK_NUMBER(rig_count(&r, "/event"), 1);
  event = rig_last(&r, "/event");
  CHECK_NUMBER(rig_number(event, "seq"), 3);
  CHECK_NUMBER(rig_number(event, "uptimeMs"), happened);
  CHECK(rig_number(event, "sentUptimeMs") >= happened + 13000);

  about("an acknowledgement of another boot or of less changes nothing");
  rig_ack(&r, "someotherboot123", 3);
  rig_ack(&r, r.board.boot_id, 2);
  rig_receive(&r, "ack", "{\"bootId\":7,\"seq\":3}");
  rig_receive(&r, "ack", "{\"seq\":3}");
  CHECK_NUMBER(r.board.queue.count, 1);
  rig_ack(&r, r.board.boot_id, 3);
  CHECK_NUMBER(r.board.queue.count, 0);
  rig_clear(&r);
  rig_run(&r, 30000);
  CHECK_NUMBER(rig_count(&r, "/event"), 0);
}

static void reconnect(void) {
  about("on every reconnect what is open is sent again, and everything said again");
  ready();
  r.distance[1] = 300;
  rig_run(&r, 4000);
  pw_board_disconnected(&r.board);
  r.distance[0] = 300;
  rig_clear(&r);
  rig_run(&r, 4000);
  CHECK_NUMBER(r.sent_count, 0);
  CHECK_NUMBER(r.board.queue.count, 2);
  rig_connect(&r);
  CHECK_NUMBER(rig_count(&r, "/status"), 1);
  CHECK_NUMBER(rig_count(&r, "/event"), 2);
  CHECK_NUMBER(rig_number(rig_nth(&r, "/event", 0), "seq"), 3);
  CHECK_NUMBER(rig_number(rig_nth(&r, "/event", 1), "seq"), 4);
  CHECK_NUMBER(rig_count(&r, "/occupancy"), 2);
  CHECK_NUMBER(rig_count(&r, "/led/reported"), 2);

  about("welcome acknowledges too");
  char welcome[160];
  snprintf(welcome, sizeof welcome, "{\"bootId\":\"%s\",\"serverTime\":\"2026-11-21T12:00:00Z\",\"ackSeq\":3}",
           r.board.boot_id);
  rig_receive(&r, "welcome", welcome);
  CHECK_NUMBER(r.board.queue.count, 1);
}

static void reboot_in_mid_event(void) {
  about("a reboot in mid-event: what was kept is sent first, under its own boot");
  char before[PW_BOOT_ID_SIZE];
  ready();
  memcpy(before, r.board.boot_id, sizeof before);
  r.distance[0] = 300;
  rig_run(&r, 4000);
  CHECK_NUMBER(r.board.queue.count, 1);
  const long long happened = (long long)r.board.queue.items[0].event.uptime_ms;
  rig_boot(&r);
  rig_clear(&r);
  rig_run(&r, 500);
  rig_connect(&r);
  CHECK_NUMBER(rig_count(&r, "/event"), 3);
  const char *const first = rig_nth(&r, "/event", 0);
  CHECK(strstr(first, before) != NULL);
  CHECK_NUMBER(rig_number(first, "seq"), 3);
  CHECK_NUMBER(rig_number(first, "oldestSeq"), 3);
  CHECK_NUMBER(rig_number(first, "uptimeMs"), happened);
  CHECK_NUMBER(rig_number(first, "sentUptimeMs"), happened + 500);
  CHECK(strstr(rig_nth(&r, "/event", 1), "\"type\":\"occupied\"") && strstr(rig_nth(&r, "/event", 1), "initial"));
  CHECK_NUMBER(rig_number(rig_nth(&r, "/event", 1), "seq"), 1);
  rig_ack(&r, before, 3);
  CHECK_NUMBER(r.board.queue.count, 2);

  about("a change that had not held when the power went is seen as initial by the next boot");
  ready();
  r.distance[0] = 300;
  rig_run(&r, 1000);
  CHECK_NUMBER(r.board.queue.count, 0);
  rig_boot(&r);
  rig_run(&r, 200);
  CHECK_NUMBER(r.board.queue.count, 2);
  CHECK((r.board.queue.items[0].event.flags & PW_EVENT_OCCUPIED) != 0);
}

static void clocks(void) {
  about("with a synchronised clock an event carries the time of its first reading");
  ready();
  r.utc = 1795261918843;
  r.distance[0] = 300;
  rig_run(&r, 4000);
  const char *const event = rig_last(&r, "/event");
  const long long age = rig_number(event, "sentUptimeMs") - rig_number(event, "uptimeMs");
  CHECK(age >= 3000 && age <= 3200);
  CHECK(strstr(event, "\"at\":\"2026-11-21T11:51:5") != NULL);
}

static void telemetry(void) {
  about("telemetry every 60 s, at QoS 0");
  ready();
  rig_run(&r, 120000);
  CHECK_NUMBER(rig_count(&r, "/telemetry"), 2);
  const char *const last = rig_last(&r, "/telemetry");
  char expected[200];
  snprintf(expected, sizeof expected,
           "{\"bootId\":\"%s\",\"uptimeMs\":120000,\"rssi\":-61,\"heapFree\":123456,\"tempC\":41.5,\"queue\":0}",
           r.board.boot_id);
  CHECK_TEXT(last, expected);
  CHECK(r.sent[0].qos == 0 && !r.sent[0].retain);
}

static void unwelcome(void) {
  about("a birth that nobody welcomes is said again, for a server that was away when it came");
  rig_begin(&r);
  rig_boot(&r);
  rig_connect(&r);
  rig_run(&r, 95000);
  CHECK_NUMBER(rig_count(&r, "/status"), 4);
  CHECK_NUMBER(rig_number(rig_last(&r, "/status"), "uptimeMs"), 90000);
  rig_welcome(&r, "2026-11-21T12:00:00.000Z");
  rig_run(&r, 95000);
  CHECK_NUMBER(rig_count(&r, "/status"), 4);
}

static void goodbye(void) {
  about("a clean end says goodbye");
  ready();
  pw_board_shutdown(&r.board);
  CHECK(strstr(rig_last(&r, "/status"), "\"status\":\"offline\"") != NULL);
  CHECK(strstr(rig_last(&r, "/status"), r.board.boot_id) != NULL);
  CHECK(r.sent[0].retain && r.sent[0].qos == 1);
}

static void nonsense(void) {
  about("what the protocol does not know changes nothing");
  ready();
  static const char *const BELOW[] = {"ack", "welcome", "command", "slot/A/led/desired", "slot/Z/led/desired", "status", ""};
  static const char *const BODIES[] = {"",     "null",  "[]",       "7",        "\"x\"",
                                       "{",    "{}",    "{\"seq\":1}", "{\"bootId\":\"x\"}", "{\"commandId\":\"\"}",
                                       "{\"commandId\":7}"};
  for (unsigned i = 0; i < 7; i++) {
    for (unsigned j = 0; j < 11; j++) rig_receive(&r, BELOW[i], BODIES[j]);
  }
  static char large[PW_MAX_PAYLOAD + 2];
  memset(large, ' ', sizeof large);
  memcpy(large, "{\"color\":\"red\",\"pattern\":\"solid\",\"rev\":1}", 41);
  pw_board_received(&r.board, "parkwire/v1/main/esp32-a/slot/A/led/desired", large, PW_MAX_PAYLOAD + 1, true);
  CHECK_NUMBER(r.sent_count, 0);
  pw_board_received(&r.board, "parkwire/v1/main/esp32-a/slot/A/led/desired", large, PW_MAX_PAYLOAD, true);
  CHECK_NUMBER(r.sent_count, 1);
}

void board_tests(void) {
  birth();
  refuses_nonsense();
  arrival();
  reconnect();
  reboot_in_mid_event();
  clocks();
  telemetry();
  unwelcome();
  goodbye();
  nonsense();
}
