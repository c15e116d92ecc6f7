/**
 * Plain data as expressions of the Informal Trace Format (Apalache's ADR-015, revision 2023-09-14).
 *
 * One name always has one type, as Apalache's type checker asks for: what may be null is `None` or `Some`, a union is a
 * variant, a record whose keys are names of the cluster is a function, an integer is a `#bigint`.
 */
import type { Crt } from '../../impl/tables/crt.types.ts';
import { rowsOf } from '../../impl/tables/crt-rows.ts';
import { connectionKey } from '../../impl/tables/crt.ts';

export type Expression =
  boolean | string | readonly Expression[] | { readonly [field: string]: Expression };

/** The value of a variant that has nothing to say. */
const UNIT: Expression = { '#tup': [] };
export const NONE: Expression = variant('None', UNIT);

export function variant(tag: string, value: Expression = UNIT): Expression {
  return { tag, value };
}

export function some(value: Expression): Expression {
  return variant('Some', value);
}

/** A function from names, in the order of the names: equal functions are equal bytes. */
export function functionOf<Value>(
  record: Readonly<Record<string, Value>>,
  valueOf: (value: Value) => Expression,
): Expression {
  const pairs = Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
  return { '#map': pairs.map(([key, value]) => [key, valueOf(value)]) };
}

export function setOf(members: readonly Expression[]): Expression {
  const byText = new Map(members.map((member) => [JSON.stringify(member), member]));
  return { '#set': [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member) };
}

/** Fields that may be null, wherever they stand. */
const OPTIONAL = new Set([
  'ack',
  'claim',
  'definitions',
  'distribution',
  'end',
  'former',
  'inherited',
  'irs',
  'localIsn',
  'mask',
  'remoteIsn',
]);

/** Records that are functions: their keys are data. */
const FUNCTIONS = new Set(['connections', 'listeners', 'shares', 'view', 'vipas', 'weights']);

/** Lists without an order that means anything. */
const SETS = new Set(['answered', 'awaiting', 'dpt', 'joining', 'routedTo', 'tried']);

/** What names the case of a union. */
const DISCRIMINATORS = ['do', 'type', 'is'];

/** Fields that are the word ALL or a list. */
const ALL_OR_SOME = new Set(['ports', 'targets']);

export function encode(value: unknown): Expression {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    // A forged message may hold a number that is no integer.
    return Number.isSafeInteger(value)
      ? { '#bigint': String(value === 0 ? 0 : value) }
      : { '#unserializable': String(value) };
  }
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value === 'object' && value !== null) return encodeRecord(value);
  throw new TypeError(`${String(value)} has no place in a state`);
}

function encodeRecord(record: object): Expression {
  const fields = Object.entries(record) as [string, unknown][];
  const discriminator = DISCRIMINATORS.find((name) => name in record);
  if (discriminator === undefined) return recordOf(fields);
  const rest = fields.filter(([name]) => name !== discriminator);
  const tag = String((record as Record<string, unknown>)[discriminator]);
  return variant(tag, rest.length === 0 ? UNIT : recordOf(rest));
}

function recordOf(fields: readonly (readonly [string, unknown])[]): Expression {
  return Object.fromEntries(fields.map(([name, value]) => [name, encodeField(name, value)]));
}

function encodeField(name: string, value: unknown): Expression {
  if (name === 'crt') return tableOf(value as Crt);
  if (OPTIONAL.has(name)) return value === null ? NONE : some(encode(value));
  if (ALL_OR_SOME.has(name)) return value === 'ALL' ? variant('ALL') : some(encode(value));
  if (Array.isArray(value)) return SETS.has(name) ? setOf(value.map(encode)) : encode(value);
  if (FUNCTIONS.has(name) && typeof value === 'object' && value !== null) {
    return functionOf(value as Readonly<Record<string, unknown>>, encode);
  }
  return encode(value);
}

/** A routing table as a function from connections: an implementation's order of rows says nothing. */
function tableOf(table: Crt): Expression {
  const rows = rowsOf(table).map((row) => [connectionKey(row.remote, row.local), row] as const);
  return functionOf(Object.fromEntries(rows), encode);
}
