#include "check.h"

#include "rig.h"

static rig r;

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

/** Cars come and go as fast as the settings let them. */
static void flap(unsigned changes) {
  for (unsigned i = 0; i < changes; i++) {
    r.distance[0] = r.distance[0] > 1000 ? 300 : 2500;
    rig_run(&r, 130);
  }
}

static void full_queue(void) {
  about("a full queue drops its oldest and says so by oldestSeq; 16 are in flight; 20 a second on average");
  ready();
  r.board.config.dwell_in_ms = 0;
  r.board.config.dwell_out_ms = 0;
  pw_board_disconnected(&r.board);
  flap(300);
  CHECK_NUMBER(r.board.next_seq, 303);
  CHECK_NUMBER(r.board.queue.count, 256);
  rig_clear(&r);
  rig_connect(&r);
  CHECK_NUMBER(rig_number(rig_last(&r, "/status"), "oldestSeq"), 47);
  CHECK_NUMBER(rig_count(&r, "/event"), 16);
  CHECK_NUMBER(rig_number(rig_nth(&r, "/event", 0), "seq"), 47);
  CHECK_NUMBER(rig_number(rig_nth(&r, "/event", 15), "seq"), 62);
  CHECK_NUMBER(rig_number(rig_nth(&r, "/event", 15), "oldestSeq"), 47);
  rig_run(&r, 9000);
  CHECK_NUMBER(rig_count(&r, "/event"), 16);
  unsigned long long begun = r.now;
  unsigned before = rig_count(&r, "/event");
  while (r.board.queue.count > 0 && r.now < begun + 60000) {
    rig_ack(&r, r.board.boot_id, (unsigned)rig_number(rig_last(&r, "/event"), "seq"));
    rig_run(&r, 10);
  }
  CHECK_NUMBER(r.board.queue.count, 0);
  const unsigned sent = rig_count(&r, "/event") - before;
  CHECK_NUMBER(sent, 240);
  CHECK(r.now - begun >= (sent - 16) * 50ULL);
  CHECK(r.now - begun <= sent * 60ULL);
  about("what was acknowledged will not come again, and online says so");
  rig_clear(&r);
  rig_connect(&r);
  CHECK_NUMBER(rig_number(rig_last(&r, "/status"), "oldestSeq"), 303);
}

static void full_link(void) {
  about("what the link does not take is offered again");
  rig_begin(&r);
  rig_boot(&r);
  rig_run(&r, 500);
  r.link_full = true;
  rig_connect(&r);
  rig_run(&r, 2000);
  CHECK_NUMBER(r.sent_count, 0);
  r.link_full = false;
  rig_run(&r, 300);
  CHECK_NUMBER(rig_count(&r, "/status"), 1);
  CHECK_NUMBER(rig_count(&r, "/event"), 2);
  CHECK_NUMBER(rig_count(&r, "/occupancy"), 2);
  CHECK_NUMBER(rig_count(&r, "/led/reported"), 2);
}

static void order(void) {
  about("a snapshot never leaves before the event that it rests on");
  ready();
  r.board.config.dwell_in_ms = 0;
  r.board.config.dwell_out_ms = 0;
  pw_board_disconnected(&r.board);
  flap(41);
  r.distance[1] = 300;
  rig_run(&r, 200);
  rig_clear(&r);
  rig_connect(&r);
  CHECK_NUMBER(rig_count(&r, "/event"), 16);
  CHECK_NUMBER(rig_count(&r, "/occupancy"), 0);
  CHECK_NUMBER(rig_count(&r, "/led/reported"), 2);
  rig_ack(&r, r.board.boot_id, 18);
  rig_run(&r, 1000);
  rig_ack(&r, r.board.boot_id, 34);
  rig_run(&r, 1000);
  CHECK_NUMBER(rig_count(&r, "/occupancy"), 2);
  CHECK_NUMBER(rig_number(rig_last(&r, "/slot/B/occupancy"), "seq"), 44);
  /* Of all that names the last event, the event itself comes first. */
  const char *first = "";
  for (unsigned i = r.sent_count; i > 0; i--) {
    if (rig_number(r.sent[i - 1].payload, "seq") == 44) first = r.sent[i - 1].topic;
  }
  CHECK_TEXT(first, "parkwire/v1/main/esp32-a/event");
}

void link_tests(void) {
  full_queue();
  full_link();
  order();
}
