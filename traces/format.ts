/**
 * The trace format: one interleaving as JSON, with everything that is needed to run it again.
 *
 * A trace holds the profiles and the concrete actions, not a seed: it replays after the generators have
 * changed. Seed and path are kept beside it. Left out: reading and writing files (files.ts), older formats
 * (older-formats.ts), and whether names fit together (references.ts).
 */
import { z } from 'zod';

export const FORMAT = 'dvipa-trace/2';

/** What the committed JSON Schema (trace.schema.json) calls itself. */
export const SCHEMA_ID = 'urn:dvipa:trace:2';

/** Fields of every object in JavaScript: a component named so would be there before it is made. */
const taken = Object.getOwnPropertyNames(Object.prototype).sort().join('|');

/** Stacks, addresses, routers: keys of records, printed on terminals. */
const name = z
  .string()
  .max(64)
  .regex(new RegExp(`^(?!(?:${taken})$)[A-Za-z0-9@#$_.:-]+$`), {
    error: 'expected a name of letters, digits and @ # $ _ . : -',
  });
const address = name;
const port = z.int().min(0).max(65_535);
const whole = z.int();
/** Up to so many of a kind, as there are ports. */
const some = <T extends z.ZodType>(one: T) => z.array(one).max(65_535);

/** One line for people, without what a terminal would obey. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u, {
      error: 'expected one line of printable characters',
    });

const distribution = {
  ports: z.union([z.literal('ALL'), some(port)]),
  targets: z.union([z.literal('ALL'), some(address)]),
  method: z.enum(['ROUNDROBIN', 'WEIGHTED', 'WLM']),
  weights: z.record(address, whole),
};

const profile = z.strictObject({
  stack: name,
  xcf: address,
  attached: z.boolean(),
  defines: some(z.strictObject({ dvipa: address, mask: address.nullable() })),
  backups: some(
    z.strictObject({
      dvipa: address,
      rank: z.int().min(1).max(254),
      creates: z.boolean(),
      mask: address.nullable(),
    }),
  ),
  distributes: some(z.strictObject({ dvipa: address, ...distribution })),
  ranges: some(z.strictObject({ mask: address.nullable(), address, nondisruptive: z.boolean() })),
});

const topology = z.strictObject({
  profiles: z.array(profile).max(32),
  unaware: some(name),
  clients: some(name),
  routers: some(name),
  backlog: z.int().min(0).max(65_535),
  applications: some(z.strictObject({ stack: name, dvipa: address, port })),
  changes: z.record(name, some(profile)),
});

/** Of an epoch in a forged message: JSON has no NaN, and writes it as a word. */
const number = z.union([z.int(), z.literal('NaN').transform(() => Number.NaN)]);
const epoch = z.strictObject({ number, stack: name, incarnation: whole });
const socket = z.strictObject({ address, port });
const member = z.strictObject({ stack: name, incarnation: whole });
const segment = z.strictObject({
  source: socket,
  destination: socket,
  kind: z.enum(['SYN', 'SYN-ACK', 'ACK', 'DATA', 'FIN', 'RST']),
  seq: whole,
  ack: whole.nullable(),
});
const connection = z.strictObject({
  remote: socket,
  local: socket,
  target: member,
  remoteIsn: whole.nullable(),
  localIsn: whole.nullable(),
});
const choice = z.enum(['selected', 'followed']);
const tried = some(name);

const claim = z.strictObject({
  dvipa: address,
  epoch,
  version: whole,
  kind: z.enum(['define', 'backup', 'bind']),
  former: member.nullable(),
  distribution: z.strictObject(distribution).nullable(),
  inherited: z
    .strictObject({
      epoch,
      version: whole,
      distribution: z.strictObject(distribution).nullable(),
    })
    .nullable(),
});

