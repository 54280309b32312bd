#include "check.h"

#include <string.h>

#include "rig.h"

static rig r;

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF"
#define ARGS "{\"url\":\"https://example.org/i?t=1\",\"sha256\":\"" SHA "\",\"version\":\"2.0.0\"}"

static void ready(void) {
  rig_begin(&r);
  r.can_update = true;
  rig_boot(&r);
  rig_connect(&r);
  rig_welcome(&r, "2026-11-21T12:00:00.000Z");
  rig_clear(&r);
}

static void answered(const char *expected) { CHECK_TEXT(rig_last(&r, "/response"), expected); }

/** The image is there; the board restarts into the new one. */
static void install(void) {
  ready();
  rig_command(&r, "u1", "update", ARGS);
  pw_board_update_ready(&r.board);
  rig_run(&r, 10);
}

void update_tests(void) {
  about("an update is accepted, fetched, and restarted into");
  ready();
  rig_command(&r, "u1", "update", ARGS);
  answered("{\"commandId\":\"u1\",\"status\":\"accepted\"}");
  CHECK_TEXT(r.update_url, "https://example.org/i?t=1");
  rig_run(&r, 5000);
  CHECK_NUMBER(r.restarts, 0);
  rig_command(&r, "u2", "update", ARGS);
  answered("{\"commandId\":\"u2\",\"status\":\"rejected\",\"detail\":\"another update is going on\"}");
  pw_board_update_ready(&r.board);
  rig_run(&r, 10);
  CHECK_NUMBER(r.restarts, 1);
  CHECK(strstr(rig_last(&r, "/status"), "offline") != NULL);

  about("the new firmware is on trial until the server has welcomed it, then it is done");
  r.setup.version = "2.0.0";
  r.setup.on_trial = true;
  rig_boot(&r);
  rig_clear(&r);
  rig_connect(&r);
  answered("{\"commandId\":\"u1\",\"status\":\"accepted\"}");
  CHECK_NUMBER(r.kept_images, 0);
  rig_welcome(&r, "2026-11-21T12:00:30.000Z");
  CHECK_NUMBER(r.kept_images, 1);
  answered("{\"commandId\":\"u1\",\"status\":\"done\"}");
  rig_run(&r, PW_TRIAL_MS + 1000);
  CHECK_NUMBER(r.restarts, 1);
  r.setup.on_trial = false;
  rig_boot(&r);
  rig_clear(&r);
  rig_connect(&r);
  CHECK_NUMBER(rig_count(&r, "/response"), 0);

  about("one that meets nobody is given up, and the old firmware says so");
  install();
  r.setup.version = "2.0.0";
  r.setup.on_trial = true;
  rig_boot(&r);
  rig_run(&r, PW_TRIAL_MS - 10);
  CHECK_NUMBER(r.restarts, 1);
  rig_run(&r, 20);
  CHECK(r.restarts > 1);
  r.setup.version = "1.0.0";
  r.setup.on_trial = false;
  rig_boot(&r);
  rig_clear(&r);
  rig_connect(&r);
  answered("{\"commandId\":\"u1\",\"status\":\"rejected\",\"detail\":\"the old firmware runs again\"}");

  about("an image that cannot be fetched is rejected, and another may be tried");
  ready();
  rig_command(&r, "u1", "update", ARGS);
  pw_board_update_failed(&r.board, "sha256 differs");
  answered("{\"commandId\":\"u1\",\"status\":\"rejected\",\"detail\":\"sha256 differs\"}");
  rig_command(&r, "u2", "update", ARGS);
  answered("{\"commandId\":\"u2\",\"status\":\"accepted\"}");
  pw_board_update_failed(&r.board, "a reason that is much longer than the sixty-four characters there are for it");
  CHECK(strstr(rig_last(&r, "/response"), "rejected") != NULL);
  pw_board_update_failed(&r.board, "nothing");
  pw_board_update_ready(&r.board);
  rig_run(&r, 100);
  CHECK_NUMBER(r.restarts, 0);

  about("arguments that cannot be are rejected");
  static const char *const BAD[] = {"{}",
                                    "{\"url\":\"ftp://x\",\"sha256\":\"" SHA "\",\"version\":\"2\"}",
                                    "{\"url\":\"http://x\",\"sha256\":\"0123\",\"version\":\"2\"}",
                                    "{\"url\":\"http://x\",\"sha256\":\"" SHA "0\",\"version\":\"2\"}",
                                    "{\"url\":\"http://x\",\"sha256\":\"" SHA "\",\"version\":\"\"}",
                                    "{\"url\":\"http://x\",\"sha256\":\"" SHA "\"}"};
  for (unsigned i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
    char id[] = "b0";
    id[1] = (char)('0' + i);
    rig_command(&r, id, "update", BAD[i]);
    check_that(strstr(rig_last(&r, "/response"), "rejected") != NULL, BAD[i], __FILE__, __LINE__);
  }

  about("a board without a place for a second image says so");
  ready();
  r.can_update = false;
  rig_command(&r, "u1", "update", ARGS);
  answered("{\"commandId\":\"u1\",\"status\":\"rejected\",\"detail\":\"this board cannot update itself\"}");
}
