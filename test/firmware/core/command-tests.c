#include "check.h"

#include <stdio.h>
#include <string.h>

#include "rig.h"

static rig r;

static void ready(void) {
  rig_begin(&r);
  rig_boot(&r);
  rig_connect(&r);
  rig_welcome(&r, "2026-11-21T12:00:00.000Z");
  rig_run(&r, 500);
  rig_ack(&r, r.board.boot_id, 2);
  rig_clear(&r);
}

static void answered(const char *expected) { CHECK_TEXT(rig_last(&r, "/response"), expected); }

static void identify(void) {
  about("identify blinks white for 30 s, with the same rev, then goes back");
  ready();
  rig_receive(&r, "slot/A/led/desired", "{\"color\":\"blue\",\"pattern\":\"solid\",\"rev\":7}");
  CHECK_NUMBER(r.lamp[0], PW_BLUE);
  rig_command(&r, "c1", "identify", "{\"slot\":\"A\"}");
  answered("{\"commandId\":\"c1\",\"status\":\"accepted\"}");
  CHECK_TEXT(rig_last(&r, "/slot/A/led/reported"), "{\"color\":\"white\",\"pattern\":\"blink\",\"rev\":7}");
  CHECK_NUMBER(rig_count(&r, "/slot/B/led/reported"), 0);
  unsigned white = 0;
  unsigned dark = 0;
  for (int i = 0; i < 20; i++) {
    rig_run(&r, 250);
    white += r.lamp[0] == PW_WHITE;
    dark += r.lamp[0] == PW_OFF;
  }
  CHECK_NUMBER(white, 10);
  CHECK_NUMBER(dark, 10);
  rig_run(&r, 24900);
  answered("{\"commandId\":\"c1\",\"status\":\"accepted\"}");
  rig_run(&r, 200);
  answered("{\"commandId\":\"c1\",\"status\":\"done\"}");
  CHECK_TEXT(rig_last(&r, "/slot/A/led/reported"), "{\"color\":\"blue\",\"pattern\":\"solid\",\"rev\":7}");
  CHECK_NUMBER(r.lamp[0], PW_BLUE);

  about("without a slot all of them blink, and one that is not there is rejected");
  rig_clear(&r);
  rig_command(&r, "c2", "identify", "{}");
  CHECK(strstr(rig_last(&r, "/slot/B/led/reported"), "white") != NULL);
  rig_command(&r, "c3", "identify", "{\"slot\":\"C\"}");
  answered("{\"commandId\":\"c3\",\"status\":\"rejected\",\"detail\":\"slot not served by this controller\"}");
  rig_command(&r, "c4", "identify", "{\"slot\":1}");
  CHECK(strstr(rig_last(&r, "/response"), "rejected") != NULL);

  about("more than four at once are rejected");
  for (int i = 0; i < 4; i++) {
    char id[16];
    snprintf(id, sizeof id, "m%d", i);
    rig_command(&r, id, "identify", "{}");
  }
  answered("{\"commandId\":\"m3\",\"status\":\"rejected\",\"detail\":\"too many at once\"}");
}

static void once(void) {
  about("a repeat gets the same answer and has no second effect");
  ready();
  rig_command(&r, "c1", "resync", "{}");
  CHECK_NUMBER(rig_count(&r, "/status"), 1);
  rig_command(&r, "c1", "resync", "{}");
  CHECK_NUMBER(rig_count(&r, "/status"), 1);
  CHECK_NUMBER(rig_count(&r, "/response"), 2);
  answered("{\"commandId\":\"c1\",\"status\":\"done\"}");

  about("a repeat that has expired meanwhile is answered as before");
  rig_run(&r, 61000);
  rig_command(&r, "c1", "resync", "{}");
  answered("{\"commandId\":\"c1\",\"status\":\"done\"}");
}

