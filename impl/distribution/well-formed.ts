/**
 * The door of the distribution function: is what came over XCF a message at all (P10)?
 *
 * The types say what members send; a wire says what arrives. Whatever lacks a field, or has one of a wrong
 * kind, is ignored as a whole. Left out: whether the message fits the moment; its handler asks that.
 */
type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value.length > 0;
const whole: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
/** A sequence number of the wire. */
const sequence: Check = (value) => whole(value) && (value as number) <= 0xffff_ffff;
const port: Check = (value) => whole(value) && (value as number) > 0 && (value as number) <= 65_535;
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, check]) =>
      check((value as Record<string, unknown>)[name]),
    );

const member = record({ stack: text, incarnation: whole });
const epoch = record({ stack: text, incarnation: whole, number: whole });
const socket = record({ address: text, port });
const connection = record({
  remote: socket,
  local: socket,
  target: member,
  remoteIsn: orNull(sequence),
  localIsn: orNull(sequence),
});
const allOr =
  (check: Check): Check =>
  (value) =>
    value === 'ALL' || listOf(check)(value);
const weights: Check = (value) =>
  typeof value === 'object' && value !== null && Object.values(value).every(whole);
const distribution = record({
  ports: allOr(port),
  targets: allOr(text),
  method: oneOf('ROUNDROBIN', 'WEIGHTED', 'WLM'),
  weights,
});
const claim = record({
  dvipa: text,
  epoch,
  version: whole,
  kind: oneOf('define', 'backup', 'bind'),
  former: orNull(member),
  distribution: orNull(distribution),
  inherited: orNull(record({ epoch, version: whole, distribution: orNull(distribution) })),
});
const definitions = record({
  primary: listOf(text),
  backup: listOf(
    record({ dvipa: text, rank: whole, creates: (value) => typeof value === 'boolean' }),
  ),
});
const packet = record({
  source: socket,
  destination: socket,
  kind: oneOf('SYN', 'SYN-ACK', 'ACK', 'DATA', 'FIN', 'RST'),
  seq: sequence,
  ack: orNull(sequence),
});
const choice = oneOf('selected', 'followed');
const about = { dvipa: text, epoch };

const bodies: Readonly<Record<string, Check>> = {
  VIPA_list: record({ definitions, claims: listOf(claim) }),
  SRVSTAT: record({ ...about, listeners: listOf(record({ port, count: whole })) }),
  NEWCONN: record({
    ...about,
    connections: listOf(connection),
    reporter: oneOf('endpoint', 'router'),
    end: orNull(record({ routedTo: listOf(member) })),
  }),
  TERMCONN: record({ ...about, connection }),
  DVIPA: record({ ...about, intent: oneOf('takeback', 'routing') }),
  routed: record({ packet, epoch, choice, tried: listOf(text) }),
  redirected: record({ packet }),
  returned: record({ packet, epoch, choice, tried: listOf(text) }),
};

/** Has a message all its fields, each of its kind? Anything else is ignored (P10). */
export function isWellFormed(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('type' in body)) return false;
  const { type } = body;
  return typeof type === 'string' && Object.hasOwn(bodies, type) && bodies[type]?.(body) === true;
}
