#include "check.h"

#include <string.h>

#include "rig.h"

static rig r;

static void begin(void) {
  rig_begin(&r);
  memset(&r.setup.assignment, 0, sizeof r.setup.assignment);
  rig_boot(&r);
  rig_connect(&r);
}

void join_tests(void) {
  char topic[PW_TOPIC_SIZE];
  char payload[128];
  about("a board that belongs nowhere waits under pending, and says and hears nothing else");
  begin();
  rig_run(&r, 120000);
  CHECK_NUMBER(r.sent_count, 1);
  CHECK_TEXT(r.sent[0].topic, "parkwire/v1/pending/esp32-a/status");
  CHECK(strstr(r.sent[0].payload, "\"status\":\"online\"") && strstr(r.sent[0].payload, "\"slots\":[]"));
  CHECK(pw_board_subscription(&r.board, 0, topic));
  CHECK_TEXT(topic, "parkwire/v1/pending/esp32-a/assigned");
  CHECK(!pw_board_subscription(&r.board, 1, topic));
  pw_board_will(&r.board, topic, payload, sizeof payload);
  CHECK_TEXT(topic, "parkwire/v1/pending/esp32-a/status");

  about("an assignment that cannot be is ignored");
  static const char *const BAD[] = {"{\"lot\":\"main\"}",
                                    "{\"lot\":\"main\",\"slots\":[]}",
                                    "{\"lot\":\"main\",\"slots\":[\"a\"]}",
                                    "{\"lot\":\"main\",\"slots\":[1]}",
                                    "{\"lot\":\"main\",\"slots\":[\"A\",\"A\"]}",
                                    "{\"lot\":\"main\",\"slots\":[\"ABCDEFGHI\"]}",
                                    "{\"lot\":\"pending\",\"slots\":[\"A\"]}",
                                    "{\"lot\":\"Main\",\"slots\":[\"A\"]}",
                                    "{\"lot\":\"\",\"slots\":[\"A\"]}",
                                    "{\"slots\":[\"A\"]}"};
  for (unsigned i = 0; i < sizeof BAD / sizeof BAD[0]; i++) rig_receive(&r, "assigned", BAD[i]);
  CHECK_NUMBER(r.reconnects, 0);

  about("approved, it connects anew where it belongs, with its first events");
  rig_receive(&r, "assigned", "{\"lot\":\"annex\",\"slots\":[\"C\",\"D12\"]}");
  CHECK_NUMBER(r.reconnects, 1);
  rig_clear(&r);
  rig_connect(&r);
  CHECK_TEXT(r.sent[0].topic, "parkwire/v1/annex/esp32-a/status");
  rig_run(&r, 1000);
  CHECK_NUMBER(rig_count(&r, "/event"), 2);
  CHECK(strstr(rig_nth(&r, "/event", 1), "\"slot\":\"D12\"") != NULL);
  CHECK(pw_board_subscription(&r.board, 4, topic));
  CHECK_TEXT(topic, "parkwire/v1/annex/esp32-a/slot/D12/led/desired");

  about("and keeps it across boots");
  rig_boot(&r);
  pw_board_subscription(&r.board, 0, topic);
  CHECK_TEXT(topic, "parkwire/v1/annex/esp32-a/welcome");

  about("slots without a sensor are not served");
  begin();
  rig_receive(&r, "assigned", "{\"lot\":\"annex\",\"slots\":[\"C\",\"D\",\"E\"]}");
  rig_clear(&r);
  rig_connect(&r);
  CHECK(strstr(rig_last(&r, "/status"), "\"slots\":[\"C\",\"D\"]") != NULL);

  about("what could not be stored is not taken");
  begin();
  r.store_full = true;
  rig_receive(&r, "assigned", "{\"lot\":\"annex\",\"slots\":[\"C\"]}");
  CHECK_NUMBER(r.reconnects, 0);
}