static void refusals(void) {
  about("late, unknown, retained or unreadable commands are rejected");
  ready();
  rig_command(&r, "c1", "dance", "{}");
  answered("{\"commandId\":\"c1\",\"status\":\"rejected\",\"detail\":\"unknown command\"}");
  rig_receive(&r, "command", "{\"commandId\":\"c2\",\"name\":\"restart\",\"args\":{},\"expiresAt\":\"soon\"}");
  answered("{\"commandId\":\"c2\",\"status\":\"rejected\",\"detail\":\"expiresAt is not a time\"}");
  rig_receive(&r, "command", "{\"commandId\":\"c3\"}");
  CHECK(strstr(rig_last(&r, "/response"), "\"c3\",\"status\":\"rejected\"") != NULL);
  const char *const kept = "{\"commandId\":\"c4\",\"name\":\"restart\",\"args\":{},\"expiresAt\":\"2026-11-21T12:01:00Z\"}";
  pw_board_received(&r.board, "parkwire/v1/main/esp32-a/command", kept, strlen(kept), true);
  answered("{\"commandId\":\"c4\",\"status\":\"rejected\",\"detail\":\"a command is never retained\"}");
  rig_run(&r, 60000);
  rig_command(&r, "c5", "restart", "{}");
  answered("{\"commandId\":\"c5\",\"status\":\"rejected\",\"detail\":\"expired\"}");
  CHECK_NUMBER(r.restarts, 0);

  about("an id with anything in it comes back as it was");
  rig_receive(&r, "command", "{\"commandId\":\"\\u00e9\\\"\\n\",\"name\":\"x\"}");
  CHECK(strstr(rig_last(&r, "/response"), "{\"commandId\":\"\xc3\xa9\\\"\\u000a\"") != NULL);

  about("without the time nobody can tell whether a command is late");
  rig_begin(&r);
  rig_boot(&r);
  rig_connect(&r);
  rig_command(&r, "c1", "restart", "{}");
  answered("{\"commandId\":\"c1\",\"status\":\"rejected\",\"detail\":\"the time is not known: no welcome since boot\"}");
  about("a synchronised clock tells it too");
  r.utc = 1795262400000;
  rig_command(&r, "c2", "resync", "{}");
  answered("{\"commandId\":\"c2\",\"status\":\"done\"}");
  r.utc += 60000;
  rig_command(&r, "c3", "resync", "{}");
  answered("{\"commandId\":\"c3\",\"status\":\"rejected\",\"detail\":\"expired\"}");
}

static void restart(void) {
  about("restart: accepted, offline, and done from the next boot, once");
  ready();
  rig_command(&r, "c1", "restart", "{}");
  answered("{\"commandId\":\"c1\",\"status\":\"accepted\"}");
  CHECK_NUMBER(r.restarts, 0);
  rig_run(&r, 10);
  CHECK_NUMBER(r.restarts, 1);
  CHECK(strstr(rig_last(&r, "/status"), "offline") != NULL);
  rig_boot(&r);
  rig_clear(&r);
  rig_connect(&r);
  answered("{\"commandId\":\"c1\",\"status\":\"done\"}");
  rig_welcome(&r, "2026-11-21T12:00:10.000Z");
  rig_command(&r, "c1", "restart", "{}");
  rig_run(&r, 100);
  CHECK_NUMBER(r.restarts, 1);
  rig_boot(&r);
  rig_clear(&r);
  rig_connect(&r);
  CHECK_NUMBER(rig_count(&r, "/response"), 0);

  about("an answer that could not leave yet is given by the boot after that");
  ready();
  rig_command(&r, "c1", "restart", "{}");
  rig_boot(&r);
  rig_run(&r, 1000);
  rig_boot(&r);
  rig_clear(&r);
  rig_connect(&r);
  answered("{\"commandId\":\"c1\",\"status\":\"done\"}");
}

