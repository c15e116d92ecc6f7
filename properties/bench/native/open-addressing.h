// Open addressing with linear probing over slots of 16 bytes, at most 60 in 100 of them filled.
#pragma once
#include <cstdlib>
#include <vector>
#include "key.h"

class OpenAddressing {
  struct Slot {
    Key key;
    uint32_t member;  // 0: empty
  };
  std::vector<Slot> slots;
  size_t mask;

  uint32_t probe(const Key& key, size_t at) const {
    for (;; at = (at + 1) & mask) {
      const Slot& slot = slots[at];
      if (slot.member == 0) return 0;
      if (slot.key == key) return slot.member;
    }
  }

 public:
  explicit OpenAddressing(size_t rows) {
    size_t size = 16;
    while (size * 6 < rows * 10) size *= 2;
    slots.resize(size);
    mask = size - 1;
  }

  void put(const Key& key, uint32_t member) {
    size_t at = mix(key) & mask;
    while (slots[at].member != 0 && !(slots[at].key == key)) at = (at + 1) & mask;
    slots[at] = {key, member};
  }

  uint32_t find(const Key& key) const { return probe(key, mix(key) & mask); }

  void find_batch(const Key* keys, uint32_t* members) const {
    size_t places[batch_size];
    for (size_t n = 0; n < batch_size; n++) {
      places[n] = mix(keys[n]) & mask;
      __builtin_prefetch(&slots[places[n]]);
    }
    for (size_t n = 0; n < batch_size; n++) members[n] = probe(keys[n], places[n]);
  }
};
