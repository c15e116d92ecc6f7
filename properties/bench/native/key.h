// A connection as the benchmark's files have it, and the hash without a secret that native tables use.
#pragma once
#include <cstddef>
#include <cstdint>

struct Key {
  uint32_t address, ports, dvipa;
  bool operator==(const Key& other) const {
    return address == other.address && ports == other.ports && dvipa == other.dvipa;
  }
};

// Two multiplications mix all 96 bits: fast and even, but anybody can make keys that collide.
inline uint64_t mix(const Key& key) {
  uint64_t bits = (uint64_t{key.ports} << 32 | key.address) ^ key.dvipa * 0x9e3779b97f4a7c15ull;
  bits *= 0xff51afd7ed558ccdull;
  bits ^= bits >> 32;
  bits *= 0xc4ceb9fe1a85ec53ull;
  return bits ^ bits >> 29;
}

constexpr size_t batch_size = 64;
