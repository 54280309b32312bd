/* parkwire-board [<configuration>]: the firmware's core on Linux, with simulated sensors and LEDs. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "host.h"

#define TURN_MS 10
#define SAMPLE_MS 10

/** What stands before the sensors, while one image follows another. */
#define DISTANCES "PARKWIRE_DISTANCES"

static host_config config;
static pw_board board;
static pw_led told[PW_MAX_SLOTS];
static uint64_t booted_at;
static bool powered;
static bool on_trial;
static bool restart_wanted;
static bool reconnect_wanted;
static char **arguments;
static volatile sig_atomic_t stop;

static uint64_t monotonic_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

uint64_t host_uptime_ms(void *context) {
  (void)context;
  return monotonic_ms() - booted_at;
}

void host_say(pw_writer *w) {
  if (pw_end(w) > 0) puts(w->text);
  fflush(stdout);
}

void host_tell(const char *event, const char *name, const char *value) {
  char line[512];
  pw_writer w;
  pw_begin(&w, line, sizeof line);
  pw_put_string(&w, "event", event);
  if (name) pw_put_string(&w, name, value);
  host_say(&w);
}

static bool utc_ms(void *context, int64_t *ms) {
  (void)context;
  struct timespec now;
  if (!config.clock || clock_gettime(CLOCK_REALTIME, &now) != 0) return false;
  *ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
  return true;
}

static void draw(void *context, void *out, size_t size) {
  (void)context;
  if (getrandom(out, size, 0) != (ssize_t)size) abort();
}

static int32_t distance_mm(void *context, unsigned slot) {
  (void)context;
  return hand_distance(slot);
}

static void lamp(void *context, unsigned slot, pw_color color) {
  (void)context;
  (void)slot;
  (void)color;
}

static void health(void *context, pw_health *out) {
  (void)context;
  (void)out;
}

static void reconnect(void *context) {
  (void)context;
  reconnect_wanted = true;
}

static void restart(void *context) {
  (void)context;
  restart_wanted = true;
}

static bool update(void *context, const char *url, const char *sha256) {
  (void)context;
  return image_fetch(url, sha256);
}

static void log_line(void *context, const char *line) {
  (void)context;
  host_tell("log", "line", line);
}

static void keep_image(void *context) {
  image_keep(context);
  on_trial = false;
}

static const pw_port PORT = {.uptime_ms = host_uptime_ms,
                             .utc_ms = utc_ms,
                             .random = draw,
                             .read = store_read,
                             .write = store_write,
                             .erase = store_erase,
                             .distance_mm = distance_mm,
                             .lamp = lamp,
                             .health = health,
                             .publish = link_publish,
                             .reconnect = reconnect,
                             .restart = restart,
                             .update = update,
                             .keep_image = keep_image,
                             .log = log_line};

static bool power_on(void) {
  const pw_setup setup = {.id = config.id,
                          .version = PW_VERSION,
                          .sensors = (uint8_t)config.sensors,
                          .sample_ms = SAMPLE_MS,
                          .assignment = config.assignment,
                          .config = config.first_config,
                          .on_trial = on_trial};
  booted_at = monotonic_ms();
  memset(told, 0, sizeof told);
  if (!pw_board_start(&board, &setup, &PORT)) {
    fprintf(stderr, "the configuration does not fit: are all slots different?\n");
    return false;
  }
  link_begin(&config, &board);
  powered = true;
  host_tell("boot", "bootId", board.boot_id);
  return true;
}

/** Memory is gone, the store is kept; the broker sends the will. */
void host_pull(void) {
  link_cut();
  memset(&board, 0, sizeof board);
  powered = false;
}

/** Boots as from the beginning: with updates on, by way of the boot loader. */
void host_plug(void) {
  char kept[128];
  if (powered) return;
  hand_keep(kept, sizeof kept);
  setenv(DISTANCES, kept, 1);
  image_restart(arguments);
  if (!power_on()) stop = 1;
}

bool host_powered(void) { return powered; }

void host_quit(void) { stop = 1; }

static void tell_leds(void) {
  for (unsigned i = 0; i < board.assignment.slot_count; i++) {
    const pw_led led = pw_board_shows(&board, i);
    char line[128];
    pw_writer w;
    if (strcmp(led.color, told[i].color) == 0 && strcmp(led.pattern, told[i].pattern) == 0) continue;
    told[i] = led;
    pw_begin(&w, line, sizeof line);
    pw_put_string(&w, "event", "led");
    pw_put_string(&w, "slot", board.assignment.slots[i]);
    pw_put_string(&w, "color", led.color);
    pw_put_string(&w, "pattern", led.pattern);
    host_say(&w);
  }
}

static void follow_update(void) {
  const char *why = "";
  const image_progress progress = image_look(&why);
  if (progress == IMAGE_READY) pw_board_update_ready(&board);
  if (progress == IMAGE_FAILED) pw_board_update_failed(&board, why);
}

static void turn(void) {
  link_turn(host_uptime_ms(NULL), TURN_MS);
  pw_board_poll(&board);
  follow_update();
  tell_leds();
  if (reconnect_wanted) {
    reconnect_wanted = false;
    link_close();
  }
  if (!restart_wanted) return;
  restart_wanted = false;
  host_tell("restart", NULL, NULL);
  link_close();
  host_pull();
  host_plug();
}

static void on_signal(int number) {
  (void)number;
  stop = 1;
}

int main(int argc, char **argv) {
  char line[128];
  bool ended = false;
  if (argc > 2 || (argc == 2 && argv[1][0] == '-')) {
    fprintf(stderr, "usage: %s [<configuration>]\nEach of its lines is also a variable: broker is PARKWIRE_BROKER.\n", argv[0]);
    return 2;
  }
  arguments = argv;
  if (!host_read_config(argv[1], &config)) return 2;
  image_boot(&config, argv, &on_trial);
  if (!store_open(config.state) || !control_open(config.control)) return 1;
  signal(SIGINT, on_signal);
  signal(SIGTERM, on_signal);
  signal(SIGPIPE, SIG_IGN);
  srandom((unsigned)monotonic_ms());
  hand_begin(&config, &board, getenv(DISTANCES));
  if (!power_on()) return 1;
  while (!stop) {
    while (!stop && control_line(line, sizeof line, &ended)) hand_obey(line);
    if (ended) break;
    if (powered) {
      turn();
    } else {
      const struct timespec pause = {0, TURN_MS * 1000000L};
      nanosleep(&pause, NULL);
    }
  }
  if (powered) {
    pw_board_shutdown(&board);
    link_close();
  }
  return 0;
}
