/**
 * A packet path of an owner, and packets as bytes for it: K is 192.0.2.7, V is 10.0.0.9.
 */
import type { Packet } from '../messages.types.ts';
import { readDecision } from '../packet/decisions.ts';
import { createPacketPath, type PacketPath } from '../packet/path.ts';
import { setLive, setRole, setTargets } from '../packet/program.ts';
import { addressWord, createCrt } from '../tables/crt-flat.ts';
import { memberOf } from '../tables/flat/members.ts';
import { linearStorage } from '../tables/flat/storage.ts';
import { plainLookups } from '../tables/flat/wasm.ts';
import { member } from './alone.ts';
import { writePacket, type Oddities } from './wire-packet.ts';

export const SIZE = 20;
export const seed = [1, 1, 2, 3] as const;
export const dotted: Readonly<Record<string, string>> = { K: '192.0.2.7', V: '10.0.0.9' };

/** What the packet path says, in words. */
export function say(path: PacketPath, decision: number): string {
  const { name, member: number } = readDecision(decision);
  return number === 0 ? name : `${name} ${memberOf(path.crt.members, number).stack}`;
}

export function onWire({ source, destination, ...rest }: Packet): Packet {
  const dot = ({ address, port }: Packet['source']) => ({
    address: dotted[address] ?? address,
    port,
  });
  return { ...rest, source: dot(source), destination: dot(destination) };
}

export const dvipa = addressWord(10, 0, 0, 9);

/** A owns 10.0.0.9 with B and C listening on port 60; its lookups are in WebAssembly or not. */
export function owner(compiled = true): PacketPath {
  const crt = createCrt(linearStorage(seed));
  const path = compiled ? createPacketPath(crt) : createPacketPath(crt, plainLookups(crt.table));
  for (const name of ['A', 'B', 'C']) setLive(path, member(name), true);
  setRole(path, dvipa, { is: 'owner', ports: [60] });
  const targets = ['B', 'C'].map((name) => ({ member: member(name), weight: 1 }));
  setTargets(path, dvipa, 60, targets);
  return path;
}

export function bytes(sent: Packet, oddities?: Oddities): Int32Array {
  const words = new Int32Array(SIZE);
  writePacket(words, 0, SIZE, onWire(sent), oddities);
  return words;
}