const body = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('VIPA_list'),
    definitions: z.strictObject({
      primary: some(address),
      backup: some(z.strictObject({ dvipa: address, rank: whole, creates: z.boolean() })),
    }),
    claims: some(claim),
  }),
  z.strictObject({
    type: z.literal('SRVSTAT'),
    dvipa: address,
    epoch,
    listeners: some(z.strictObject({ port: whole, count: whole })),
  }),
  z.strictObject({
    type: z.literal('NEWCONN'),
    dvipa: address,
    epoch,
    connections: some(connection),
    reporter: z.enum(['endpoint', 'router']),
    end: z.strictObject({ routedTo: some(member) }).nullable(),
  }),
  z.strictObject({ type: z.literal('TERMCONN'), dvipa: address, epoch, connection }),
  z.strictObject({
    type: z.literal('DVIPA'),
    dvipa: address,
    epoch,
    intent: z.enum(['takeback', 'routing']),
  }),
  z.strictObject({ type: z.literal('routed'), packet: segment, epoch, choice, tried }),
  z.strictObject({ type: z.literal('redirected'), packet: segment }),
  z.strictObject({ type: z.literal('returned'), packet: segment, epoch, choice, tried }),
]);

const label = line(200).min(1);
const service = { stack: name, dvipa: address, port };

const action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('StartStack'), stack: name }),
  z.strictObject({ do: z.literal('CrashStack'), stack: name }),
  z.strictObject({ do: z.literal('DeliverNotice'), to: name }),
  z.strictObject({ do: z.literal('DeliverXcf'), from: name, to: name }),
  z.strictObject({ do: z.literal('ReadQueue'), stack: name }),
  z.strictObject({ do: z.literal('DeliverPacket'), packet: label, router: name }),
  z.strictObject({ do: z.literal('DeliverToClient'), packet: label }),
  z.strictObject({ do: z.literal('LosePacket'), packet: label }),
  z.strictObject({ do: z.literal('DuplicatePacket'), packet: label }),
  z.strictObject({
    do: z.literal('LearnRoute'),
    router: name,
    dvipa: address,
    stack: name.nullable(),
  }),
  z.strictObject({ do: z.literal('Bind'), ...service }),
  z.strictObject({ do: z.literal('Unbind'), ...service }),
  z.strictObject({
    do: z.literal('Connect'),
    client: name,
    port,
    dvipa: address,
    to: port,
    isn: whole,
  }),
  z.strictObject({
    do: z.literal('ConnectOut'),
    stack: name,
    dvipa: address,
    port,
    client: name,
    to: port,
    isn: whole,
  }),
  z.strictObject({
    do: z.literal('Tcp'),
    at: name,
    deed: z.enum(['write', 'close', 'abort', 'retransmit', 'giveUp', 'expire']),
    connection: label,
  }),
  z.strictObject({ do: z.literal('ChangeProfile'), stack: name, profile: z.int().min(0) }),
  z.strictObject({ do: z.literal('SetWeights'), stack: name, weights: z.record(name, whole) }),
  z.strictObject({ do: z.literal('InjectMessage'), from: name, to: name, body }),
]);

/** What is shrunk is far shorter; a campaign's longest interleavings fit. */
export const ACTIONS_MAX = 10_000;

const length = z.strictObject({
  actions: z.int().min(0),
  /** `proved`: every shorter list of actions was tried, within the scope of the search. */
  shortest: z.enum(['proved', 'not proved']),
});

export const traceSchema = z.strictObject({
  /** Where an editor finds the JSON Schema: a path from the file, or SCHEMA_ID. */
  $schema: line(300),
  format: z.literal(FORMAT),
  /** What the trace shows, in one line. */
  title: line(300),
  /** The mutant, or the assumption, without which the promise breaks; null for the implementation itself. */
  mutant: name.nullable(),
  /** What breaks: a promise, the refinement, or that nothing throws. */
  promise: z.enum(['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'P10', 'REF', 'THROW']),
  witness: line(2_000),
  seed: whole.nullable(),
  path: line(2_000).nullable(),
  /** What recorded it; null where an older format did not say. */
  versions: z.strictObject({ dvipa: line(64).nullable(), node: line(64).nullable() }),
  length,
  start: z.enum(['cold', 'settled', 'serving', 'ranged']),
  topology,
  actions: z.array(action).max(ACTIONS_MAX),
});

/** A trace as it is read: what is written of it is JSON by formatTrace. */
export type Trace = z.infer<typeof traceSchema>;

/** The JSON Schema of the format, for editors and other programs. */
export function jsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(traceSchema, { io: 'input', reused: 'ref' });
  return { $schema, $id: SCHEMA_ID, title: 'A trace of dvipa', ...rest };
}
