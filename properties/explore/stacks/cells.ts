/**
 * What the steps of a cluster look at, as cells for the remembered search; judged-cells.ts has what is judged.
 *
 * A cell says no more than is looked at, so that many states agree on it.
 */
import { enabledDeeds } from '../../../impl/enabled.ts';
import type { ConnectionReport, Envelope, Packet } from '../../../impl/messages.types.ts';
import type { SysplexStepper, Topology } from '../../../impl/sysplex.types.ts';
import { inboundKey } from '../../../impl/tables/crt.ts';
import { allChannels, queueIn, stackIn, stackNames, view, type StackCell } from './cell-parts.ts';
import { judgedCells } from './judged-cells.ts';
import { BUDGETS, type StackScope } from './budget.ts';
import type { Explored } from './system.ts';

export function cellsOf(
  step: SysplexStepper,
  { topology, connections }: StackScope,
): readonly StackCell[] {
  const stacks = stackNames(topology);
  return [
    ...stacks.flatMap((name) => membership(name)),
    ...stacks.flatMap((name) => surroundings(stacks, name)),
    { name: 'members', parts: stacks.map((name) => `member ${name}`) },
    ...[...stacks, ...topology.clients].flatMap((name) => deeds(name)),
    ...stacks.flatMap((name) => endpoints(name)),
    ...allChannels(stacks).flatMap((name) => channel(name)),
    ...underWay(stacks),
    ...spokenOf(topology, stacks),
    ...routes(topology, stacks),
    ...budget(connections),
    ...faults(stacks),
    ...judgedCells(step, stacks),
  ];
}

function membership(name: string): readonly StackCell[] {
  const notices = `notices ${name}`;
  const of = ({ sysplex }: Explored) => sysplex.medium.notices[name] ?? [];
  return [
    view(
      `member ${name}`,
      name,
      (state) => stackIn(state, name)?.distribution.self.incarnation ?? null,
    ),
    view(`up ${name}`, name, (state) => stackIn(state, name) !== null),
    view(`joins for ${name}`, notices, (state) =>
      of(state).flatMap(({ type, member }) =>
        type === 'MemberJoined' ? [member.incarnation] : [],
      ),
    ),
    view(`named for ${name}`, notices, (state) => of(state).map(({ member }) => member.stack)),
    view(`noticed ${name}`, notices, (state) => of(state).length === 0),
  ];
}

/** What a step of a stack depends on besides the stack: who advertises, and who lives to be sent to. */
function surroundings(stacks: readonly string[], name: string): readonly StackCell[] {
  const others = stacks.filter((other) => other !== name).map((other) => `member ${other}`);
  return [
    { name: `around ${name}`, parts: ['advertised', ...others] },
    { name: `heard by ${name}`, parts: [`around ${name}`, `joins for ${name}`] },
  ];
}

/** Is there a connection at an endpoint that may write, or send again? */
function deeds(name: string): readonly StackCell[] {
  const may = (deed: 'write' | 'retransmit') => (state: Explored) =>
    enabledDeeds(state.sysplex, [deed]).some((one) => one.do === 'Tcp' && one.at === name);
  return [
    view(`may write at ${name}`, name, may('write')),
    view(`may retransmit at ${name}`, name, may('retransmit')),
  ];
}

function endpoints(name: string): readonly StackCell[] {
  const connections = (state: Explored) =>
    Object.entries(stackIn(state, name)?.tcp.connections ?? {});
  return [
    view(`reads ${name}`, name, (state) => (stackIn(state, name)?.queue.length ?? 0) > 0),
    view(`queued ${name}`, name, (state) => tuplesOf(stackIn(state, name)?.queue ?? [])),
    view(`opening ${name}`, name, (state) =>
      connections(state).flatMap(([key, tcb]) => (tcb.state === 'SYN_SENT' ? [key] : [])),
    ),
    view(`lives ${name}`, name, (state) => ({
      incarnation: stackIn(state, name)?.distribution.self.incarnation ?? null,
      connections: Object.fromEntries(
        connections(state).map(([key, { iss, irs, isOutgoing, local }]) => [
          key,
          { iss, irs, isOutgoing, address: local.address },
        ]),
      ),
    })),
  ];
}

function tuplesOf(packets: readonly Packet[]): readonly string[] {
  return [
    ...new Set(
      packets.map(({ source, destination }) =>
        [source, destination]
          .map(({ address, port }) => `${address}:${port}`)
          .sort()
          .join(),
      ),
    ),
  ].sort();
}

function packetsOf(channel: readonly Envelope[]): readonly Packet[] {
  return channel.flatMap(({ body }) => ('packet' in body ? [body.packet] : []));
}

