#include "check.h"

#include <string.h>

#include "rig.h"

static rig r;

static pw_event event(const char *boot_id, uint32_t seq) {
  pw_event e = {.seq = seq, .uptime_ms = seq};
  memcpy(e.boot_id, boot_id, PW_BOOT_ID_LENGTH);
  e.slot[0] = 'A';
  return e;
}

static const char OLD[] = "oldoldoldoldold1";
static const char NEW[] = "newnewnewnewnew2";

static void fill(pw_queue *q, const char *boot_id, uint32_t from, uint32_t to) {
  for (uint32_t seq = from; seq <= to; seq++) {
    const pw_event e = event(boot_id, seq);
    CHECK(pw_queue_append(q, &e));
  }
}

static pw_queue queue;

void queue_tests(void) {
  about("events survive a power cut in their order, with their boots");
  rig_begin(&r);
  pw_queue_load(&queue, &r.port);
  fill(&queue, OLD, 1, 40);
  pw_queue_acknowledge(&queue, OLD, 37);
  fill(&queue, NEW, 1, 230);
  pw_queue_load(&queue, &r.port);
  CHECK_NUMBER(queue.count, 233);
  CHECK_NUMBER(queue.items[0].event.seq, 38);
  CHECK(memcmp(queue.items[2].event.boot_id, OLD, PW_BOOT_ID_LENGTH) == 0);
  for (unsigned i = 3; i < queue.count; i++) CHECK_NUMBER(queue.items[i].event.seq, i - 2);

  about("an acknowledgement covers its own boot alone");
  pw_queue_acknowledge(&queue, NEW, 3);
  CHECK_NUMBER(queue.count, 230);
  pw_queue_acknowledge(&queue, "nobodynobodynob1", 500);
  pw_queue_acknowledge(&queue, "old", 500);
  CHECK_NUMBER(queue.count, 230);
  CHECK_NUMBER(pw_queue_floor(&queue, OLD, 1), 38);
  CHECK_NUMBER(pw_queue_floor(&queue, NEW, 1), 4);
  CHECK_NUMBER(pw_queue_floor(&queue, "nobodynobodynob1", 9), 9);

  about("a full queue drops its oldest");
  fill(&queue, NEW, 231, 300);
  CHECK_NUMBER(queue.count, PW_QUEUE_SIZE);
  CHECK_NUMBER(pw_queue_floor(&queue, NEW, 1), 45);
  pw_queue_load(&queue, &r.port);
  CHECK_NUMBER(queue.count, PW_QUEUE_SIZE);
  CHECK_NUMBER(queue.items[0].event.seq, 45);
  CHECK_NUMBER(queue.items[255].event.seq, 300);

  about("all of the store wears alike");
  rig_begin(&r);
  pw_queue_load(&queue, &r.port);
  for (uint32_t seq = 1; seq <= 256; seq++) {
    fill(&queue, NEW, seq, seq);
    CHECK_NUMBER(queue.items[0].record, seq - 1);
    pw_queue_acknowledge(&queue, NEW, seq);
  }

  about("what is no event is erased, and a record of another size does not count");
  rig_begin(&r);
  pw_queue_load(&queue, &r.port);
  fill(&queue, NEW, 1, 3);
  r.store[1][40] ^= 0xff;
  r.stored[2] = 60;
  pw_queue_load(&queue, &r.port);
  CHECK_NUMBER(queue.count, 1);
  CHECK_NUMBER(r.stored[1], 0);

  about("what is due: the window, never sent or too long ago");
  rig_begin(&r);
  pw_queue_load(&queue, &r.port);
  fill(&queue, NEW, 1, 20);
  for (uint32_t seq = 1; seq <= 16; seq++) {
    pw_queued *const due = pw_queue_due(&queue, 16, 200, 10000);
    CHECK_NUMBER(due->event.seq, seq);
    due->sent = true;
    due->sent_ms = 100 + seq;
  }
  CHECK(pw_queue_due(&queue, 16, 200, 10000) == NULL);
  CHECK(pw_queue_due(&queue, 16, 10100, 10000) == NULL);
  CHECK_NUMBER(pw_queue_due(&queue, 16, 10101, 10000)->event.seq, 1);
  pw_queue_acknowledge(&queue, NEW, 2);
  CHECK_NUMBER(pw_queue_due(&queue, 16, 200, 10000)->event.seq, 17);
  pw_queue_rewind(&queue);
  CHECK_NUMBER(pw_queue_due(&queue, 16, 200, 10000)->event.seq, 3);

  about("nothing passes a hole before what stands before it is acknowledged");
  rig_begin(&r);
  pw_queue_load(&queue, &r.port);
  fill(&queue, OLD, 1, 4);
  r.stored[1] = 0;
  pw_queue_load(&queue, &r.port);
  CHECK_NUMBER(queue.count, 3);
  pw_queue_due(&queue, 16, 0, 10000)->sent = true;
  CHECK(pw_queue_due(&queue, 16, 0, 10000) == NULL);
  pw_queue_acknowledge(&queue, OLD, 1);
  CHECK_NUMBER(pw_queue_due(&queue, 16, 0, 10000)->event.seq, 3);
  CHECK_NUMBER(pw_queue_floor(&queue, OLD, 1), 3);

  about("a store that takes nothing leaves the event in memory, and says so");
  rig_begin(&r);
  pw_queue_load(&queue, &r.port);
  r.store_full = true;
  const pw_event e = event(NEW, 1);
  CHECK(!pw_queue_append(&queue, &e));
  CHECK_NUMBER(queue.count, 1);
}
