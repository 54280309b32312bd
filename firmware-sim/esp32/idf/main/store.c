/* The core's records as NVS blobs, in a partition of their own. NVS checks them and levels the wear of the flash. */
#include <nvs.h>
#include <nvs_flash.h>
#include <stdio.h>

#include "port-idf.h"

#define PARTITION "events"

static nvs_handle_t handle;

void store_begin(void) {
  const esp_err_t found = nvs_flash_init_partition(PARTITION);
  if (found == ESP_ERR_NVS_NO_FREE_PAGES || found == ESP_ERR_NVS_NEW_VERSION_FOUND) {
    ESP_ERROR_CHECK(nvs_flash_erase_partition(PARTITION));
    ESP_ERROR_CHECK(nvs_flash_init_partition(PARTITION));
  } else {
    ESP_ERROR_CHECK(found);
  }
  ESP_ERROR_CHECK(nvs_open_from_partition(PARTITION, "board", NVS_READWRITE, &handle));
}

static const char *key_of(unsigned record) {
  static char key[8];
  snprintf(key, sizeof key, "r%u", record);
  return key;
}

bool store_read(void *context, unsigned record, void *out, size_t size) {
  (void)context;
  size_t there = 0;
  if (nvs_get_blob(handle, key_of(record), NULL, &there) != ESP_OK || there != size) return false;
  return nvs_get_blob(handle, key_of(record), out, &there) == ESP_OK;
}

bool store_write(void *context, unsigned record, const void *data, size_t size) {
  (void)context;
  return nvs_set_blob(handle, key_of(record), data, size) == ESP_OK && nvs_commit(handle) == ESP_OK;
}

void store_erase(void *context, unsigned record) {
  (void)context;
  if (nvs_erase_key(handle, key_of(record)) == ESP_OK) nvs_commit(handle);
}