function channel(name: string): readonly StackCell[] {
  const bodies = (state: Explored) => queueIn(state, name).map(({ body }) => body);
  return [
    view(`idle ${name}`, name, (state) => queueIn(state, name).length === 0),
    view(`carries ${name}`, name, (state) => tuplesOf(packetsOf(queueIn(state, name)))),
    view(`claims ${name}`, name, (state) =>
      bodies(state).flatMap((body) =>
        body.type === 'VIPA_list' ? body.claims.map(({ dvipa, epoch }) => ({ dvipa, epoch })) : [],
      ),
    ),
    view(`lists ${name}`, name, (state) => bodies(state).some(({ type }) => type === 'VIPA_list')),
    view(`reports ${name}`, name, (state) =>
      queueIn(state, name).filter(
        ({ body: { type } }) => type === 'SRVSTAT' || type === 'NEWCONN' || type === 'TERMCONN',
      ),
    ),
    view(`speaks ${name}`, name, (state) =>
      bodies(state).flatMap((body) => (body.type === 'SRVSTAT' ? [body.dvipa] : [])),
    ),
    view(`tells ${name}`, name, (state) => ({
      isControl: bodies(state).some(({ type }) => type === 'TERMCONN' || type === 'NEWCONN'),
      keys: [...new Set(packetsOf(queueIn(state, name)).map(inboundKey))].sort(),
    })),
  ];
}

/** The 4-tuples of which a segment is anywhere. */
function underWay(stacks: readonly string[]): readonly StackCell[] {
  const bags = [
    view('arriving', 'to the cluster', ({ sysplex }) => tuplesOf(sysplex.network.toCluster)),
    view('leaving', 'to clients', ({ sysplex }) => tuplesOf(sysplex.network.toClients)),
  ];
  const parts = [
    ...bags.map(({ name }) => name),
    ...stacks.map((name) => `queued ${name}`),
    ...allChannels(stacks).map((name) => `carries ${name}`),
  ];
  const of = ({ sysplex: { network, stacks: all, medium } }: Explored) =>
    tuplesOf([
      ...network.toCluster,
      ...network.toClients,
      ...Object.values(all).flatMap((stack) => stack?.queue ?? []),
      ...Object.values(medium.channels).flatMap(packetsOf),
    ]);
  return [...bags, { name: 'under way', parts, of }];
}

/** The 4-tuples that are in use, or still reported: none of them is opened again (R39). */
function spokenOf({ clients }: Topology, stacks: readonly string[]): readonly StackCell[] {
  const keys = (connections: object | undefined) => Object.keys(connections ?? {});
  return [
    ...clients.map((name) =>
      view(`talks ${name}`, name, ({ sysplex }) => keys(sysplex.clients[name]?.connections)),
    ),
    ...stacks.map((name) =>
      view(`holds ${name}`, name, (state) => keys(stackIn(state, name)?.tcp.connections)),
    ),
    ...allChannels(stacks).map((name) =>
      view(`mentions ${name}`, name, (state) =>
        queueIn(state, name).flatMap(({ body }): readonly ConnectionReport[] => {
          if (body.type === 'NEWCONN') return body.connections;
          return body.type === 'TERMCONN' ? [body.connection] : [];
        }),
      ),
    ),
    {
      name: 'spoken of',
      parts: [
        ...stacks.map((name) => `holds ${name}`),
        ...allChannels(stacks).map((name) => `mentions ${name}`),
      ],
    },
  ];
}

/** Does a router lead to a stack, for some address? */
function routes({ routers }: Topology, stacks: readonly string[]): readonly StackCell[] {
  return routers.flatMap((router) =>
    stacks.map((stack) =>
      view(`${router} leads to ${stack}`, `routes ${router}`, ({ sysplex }) =>
        Object.values(sysplex.network.routes[router] ?? {}).includes(stack),
      ),
    ),
  );
}

function budget(connections: number): readonly StackCell[] {
  const opens = view('connections left', 'budget', ({ left }) => left.opened < connections);
  const counted = BUDGETS.map((what) =>
    view(`${what} left`, 'budget', ({ left }) => left[what] > 0),
  );
  return [opens, ...counted];
}

/** Faults that the budget and the stack allow. */
function faults(stacks: readonly string[]): readonly StackCell[] {
  return stacks.flatMap((name) => {
    const isUp = (state: Explored) => stackIn(state, name) !== null;
    return [
      {
        name: `may crash ${name}`,
        parts: ['crashes left', `member ${name}`],
        of: (state: Explored) => state.left.crashes > 0 && isUp(state),
      },
      {
        name: `may start ${name}`,
        parts: ['restarts left', `member ${name}`],
        of: (state: Explored) => state.left.restarts > 0 && !isUp(state),
      },
    ];
  });
}