static void settings(void) {
  about("settings are taken, kept and bounded");
  ready();
  rig_command(&r, "c1", "set-config",
              "{\"dwellInMs\":500,\"dwellOutMs\":600,\"hysteresisCm\":7.5,\"occupiedBelowCm\":80,\"telemetryS\":5,\"more\":[1]}");
  answered("{\"commandId\":\"c1\",\"status\":\"done\"}");
  CHECK_NUMBER(r.board.config.hysteresis_mm, 75);
  rig_boot(&r);
  CHECK_NUMBER(r.board.config.dwell_in_ms, 500);
  CHECK_NUMBER(r.board.config.dwell_out_ms, 600);
  CHECK_NUMBER(r.board.config.hysteresis_mm, 75);
  CHECK_NUMBER(r.board.config.occupied_below_mm, 800);
  CHECK_NUMBER(r.board.config.telemetry_s, 5);
  rig_clear(&r);
  rig_connect(&r);
  rig_welcome(&r, "2026-11-21T12:00:10.000Z");
  rig_run(&r, 5000);
  CHECK_NUMBER(rig_count(&r, "/telemetry"), 1);
  static const char *const BAD[] = {"{\"telemetryS\":61}", "{\"telemetryS\":0}",      "{\"dwellInMs\":-1}",
                                    "{\"dwellInMs\":1.5}", "{\"dwellOutMs\":600001}", "{\"dwellInMs\":4294967297}",
                                    "{\"hysteresisCm\":501}", "{\"occupiedBelowCm\":0.9}", "{\"dwellInMs\":\"5\"}",
                                    "{\"dwellInMs\":null}", "{\"dwellInMs\":1,\"telemetryS\":99}"};
  for (unsigned i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
    char id[16];
    snprintf(id, sizeof id, "b%u", i);
    rig_command(&r, id, "set-config", BAD[i]);
    check_that(strstr(rig_last(&r, "/response"), "rejected") != NULL, BAD[i], __FILE__, __LINE__);
  }
  CHECK_NUMBER(r.board.config.dwell_in_ms, 500);

  about("settings that could not be stored are not taken");
  r.store_full = true;
  rig_command(&r, "c9", "set-config", "{\"dwellInMs\":1}");
  CHECK(strstr(rig_last(&r, "/response"), "rejected") != NULL);
  CHECK_NUMBER(r.board.config.dwell_in_ms, 500);
}

static void offline_answers(void) {
  about("an answer that arose while the link was away leaves when it is back");
  ready();
  rig_command(&r, "c1", "identify", "{}");
  pw_board_disconnected(&r.board);
  rig_clear(&r);
  rig_run(&r, 31000);
  CHECK_NUMBER(rig_count(&r, "/response"), 0);
  rig_connect(&r);
  answered("{\"commandId\":\"c1\",\"status\":\"done\"}");
  rig_run(&r, 1000);
  CHECK_NUMBER(rig_count(&r, "/response"), 1);
}

void command_tests(void) {
  identify();
  once();
  refusals();
  restart();
  settings();
  offline_answers();
}

void led_tests(void) {
  about("the LED shows what was received last, whatever its revision, and reports it");
  ready();
  rig_receive(&r, "slot/B/led/desired", "{\"color\":\"amber\",\"pattern\":\"solid\",\"rev\":9,\"x\":1}");
  CHECK_NUMBER(r.lamp[1], PW_AMBER);
  CHECK_NUMBER(r.lamp[0], PW_OFF);
  rig_receive(&r, "slot/B/led/desired", "{\"color\":\"green\",\"pattern\":\"solid\",\"rev\":4}");
  CHECK_NUMBER(r.lamp[1], PW_GREEN);
  CHECK_TEXT(rig_last(&r, "/slot/B/led/reported"), "{\"color\":\"green\",\"pattern\":\"solid\",\"rev\":4}");

  about("red blinks once a second");
  rig_receive(&r, "slot/A/led/desired", "{\"color\":\"red\",\"pattern\":\"blink\",\"rev\":1}");
  unsigned turns = 0;
  pw_color before = r.lamp[0];
  for (int i = 0; i < 500; i++) {
    rig_run(&r, 10);
    turns += r.lamp[0] != before;
    before = r.lamp[0];
  }
  CHECK_NUMBER(turns, 10);

  about("a state that cannot be is ignored");
  rig_clear(&r);
  static const char *const BAD[] = {
      "{\"color\":\"pink\",\"pattern\":\"solid\",\"rev\":1}",  "{\"color\":\"red\",\"pattern\":\"fade\",\"rev\":1}",
      "{\"color\":\"red\",\"pattern\":\"solid\",\"rev\":-1}",  "{\"color\":\"red\",\"pattern\":\"solid\",\"rev\":1.5}",
      "{\"color\":\"red\",\"pattern\":\"solid\"}",             "{\"color\":\"greenish\",\"pattern\":\"solid\",\"rev\":1}",
      "{\"color\":\"red\",\"pattern\":\"solid\",\"rev\":\"1\"}"};
  for (unsigned i = 0; i < sizeof BAD / sizeof BAD[0]; i++) rig_receive(&r, "slot/B/led/desired", BAD[i]);
  CHECK_NUMBER(r.lamp[1], PW_GREEN);
  CHECK_NUMBER(r.sent_count, 0);

  about("while the link is away the LED keeps what it shows");
  pw_board_disconnected(&r.board);
  rig_run(&r, 60000);
  CHECK_NUMBER(r.lamp[1], PW_GREEN);
}
