/* The parts of the ESP-IDF port. Everything but interrupts, the MQTT client's task and the fetching of images runs in one task. */
#ifndef PW_PORT_IDF_H
#define PW_PORT_IDF_H

#include "board.h"

/* settings.c: what a person gave, in NVS. */

typedef struct {
  char broker[128];
  uint16_t port;
  bool tls;
  /** PEM of the authority that signed the broker's certificate; empty for the public ones. */
  char ca[2048];
  char id[PW_ID_SIZE];
  char secret[129];
  pw_assignment assignment;
} settings;

/** False while no broker has been named. Draws the secret of a board that is to join, once. */
bool settings_load(settings *out);
/** Takes the lines that the board page shows for a controller; false, and nothing kept, where they do not fit. */
bool settings_take(const char *lines, size_t length);
/** `esp32-` and the end of the board's address: the id of a board that was given none. */
void settings_own_id(char id[PW_ID_SIZE]);
/** Forgets settings, Wi-Fi and events. */
void settings_forget(void);

/* net.c: Wi-Fi, its provisioning, the time. */

/** Begins to connect. A board that knows no Wi-Fi or no broker waits here to be told, then boots. */
void net_begin(void);
bool net_utc_ms(int64_t *ms);
bool net_rssi(int32_t *rssi);

/* store.c */

void store_begin(void);
bool store_read(void *context, unsigned record, void *out, size_t size);
bool store_write(void *context, unsigned record, const void *data, size_t size);
void store_erase(void *context, unsigned record);

/* echo.c: HC-SR04. */

void echo_begin(void);
int32_t echo_distance_mm(void *context, unsigned sensor);

/* lamps.c */

void lamps_begin(void);
void lamps_set(void *context, unsigned slot, pw_color color);

/* link.c: esp-mqtt. */

void link_begin(const settings *config, pw_board *board);
/** Connects when it is time to, and hands the core what has arrived, waiting at most so long for it. */
void link_turn(uint32_t wait_ms);
bool link_publish(void *context, const char *topic, const char *payload, size_t length, int qos, bool retain);
/** Lets what was published leave, then disconnects. */
void link_close(void);

/* update.c */

bool update_on_trial(void);
void update_keep(void *context);
bool update_fetch(void *context, const char *url, const char *sha256);
/** Tells the core how a fetch has ended, if one has. */
void update_follow(pw_board *board);

/** The numbers of a list such as `5,17`, as many as there are sensors; stops the board where the list is too short. */
void pins_of(const char *list, int pins[PW_MAX_SLOTS]);

#endif
