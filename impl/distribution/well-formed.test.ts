/** The door: a message with anything missing or of a wrong kind is none, whatever its type (P10). */
import test from 'ava';
import * as fc from 'fast-check';
import type { XcfBody } from '../messages.types.ts';
import { claimOf, epochOf, life, member, packet } from '../testing/alone.ts';
import { isWellFormed } from './well-formed.ts';

const about = { dvipa: 'V', epoch: epochOf(1, 'A') };
const routing = {
  packet: packet('SYN'),
  epoch: about.epoch,
  choice: 'selected',
  tried: ['B'],
} as const;

/** One sound message of each kind. */
const sound: { readonly [Type in XcfBody['type']]: Extract<XcfBody, { type: Type }> } = {
  VIPA_list: {
    type: 'VIPA_list',
    definitions: { primary: ['V'], backup: [{ dvipa: 'W', rank: 10, creates: false }] },
    claims: [claimOf(1, 'A', { former: member('B') })],
  },
  SRVSTAT: { type: 'SRVSTAT', ...about, listeners: [{ port: 60, count: 1 }] },
  NEWCONN: {
    type: 'NEWCONN',
    ...about,
    connections: [life('B'), life('B', 2, null)],
    reporter: 'endpoint',
    end: { routedTo: [member('C')] },
  },
  TERMCONN: { type: 'TERMCONN', ...about, connection: life('B') },
  DVIPA: { type: 'DVIPA', ...about, intent: 'takeback' },
  routed: { type: 'routed', ...routing },
  redirected: { type: 'redirected', packet: packet('ACK') },
  returned: { type: 'returned', ...routing },
};

type Path = readonly string[];

/** Every field of a value at any depth. The keys of weights are names, not fields. */
function fieldsOf(value: unknown): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [name],
    ...(name === 'weights' ? [] : fieldsOf(inner).map((path) => [name, ...path])),
  ]);
}

/** The value with one field changed, or without it. */
function without(value: object, [name = '', ...rest]: Path, instead?: number): object {
  if (rest.length === 0 && instead === undefined) {
    return Object.fromEntries(Object.entries(value).filter(([field]) => field !== name));
  }
  const inner = (value as Record<string, object>)[name] ?? {};
  const next = rest.length === 0 ? instead : without(inner, rest, instead);
  return Array.isArray(value)
    ? value.map((item: unknown, at) => (String(at) === name ? next : item))
    : { ...value, [name]: next };
}

for (const [type, body] of Object.entries(sound)) {
  test(`a sound ${type} is a message, and without any field, at any depth, it is none (P10)`, (t) => {
    t.true(isWellFormed(body));
    for (const path of fieldsOf(body)) {
      const isItem = /^\d+$/.test(path.at(-1) ?? '');
      if (!isItem) t.false(isWellFormed(without(body, path)), path.join('.'));
      t.false(isWellFormed(without(body, path, 0.5)), path.join('.'));
    }
  });
}

const claim = claimOf(1, 'A');
const list = claim.distribution;
const spoiled = {
  'a port beyond 65535': { ...sound.SRVSTAT, listeners: [{ port: 65_536, count: 1 }] },
  'port 0': { ...sound.SRVSTAT, listeners: [{ port: 0, count: 1 }] },
  'a sequence number of 33 bits': {
    ...sound.redirected,
    packet: { ...packet('ACK'), seq: 2 ** 32 },
  },
  'a negative count': { ...sound.SRVSTAT, listeners: [{ port: 60, count: -1 }] },
  'an empty name': { ...sound.DVIPA, dvipa: '' },
  'a type that is a list': { ...sound.DVIPA, type: ['DVIPA'] },
  'an unknown intent': { ...sound.DVIPA, intent: 'giveBack' },
  'an unknown kind of segment': { ...sound.redirected, packet: { ...packet('ACK'), kind: 'URG' } },
  'an epoch that is null': { ...sound.DVIPA, epoch: null },
  'a weight that is no number': {
    ...sound.VIPA_list,
    claims: [{ ...claim, distribution: { ...list, weights: { XA: '1' } } }],
  },
  'weights that are null': {
    ...sound.VIPA_list,
    claims: [{ ...claim, distribution: { ...list, weights: null } }],
  },
  'a list of something else': { ...sound.VIPA_list, claims: {} },
};

for (const [what, body] of Object.entries(spoiled)) {
  test(`${what} spoils a whole message (P10)`, (t) => t.false(isWellFormed(body)));
}

test('the last port is a port as well', (t) => {
  t.true(isWellFormed({ ...sound.SRVSTAT, listeners: [{ port: 65_535, count: 1 }] }));
});

test('the last sequence number of 32 bits is one as well', (t) => {
  const last = { ...packet('ACK'), seq: 0xffff_ffff };
  t.true(isWellFormed({ ...sound.redirected, packet: last }));
});

test('a list may name its ports and targets, or cover ALL of them (D4, D5)', (t) => {
  const distribution = { ...list, ports: 'ALL', targets: ['XA'], weights: { XA: 2 } };
  const undistributed = { ...claim, distribution: null, inherited: null };

  t.true(isWellFormed({ ...sound.VIPA_list, claims: [{ ...claim, distribution }, undistributed] }));
});

test('whatever else arrives is no message, and looking at it does no harm (P10)', (t) => {
  for (const type of ['toString', '__proto__', 'VIPA', 7, null]) t.false(isWellFormed({ type }));
  t.notThrows(() => fc.assert(fc.property(fc.anything(), (value) => !isWellFormed(value))));
});
