/**
 * The trace format: one interleaving as JSON, with everything that is needed to run it again.
 *
 * A trace holds the profiles and the concrete actions, not a seed: it replays after the generators have
 * changed. Seed and path are kept beside it. Reading is strict: unknown fields are errors.
 */
import { z } from 'zod';

export const FORMAT = 'dvipa-trace/1';

const address = z.string().min(1).max(64);
const port = z.int().min(0).max(65_535);
const whole = z.int();
const name = z.string().min(1).max(64);

const distribution = {
  ports: z.union([z.literal('ALL'), z.array(port)]),
  targets: z.union([z.literal('ALL'), z.array(address)]),
  method: z.enum(['ROUNDROBIN', 'WEIGHTED', 'WLM']),
  weights: z.record(address, whole),
};

const profile = z.strictObject({
  stack: name,
  xcf: address,
  attached: z.boolean(),
  defines: z.array(z.strictObject({ dvipa: address, mask: address.nullable() })),
  backups: z.array(
    z.strictObject({
      dvipa: address,
      rank: z.int().min(1).max(254),
      creates: z.boolean(),
      mask: address.nullable(),
    }),
  ),
  distributes: z.array(z.strictObject({ dvipa: address, ...distribution })),
  ranges: z.array(
    z.strictObject({ mask: address.nullable(), address, nondisruptive: z.boolean() }),
  ),
});

const topology = z.strictObject({
  profiles: z.array(profile).max(64),
  unaware: z.array(name),
  clients: z.array(name),
  routers: z.array(name),
  backlog: z.int().min(0),
  applications: z.array(z.strictObject({ stack: name, dvipa: address, port })),
  changes: z.record(name, z.array(profile)),
});

const epoch = z.strictObject({ number: whole, stack: name, incarnation: whole });
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
const tried = z.array(name);

const claim = z.strictObject({
  dvipa: address,
  epoch,
  version: whole,
  kind: z.enum(['define', 'backup', 'bind']),
  former: member.nullable(),
  distribution: z.strictObject(distribution).nullable(),
  inherited: z.strictObject(distribution).nullable(),
});

const body = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('VIPA_list'),
    definitions: z.strictObject({
      primary: z.array(address),
      backup: z.array(z.strictObject({ dvipa: address, rank: whole, creates: z.boolean() })),
    }),
    claims: z.array(claim),
  }),
  z.strictObject({
    type: z.literal('SRVSTAT'),
    dvipa: address,
    epoch,
    listeners: z.array(z.strictObject({ port: whole, count: whole })),
  }),
  z.strictObject({
    type: z.literal('NEWCONN'),
    dvipa: address,
    epoch,
    connections: z.array(connection),
    reporter: z.enum(['endpoint', 'router']),
    end: z.strictObject({ routedTo: z.array(member) }).nullable(),
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

const label = z.string().min(1).max(200);
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
  z.strictObject({ do: z.literal('ChangeProfile'), stack: name, profile: whole }),
  z.strictObject({ do: z.literal('SetWeights'), stack: name, weights: z.record(name, whole) }),
  z.strictObject({ do: z.literal('InjectMessage'), from: name, to: name, body }),
]);

export const traceSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** What the trace shows, in one line. */
  title: z.string().max(300),
  /** The mutant on which the promise breaks; null for the implementation itself. */
  mutant: name.nullable(),
  promise: name,
  witness: z.string().max(2_000),
  seed: whole.nullable(),
  path: z.string().max(2_000).nullable(),
  start: z.enum(['cold', 'settled', 'serving', 'ranged']),
  topology,
  actions: z.array(action).max(100_000),
});

export type Trace = z.infer<typeof traceSchema>;
