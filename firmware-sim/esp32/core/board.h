/*
 * A Parkwire controller: the protocol's state machine. A port starts it, tells it what its link does and hands it what
 * arrives, and polls it several times a second; the core does everything else through the port's functions. It is not
 * re-entrant: all calls come from one task, and never from within a port function.
 */
#ifndef PW_BOARD_H
#define PW_BOARD_H

#include "port.h"
#include "queue.h"
#include "sensor.h"

#define PW_MAX_SLOTS 8
#define PW_ID_SIZE 33
#define PW_SLOT_SIZE (PW_SLOT_LENGTH + 1)
#define PW_BOOT_ID_SIZE (PW_BOOT_ID_LENGTH + 1)
#define PW_TOPIC_SIZE 128
#define PW_MAX_PAYLOAD 4096
#define PW_IN_FLIGHT 16
#define PW_RESEND_MS 10000
#define PW_MAX_CREDIT_MS 800
#define PW_IDENTIFY_MS 30000
/** A birth that nobody welcomes is said again: the server may have been away when it came. */
#define PW_BIRTH_MS 30000
#define PW_BLINK_MS 500
#define PW_RETRY_MS 250
/** An image on trial that has not met the server by then is given up. */
#define PW_TRIAL_MS 300000

/** 64 characters of up to three bytes each, and NUL. */
#define PW_COMMAND_ID_SIZE 193
#define PW_DETAIL_SIZE 65
#define PW_ANSWERS 16
#define PW_IDENTIFYING 4
#define PW_URL_SIZE 513
#define PW_SHA256_SIZE 65

typedef struct {
  char lot[PW_ID_SIZE];
  char slots[PW_MAX_SLOTS][PW_SLOT_SIZE];
  uint8_t slot_count;
} pw_assignment;

/** What the port knows before the core starts. */
typedef struct {
  /** The controller's id. */
  const char *id;
  /** What `status` says as `fw`, and what an update's `version` is compared with. */
  const char *version;
  /** How many sensors are soldered on; more slots than that are not served. */
  uint8_t sensors;
  /** From one sensor's reading to the next one's: 60 for HC-SR04, until the last echo has died away. */
  uint16_t sample_ms;
  /** Where it belongs; an empty lot means that the board is to join, or has joined and the store knows where. */
  pw_assignment assignment;
  /** The first settings of a board that has never been told any. */
  pw_config config;
  /** This image was just installed, and the boot loader goes back to the old one unless it is kept. */
  bool on_trial;
} pw_setup;

typedef enum { PW_ACCEPTED, PW_DONE, PW_REJECTED } pw_answer_status;

typedef struct {
  char command_id[PW_COMMAND_ID_SIZE];
  char detail[PW_DETAIL_SIZE];
  pw_answer_status status;
  bool unsent;
} pw_answer;

typedef struct {
  char color[8];
  char pattern[8];
  int64_t rev;
} pw_led;

typedef struct {
  pw_sensor sensor;
  /** The last event of this slot in this boot: what its occupancy rests on. */
  uint32_t last_seq;
  pw_led desired;
  pw_color lamp;
  bool occupancy_due;
  bool led_due;
} pw_slot;

typedef struct {
  char command_id[PW_COMMAND_ID_SIZE];
  uint8_t slots;
  uint64_t until_ms;
} pw_identify;

/** A command that is answered by the next boot. */
typedef struct {
  char command_id[PW_COMMAND_ID_SIZE];
  char version[64];
  bool update;
} pw_restarting;

typedef struct {
  pw_port port;
  pw_setup setup;
  pw_assignment assignment;
  char boot_id[PW_BOOT_ID_SIZE];
  pw_config config;
  pw_queue queue;
  pw_slot slots[PW_MAX_SLOTS];
  uint32_t next_seq;

  bool connected;
  bool status_due;
  /** Whether the server has answered the birth on this connection. */
  bool welcomed;
  uint64_t birth_at_ms;
  bool store_failed;
  uint64_t retry_at_ms;
  uint64_t telemetry_at_ms;
  uint64_t sample_at_ms;
  uint8_t sample_slot;

  /** Credit of the sending rate in milliseconds, and when it was last counted. */
  uint64_t credit_ms;
  uint64_t credit_at_ms;

  /** The server's time and when `welcome` told it. */
  bool has_server_time;
  int64_t server_time_ms;
  uint64_t server_time_at_ms;

  pw_answer answers[PW_ANSWERS];
  uint8_t next_answer;
  pw_identify identifying[PW_IDENTIFYING];
  pw_restarting restarting;
  /** An update that is being fetched. */
  pw_restarting updating;
  bool restart_due;

  char topic[PW_TOPIC_SIZE];
  char payload[2048];
} pw_board;

/** Boots; false where id, version or assignment cannot be: nothing is done then. */
bool pw_board_start(pw_board *board, const pw_setup *setup, const pw_port *port);

/** The last will, to be given with each connection: QoS 1, retained. */
size_t pw_board_will(const pw_board *board, char *topic, char *payload, size_t capacity);

/** The topics to subscribe to, at QoS 1; false when there is none of that number. */
bool pw_board_subscription(const pw_board *board, unsigned index, char topic[PW_TOPIC_SIZE]);

/** Connected, and every subscription granted. */
void pw_board_connected(pw_board *board);
void pw_board_disconnected(pw_board *board);
void pw_board_received(pw_board *board, const char *topic, const void *payload, size_t length, bool retained);

/** What an LED shows: white and blinking while an identify command runs, else the last desired state; at first nothing. */
pw_led pw_board_shows(const pw_board *board, unsigned slot);

/** Reads sensors, sends, blinks, answers: whatever is due. */
void pw_board_poll(pw_board *board);

/** Says goodbye, before a disconnection that is meant. */
void pw_board_shutdown(pw_board *board);

/** The image is installed and will run, on trial, after a restart. */
void pw_board_update_ready(pw_board *board);
void pw_board_update_failed(pw_board *board, const char *why);

bool pw_is_lot(const char *text);
bool pw_is_id(const char *text);
bool pw_is_slot(const char *text);

#endif
