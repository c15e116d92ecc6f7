/**
 * A distribution function and a packet path that follows it, side by side: the same packets for both.
 */
import type { Output } from '../distribution/inputs.types.ts';
import type { Packet } from '../messages.types.ts';
import { followState } from '../packet/from-state.ts';
import { createPacketPath, routePacket, type PacketPath } from '../packet/path.ts';
import {
  addressWord,
  allRows,
  createCrt,
  putRow,
  removeKey,
  rowCount,
} from '../tables/crt-flat.ts';
import { createNames, keyOf } from '../tables/crt-names.ts';
import { rowsOf } from '../tables/crt-rows.ts';
import { linearStorage } from '../tables/flat/storage.ts';
import { plainLookups } from '../tables/flat/wasm.ts';
import type { Profile } from '../../model/config.types.ts';
import { Alone } from './alone.ts';
import { dotted, onWire, say, seed, SIZE } from './packet-owner.ts';
import { writePacket } from './wire-packet.ts';

/** What the distribution function did with a packet, in the same words. */
function heard(outputs: readonly Output[]): string {
  for (const output of outputs) {
    if (output.type === 'Ignore' || output.type === 'Reset') return output.reason;
    if (output.type === 'Deliver') return 'Deliver';
    if (output.type !== 'Send') continue;
    const { to, body } = output.envelope;
    if (body.type === 'redirected') return `Redirect ${to.stack}`;
    if (body.type === 'routed') {
      return `${body.choice === 'selected' ? 'Selected' : 'Followed'} ${to.stack}`;
    }
  }
  return 'nothing';
}

export class Pair {
  readonly alone: Alone;
  readonly path: PacketPath;
  readonly names = createNames();
  readonly words = new Int32Array(SIZE);

  /** It has joined B and C, and heard the empty list of each. */
  constructor(compiled: boolean, profile: Profile) {
    const crt = createCrt(linearStorage(seed));
    this.path = compiled ? createPacketPath(crt) : createPacketPath(crt, plainLookups(crt.table));
    for (const [name, address] of Object.entries(dotted)) {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      this.names.words.set(name, addressWord(a, b, c, d));
      this.names.addresses.set(addressWord(a, b, c, d), name);
    }
    this.alone = new Alone(profile);
    this.control(() => this.alone.join('B', 'C'));
  }

  /** Whatever the control plane hears, the packet path follows. */
  control(happen: () => void): void {
    const before = this.alone.state;
    happen();
    followState(this.path, this.names, this.alone.state, before);
    for (const row of allRows(this.path.crt)) removeKey(this.path.crt, row);
    for (const row of this.#rows()) putRow(this.path.crt, row);
  }

  #rows() {
    const { role } = this.alone.vipa;
    const rows = role.is === 'none' ? [] : rowsOf(role.crt);
    return rows.map((row) => ({ ...row, ...keyOf(this.names, row.remote, row.local) }));
  }

  /** B and C have told all that they have, and listen. */
  serve(): this {
    this.control(() => {
      for (const stack of ['B', 'C']) this.alone.snapshotEnds(stack);
      for (const stack of ['B', 'C']) this.alone.listens(stack);
    });
    return this;
  }

  /** Both decide on a packet; returns the words of each. */
  arrive(sent: Packet): readonly [string, string] {
    writePacket(this.words, 0, SIZE, onWire(sent));
    const decision = routePacket(this.path, this.words, 0, SIZE);
    return [
      say(this.path, decision),
      heard(this.alone.hear({ type: 'PacketArrived', packet: sent })),
    ];
  }

  get isSameTable(): boolean {
    return rowCount(this.path.crt) === this.#rows().length;
  }
}
