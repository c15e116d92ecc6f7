/**
 * The whole packet path against the bare lookup in the same table, and against the number of stacks.
 */
import { portsWord } from '../../impl/tables/crt-flat.ts';
import { lookupsFor } from '../../impl/tables/flat/wasm.ts';
import { createPacketPath, routeBatch, routePacket } from '../../impl/packet/path.ts';
import { setLive, setRole, setTargets } from '../../impl/packet/program.ts';
import { loadCrt } from './contenders.ts';
import type { Figure } from './figure.types.ts';
import { median, medianBlock } from './rounds.ts';
import { BLOCK, makeRows, makeStream, type Rows } from './streams.ts';

/** Words of a packet: both headers, and room for options of the IP header. */
const SIZE = 16;
const BLOCKS = 16;

/** Packets of the connections in `keys`; of a thousand, `syns` open a connection that is new. */
function packetsOf(keys: Int32Array, syns: number): Int32Array {
  const count = keys.length / 3;
  const packets = new Int32Array(count * SIZE);
  for (let n = 0; n < count; n += 1) {
    const at = n * SIZE;
    const isSyn = n % 1000 < syns;
    // Version 4 and five words, 40 bytes; TCP; the flags SYN or ACK.
    packets.set([0x2800_0045, 0, 0x0640, keys[3 * n]!, keys[3 * n + 2]!, keys[3 * n + 1]!], at);
    if (isSyn) packets[at + 5] = portsWord(1 + (n % 30_000), 80);
    packets[at + 8] = isSyn ? 0x0250 : 0x1050;
  }
  return packets;
}

function pathOver(rows: Rows, stacks: number) {
  const crt = loadCrt(rows);
  const path = createPacketPath(crt);
  const targets = Array.from({ length: stacks }, (_, n) => ({
    member: { stack: `S${n + 1}`, incarnation: 1 },
    weight: 1 + (n % 3),
  }));
  for (const { member } of targets) setLive(path, member, true);
  for (const dvipa of crt.table.partitions.keys()) {
    setRole(path, dvipa, { is: 'owner', ports: 'ALL' });
    setTargets(path, dvipa, 80, targets);
  }
  return path;
}

/** Nanoseconds per packet of four ways, each the median of rounds in which they take turns. */
function times(work: Readonly<Record<string, (block: number) => void>>, rounds: number) {
  const found: Record<string, number[]> = {};
  for (let round = -2; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(work)) {
      let block = 0;
      const time = medianBlock(() => {
        run(block);
        block += 1;
      }, BLOCKS);
      if (round >= 0) (found[name] ??= []).push(time / BLOCK);
    }
  }
  return (name: string): number => median(found[name] ?? []);
}

function againstLookup(rows: Rows, rounds: number): readonly Figure[] {
  const keys = makeStream({ order: 'uniform', hits: 100 }, rows.count, BLOCK * BLOCKS);
  const packets = packetsOf(keys, 0);
  const path = pathOver(rows, 32);
  const { one, batch } = lookupsFor(path.crt.table);
  const members = new Int32Array(64);
  const decisions = new Int32Array(BLOCK);
  let seen = 0;
  const time = times(
    {
      lookup: (block) => {
        const end = (block + 1) * 3 * BLOCK;
        for (let key = block * 3 * BLOCK; key < end; key += 3) {
          seen ^= one(keys[key]!, keys[key + 1]!, keys[key + 2]!);
        }
      },
      packet: (block) => {
        const end = (block + 1) * SIZE * BLOCK;
        for (let at = block * SIZE * BLOCK; at < end; at += SIZE) {
          seen ^= routePacket(path, packets, at, SIZE);
        }
      },
      lookups: (block) => {
        const end = (block + 1) * 3 * BLOCK;
        for (let key = block * 3 * BLOCK; key < end; key += 192) batch(keys, key, 64, members);
      },
      packets: (block) => {
        const some = packets.subarray(block * SIZE * BLOCK, (block + 1) * SIZE * BLOCK);
        routeBatch(path, some, SIZE, BLOCK, decisions);
      },
    },
    rounds,
  );
  if (seen === -1) throw new Error('This sum is there to be used.');
  return [
    { name: 'packet path', value: time('packet'), unit: 'ns' },
    {
      name: 'packet path against the bare lookup',
      value: time('packet') / time('lookup'),
      unit: 'times',
    },
    { name: 'packet path, batch', value: time('packets'), unit: 'ns' },
    {
      name: 'packet path against the bare lookup, batch',
      value: time('packets') / time('lookups'),
      unit: 'times',
    },
  ];
}

/** One packet in a hundred opens a connection. */
function againstStacks(count: number, rounds: number): Figure {
  const decisions = new Int32Array(BLOCK);
  const runs = [2, 32].map((stacks) => {
    const rows = makeRows(count, stacks);
    const path = pathOver(rows, stacks);
    const keys = makeStream({ order: 'uniform', hits: 100 }, count, BLOCK * BLOCKS);
    const packets = packetsOf(keys, 10);
    return (block: number): void => {
      const some = packets.subarray(block * SIZE * BLOCK, (block + 1) * SIZE * BLOCK);
      routeBatch(path, some, SIZE, BLOCK, decisions);
    };
  });
  const time = times({ few: runs[0]!, many: runs[1]! }, rounds);
  return {
    name: 'packet path with 32 stacks against 2',
    value: time('many') / time('few'),
    unit: 'times',
  };
}

export function measurePath(rows: Rows, rounds: number): readonly Figure[] {
  return [...againstLookup(rows, rounds), againstStacks(rows.count, rounds)];
}
