// The same questions to libraries, where they are installed: absl::flat_hash_map and DPDK's rte_hash.
#pragma once
#include "key.h"

#ifdef WITH_ABSL
#include "absl/container/flat_hash_map.h"

class Absl {
  struct Mix {
    size_t operator()(const Key& key) const { return mix(key); }
  };
  absl::flat_hash_map<Key, uint32_t, Mix> map;

 public:
  explicit Absl(size_t rows) { map.reserve(rows); }
  void put(const Key& key, uint32_t member) { map[key] = member; }
  uint32_t find(const Key& key) const {
    const auto found = map.find(key);
    return found == map.end() ? 0 : found->second;
  }
  void find_batch(const Key* keys, uint32_t* members) const {
    for (size_t n = 0; n < batch_size; n++) map.prefetch(keys[n]);
    for (size_t n = 0; n < batch_size; n++) members[n] = find(keys[n]);
  }
};
#endif

#ifdef WITH_DPDK
#include <rte_eal.h>
#include <rte_hash.h>
#include <rte_hash_crc.h>
#include <stdexcept>
#include <string>

class Dpdk {
  rte_hash* hash;

  static uint32_t crc(const void* key, uint32_t, uint32_t seed) {
    const Key* words = static_cast<const Key*>(key);
    return rte_hash_crc_4byte(words->dvipa, rte_hash_crc_8byte(uint64_t{words->ports} << 32 | words->address, seed));
  }

 public:
  explicit Dpdk(size_t rows) {
    // DPDK writes into its arguments.
    static std::string words[] = {"bench", "--no-huge", "-m", "3072", "--no-pci", "--no-telemetry", "--no-shconf",
                                  "--log-level=1"};
    static char* arguments[9] = {};
    for (size_t n = 0; n < 8; n++) arguments[n] = words[n].data();
    static const int ready = rte_eal_init(8, arguments);
    if (ready < 0) throw std::runtime_error("DPDK does not start");
    rte_hash_parameters parameters{};
    parameters.name = "crt";
    parameters.entries = rows + rows / 4 + 8;
    parameters.key_len = sizeof(Key);
    parameters.hash_func = crc;
    hash = rte_hash_create(&parameters);
    if (hash == nullptr) throw std::runtime_error("DPDK has no memory for the table");
  }
  ~Dpdk() { rte_hash_free(hash); }
  void put(const Key& key, uint32_t member) {
    if (rte_hash_add_key_data(hash, &key, reinterpret_cast<void*>(uintptr_t{member})) < 0)
      throw std::runtime_error("DPDK's table is full");
  }
  uint32_t find(const Key& key) const {
    void* data = nullptr;
    return rte_hash_lookup_data(hash, &key, &data) < 0 ? 0 : reinterpret_cast<uintptr_t>(data);
  }
  void find_batch(const Key* keys, uint32_t* members) const {
    const void* each[batch_size];
    void* data[batch_size];
    uint64_t hits = 0;
    for (size_t n = 0; n < batch_size; n++) each[n] = keys + n;
    rte_hash_lookup_bulk_data(hash, each, batch_size, &hits, data);
    for (size_t n = 0; n < batch_size; n++)
      members[n] = hits >> n & 1 ? reinterpret_cast<uintptr_t>(data[n]) : 0;
  }
};
#endif
