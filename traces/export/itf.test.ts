/**
 * The export to the Informal Trace Format, against its description: the shape by a schema, and the rule of Apalache's
 * type checker that a variable has one type in all states.
 */
import test from 'ava';
import { z } from 'zod';
import { tell } from '../story/story.ts';
import { itfOf } from './itf.ts';
import { e8, examples } from './testing/stories.ts';

/** Integers only as `#bigint`; a key with `#` only where it is the only one. */
const expression: z.ZodType = z.lazy(() =>
  z.union([
    z.boolean(),
    z.string(),
    z.array(expression),
    z.strictObject({ '#bigint': z.string().regex(/^(0|-?[1-9]\d*)$/) }),
    z.strictObject({ '#tup': z.array(expression) }),
    z.strictObject({ '#set': z.array(expression) }),
    z.strictObject({ '#map': z.array(z.tuple([expression, expression])) }),
    z.strictObject({ '#unserializable': z.string() }),
    z.record(z.string().regex(/^[^#]/), expression),
  ]),
);

const meta = z.record(z.string(), z.json());
const itf = z.strictObject({
  '#meta': meta.optional(),
  params: z.array(z.string()).optional(),
  vars: z.array(z.string().regex(/^[A-Za-z_]\w*$/)).min(1),
  states: z.array(z.looseObject({ '#meta': meta.optional() })).min(1),
  loop: z.int().min(0).optional(),
});

interface Itf {
  readonly '#meta': Readonly<Record<string, string>>;
  readonly vars: readonly string[];
  readonly states: readonly Readonly<Record<string, unknown>>[];
}

/** The type of an expression as text, or what the expressions of a collection disagree about. */
type Type = string | { readonly [part: string]: Type };

/** Joins two types; throws where an expression may be of the one or of the other. */
function joined(one: Type, other: Type, at: string): Type {
  if (one === 'any') return other;
  if (other === 'any') return one;
  if (typeof one === 'string' || typeof other === 'string') {
    if (one !== other)
      throw new Error(`${at}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`);
    return one;
  }
  const isOpen = 'of variants' in one && 'of variants' in other;
  const parts = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(
    parts.map((part) => {
      const [left, right] = [one[part], other[part]];
      if (left !== undefined && right !== undefined) {
        return [part, joined(left, right, `${at}.${part}`)];
      }
      if (!isOpen) throw new Error(`${at}: only one has ${part}`);
      return [part, left ?? right ?? 'any'];
    }),
  );
}

function typeOf(value: unknown, at: string): Type {
  if (typeof value !== 'object' || value === null) return typeof value;
  const all = (kind: string, members: readonly unknown[]): Type => ({
    [kind]: members
      .map((member) => typeOf(member, at))
      .reduce((one, other) => joined(one, other, at), 'any'),
  });
  if (Array.isArray(value)) return all('list', value);
  const record = value as Readonly<Record<string, unknown>>;
  if ('#bigint' in record) return 'integer';
  if ('#unserializable' in record) return 'any';
  if ('#set' in record) return all('set', record['#set'] as readonly unknown[]);
  if ('#map' in record) {
    const pairs = record['#map'] as readonly (readonly unknown[])[];
    return {
      from: all(
        'keys',
        pairs.map(([key]) => key),
      ),
      to: all(
        'values',
        pairs.map(([, to]) => to),
      ),
    };
  }
  if (typeof record.tag === 'string' && 'value' in record) {
    return {
      'of variants': 'any',
      [record.tag]: typeOf(record.value, `${at}.${record.tag}`),
    };
  }
  return Object.fromEntries(
    Object.entries(record).map(([name, part]) => [name, typeOf(part, `${at}.${name}`)]),
  );
}

for (const { name, story: told } of examples) {
  test(`${name}: the export is valid, and every variable has one type`, (t) => {
    const story = told();
    const parsed = JSON.parse(itfOf(story)) as Itf;

    t.notThrows(() => itf.parse(parsed));
    t.is(parsed.states.length, story.moments.length + 1);
    for (const { '#meta': _, ...state } of parsed.states) {
      t.deepEqual(Object.keys(state), parsed.vars);
      t.notThrows(() => z.record(z.string(), expression).parse(state));
    }
    for (const name of parsed.vars) {
      const types = parsed.states.map((state) => typeOf(state[name], name));
      t.notThrows(() => types.reduce((one, other) => joined(one, other, name), 'any'));
    }
  });
}

test('the states are those of the replay, and the head says what broke', (t) => {
  const story = tell(e8);
  const { '#meta': head, states } = JSON.parse(itfOf(story)) as Itf;

  t.like(head, { format: 'ITF', status: 'violation', violated: 'P2' });
  t.is(head.witness, story.broken?.witness);
  t.deepEqual(states[0]?.action, { tag: 'Init', value: { '#tup': [] } });
  t.deepEqual(states[8]?.action, { tag: 'CrashStack', value: { stack: 'MVS1' } });
  const { '#map': stacks } = states[8]?.stacks as { '#map': [string, { tag: string }][] };
  t.deepEqual(
    stacks.map(([name, { tag }]) => `${name} ${tag}`),
    ['MVS1 None', 'MVS2 Some'],
  );
});

test('a story in which nothing broke says so, and the same story gives the same bytes', (t) => {
  const trace = e8;
  const text = itfOf(tell(trace, { sound: true }));

  t.is((JSON.parse(text) as Itf)['#meta'].status, 'ok');
  t.is(itfOf(tell(trace, { sound: true })), text);
});

test('a forged number that is none is said to be no value of the format', (t) => {
  const epoch = { number: Number.NaN, stack: 'MVS1', incarnation: 1 };
  const body = { type: 'DVIPA', dvipa: 'DVA1', epoch, intent: 'routing' } as const;
  const forged = { do: 'InjectMessage', from: 'MVS1', to: 'MVS2', body } as const;
  const { states } = JSON.parse(itfOf(tell({ ...e8, actions: [forged] }))) as Itf;

  t.like(states[1]?.action, {
    tag: 'InjectMessage',
    value: { body: { tag: 'DVIPA', value: { epoch: { number: { '#unserializable': 'NaN' } } } } },
  });
});
