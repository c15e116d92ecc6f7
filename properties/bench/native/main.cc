// The native side of `npm run bench:crt -- --native`: loads the rows of a file into the tables that it is asked for,
// and times lookups of streams, one run for each line on standard input:
//
//   <table> <one|dependent|batch> <stream>     answers: <median ns per lookup> <sum of the members found>
//
// Arguments: the file of rows (three words of key and a member each), the file of streams (three words of key
// each), and the number of lookups in a stream. Read first: key.h.
#include <time.h>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include "buckets.h"
#include "libraries.h"
#include "open-addressing.h"

struct Entry {
  Key key;
  uint32_t member;
};

template <class T>
std::vector<T> read_file(const char* name) {
  std::ifstream file(name, std::ios::binary | std::ios::ate);
  if (!file) throw std::runtime_error(std::string("cannot read ") + name);
  std::vector<T> content(file.tellg() / sizeof(T));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(content.data()), content.size() * sizeof(T));
  return content;
}

static double now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

constexpr size_t block = 16384;

using Run = std::function<std::string(const std::string& mode, const Key* keys, size_t count)>;

template <class Table>
uint64_t run_block(const Table& table, const std::string& mode, const Key* keys) {
  uint64_t sum = 0;
  if (mode == "one") {
    for (size_t n = 0; n < block; n++) sum += table.find(keys[n]);
  } else if (mode == "dependent") {
    // The key of a lookup waits for the member that the one before has found: members are below 2^20.
    uint32_t member = 0;
    for (size_t n = 0; n < block; n++) {
      Key key = keys[n];
      key.address ^= member >> 20;
      sum += member = table.find(key);
    }
  } else {
    uint32_t members[batch_size];
    for (size_t n = 0; n < block; n += batch_size) {
      table.find_batch(keys + n, members);
      for (uint32_t member : members) sum += member;
    }
  }
  return sum;
}

template <class Table>
Run load(const std::vector<Entry>& rows) {
  auto table = std::make_shared<Table>(rows.size());
  for (const Entry& row : rows) table->put(row.key, row.member);
  return [table](const std::string& mode, const Key* keys, size_t count) {
    std::vector<double> times;
    uint64_t sum = 0;
    for (size_t from = 0; from + block <= count; from += block) {
      const double began = now();
      sum += run_block(*table, mode, keys + from);
      times.push_back((now() - began) / block);
    }
    std::nth_element(times.begin(), times.begin() + times.size() / 2, times.end());
    return std::to_string(times[times.size() / 2]) + " " + std::to_string(sum);
  };
}

int main(int, char** arguments) {
  const auto rows = read_file<Entry>(arguments[1]);
  const auto streams = read_file<Key>(arguments[2]);
  const size_t count = std::stoul(arguments[3]);
  std::map<std::string, std::function<Run(const std::vector<Entry>&)>> loaders{
      {"open-addressing", load<OpenAddressing>},
      {"buckets", load<Buckets>},
#ifdef WITH_ABSL
      {"absl", load<Absl>},
#endif
#ifdef WITH_DPDK
      {"rte_hash", load<Dpdk>},
#endif
  };
  std::map<std::string, Run> loaded;
  std::string table, mode;
  for (size_t stream; std::cin >> table >> mode >> stream;) {
    if (!loaders.count(table)) throw std::runtime_error("no table " + table);
    if (!loaded.count(table)) loaded[table] = loaders[table](rows);
    std::cout << loaded[table](mode, streams.data() + stream * count, count) << std::endl;
  }
}
