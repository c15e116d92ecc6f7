// Buckets of one cache line with six slots, whose keys are compared side by side; what does not fit goes on in the
// next bucket. At most 70 in 100 slots are filled.
#pragma once
#include <immintrin.h>
#include <algorithm>
#include <stdexcept>
#include <vector>
#include "key.h"

class Buckets {
  struct alignas(64) Bucket {
    uint64_t keys[6];
    uint16_t members[6];  // below them four bits of the DVIPA
    uint32_t overflows;
  };
  static_assert(sizeof(Bucket) == 64);
  std::vector<Bucket> buckets;
  // At most eight DVIPAs, compared side by side.
  alignas(32) uint32_t dvipas[8] = {};
  uint32_t dvipa_count = 0;
  size_t mask;

  static uint64_t word(const Key& key) { return uint64_t{key.ports} << 32 | key.address; }

  uint32_t dvipa_of(uint32_t address) const {
    const __m256i known = _mm256_load_si256((const __m256i*)dvipas);
    const __m256i found = _mm256_cmpeq_epi32(known, _mm256_set1_epi32(address));
    return __builtin_ctz(_mm256_movemask_ps(_mm256_castsi256_ps(found)) | 1 << 8);
  }

  uint32_t probe(const Key& key, size_t at) const {
    const uint32_t dvipa = dvipa_of(key.dvipa);
    const __m256i wanted = _mm256_set1_epi64x(word(key));
    for (;; at = (at + 1) & mask) {
      const Bucket& bucket = buckets[at];
      const __m256i low = _mm256_cmpeq_epi64(_mm256_load_si256((const __m256i*)bucket.keys), wanted);
      const __m128i high = _mm_cmpeq_epi64(_mm_load_si128((const __m128i*)(bucket.keys + 4)),
                                           _mm256_castsi256_si128(wanted));
      int found = _mm256_movemask_pd(_mm256_castsi256_pd(low)) |
                  _mm_movemask_pd(_mm_castsi128_pd(high)) << 4;
      for (; found != 0; found &= found - 1) {
        const uint32_t member = bucket.members[__builtin_ctz(found)];
        if (member != 0 && (member & 15) == dvipa) return member >> 4;
      }
      if (bucket.overflows == 0) return 0;
    }
  }

 public:
  explicit Buckets(size_t rows) {
    size_t size = 2;
    while (size * 6 * 7 < rows * 10) size *= 2;
    buckets.resize(size);
    mask = size - 1;
  }

  void put(const Key& key, uint32_t member) {
    uint32_t dvipa = dvipa_of(key.dvipa);
    if (dvipa == 8) {
      if (dvipa_count == 8) throw std::runtime_error("more than eight DVIPAs");
      dvipas[dvipa = dvipa_count++] = key.dvipa;
    }
    for (size_t at = mix(key) & mask;; at = (at + 1) & mask) {
      Bucket& bucket = buckets[at];
      uint16_t* empty = std::find(bucket.members, bucket.members + 6, 0);
      if (empty != bucket.members + 6) {
        bucket.keys[empty - bucket.members] = word(key);
        *empty = member << 4 | dvipa;
        return;
      }
      bucket.overflows++;
    }
  }

  uint32_t find(const Key& key) const { return probe(key, mix(key) & mask); }

  void find_batch(const Key* keys, uint32_t* members) const {
    size_t places[batch_size];
    for (size_t n = 0; n < batch_size; n++) {
      places[n] = mix(keys[n]) & mask;
      __builtin_prefetch(&buckets[places[n]]);
    }
    for (size_t n = 0; n < batch_size; n++) members[n] = probe(keys[n], places[n]);
  }
};
