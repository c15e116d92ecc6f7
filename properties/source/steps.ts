/**
 * The steps of which the source's examples are made, each as events of the model and as actions of the
 * stacks. Left out: what happens between the two ends of a step (the campaign interleaves it).
 */
import { peerPort } from '../../impl/sysplex.ts';
import type { ClaimKind, Distribution } from '../../model/config.types.ts';
import type { Event } from '../../model/events.types.ts';
import type { Cluster } from '../../model/state.types.ts';
import type { Both, Step } from './example.ts';

/** The client of every example. */
const CLIENT = 'C1';
/** The port of APP A and of APP B (F4.2). */
const PORT = 60;

/** How a stack comes to route a DVIPA. */
export interface Taking {
  readonly dvipa: string;
  readonly as: ClaimKind;
  readonly list: Distribution | null;
  /** Who routes it until now and lives. */
  readonly from?: string;
}

function upIn({ stacks }: Cluster): readonly string[] {
  return Object.keys(stacks).filter((name) => (stacks[name] ?? null) !== null);
}

/** From a claim to complete tables: Figures 5, 9, 10 and 11 end alike. */
function taking(stack: string, up: readonly string[], { dvipa, as, list, from }: Taking): Event[] {
  const at = { dvipa, stack };
  const former = from === undefined ? null : { dvipa, stack: from };
  const received = [...up].sort();
  return [
    { type: 'Claimed', ...at, as, late: [] },
    ...(former === null ? [] : [{ type: 'Yielded', ...former } as const]),
    { type: 'RoutingBegun', ...at, as, list, received },
    { type: 'Advertised', ...at },
    ...(former === null ? [] : [{ type: 'Withdrawn', ...former } as const]),
  ];
}

/** A stack starts, receives the lists of those that route, and takes what its profile defines. */
export function starts({ model, stacks }: Both, stack: string, ...takes: readonly Taking[]): Step {
  const profile = stacks.profiles[stack];
  if (profile === undefined) throw new Error(`${stack} has no profile`);
  const lists = Object.entries(model.vipas).flatMap(([dvipa, { routing }]): Event[] =>
    routing.is === 'routed' ? [{ type: 'ListReceived', dvipa, stack }] : [],
  );
  const up = [...upIn(model), stack];
  const taken = takes.flatMap((one) => taking(stack, up, one));
  return {
    events: [{ type: 'StackStarted', stack, aware: true, profile }, ...lists, ...taken],
    actions: [{ do: 'StartStack', stack }],
  };
}

/** A stack fails, and another takes what it routed. */
export function fails(
  { model }: Both,
  stack: string,
  successor?: Taking & { readonly stack: string },
): Step {
  const up = upIn(model).filter((name) => name !== stack);
  const taken = successor === undefined ? [] : taking(successor.stack, up, successor);
  return {
    events: [{ type: 'StackFailed', stack }, ...taken],
    actions: [{ do: 'CrashStack', stack }],
  };
}

/** VARY OBEY loads another profile into a stack that routes a DVIPA: its new list goes to all. */
export function obeys(
  { model, stacks }: Both,
  stack: string,
  { dvipa, profile: number }: { readonly dvipa: string; readonly profile: number },
): Step {
  const profile = stacks.topology.changes[stack]?.[number];
  const list = profile?.distributes.find((entry) => entry.dvipa === dvipa);
  if (profile === undefined || list === undefined) throw new Error('no such variation');
  const { ports, targets, method, weights } = list;
  const distribution = { ports, targets, method, weights };
  const others = upIn(model).filter((name) => name !== stack);
  return {
    events: [
      { type: 'ProfileChanged', stack, profile },
      { type: 'ListChanged', dvipa, stack, as: 'define', list: distribution },
      ...others.map((name) => ({ type: 'ListReceived', dvipa, stack: name }) as const),
    ],
    actions: [{ do: 'ChangeProfile', stack, profile: number }],
  };
}

/** An application binds to a DVIPA and listens. */
export function binds(stack: string, dvipa: string, port = PORT): Step {
  return {
    events: [{ type: 'ApplicationBound', stack, dvipa, port }],
    actions: [{ do: 'Bind', stack, dvipa, port }],
  };
}

/** An application binds to a DVIPA of a VIPARange, and so its stack takes the DVIPA. */
export function bindsAndTakes(
  { model }: Both,
  stack: string,
  { dvipa, from }: { readonly dvipa: string; readonly from?: string },
): Step {
  const { events, actions } = binds(stack, dvipa);
  const take = { dvipa, as: 'bind', list: null, ...(from === undefined ? {} : { from }) } as const;
  return { events: [...events, ...taking(stack, upIn(model), take)], actions };
}

/** The application stops listening. */
export function unbinds(stack: string, dvipa: string, port = PORT): Step {
  return {
    events: [{ type: 'ApplicationEnded', stack, dvipa, port }],
    actions: [{ do: 'Unbind', stack, dvipa, port }],
  };
}

interface Attempt {
  readonly dvipa: string;
  /** The client's port. */
  readonly port: number;
  readonly to?: number;
}

function isnOf(port: number): number {
  return port * 1_000;
}

function connectAction({ dvipa, port, to = PORT }: Attempt): Step['actions'][number] {
  return { do: 'Connect', client: CLIENT, port, dvipa, to, isn: isnOf(port) };
}

/** A client's SYN reaches the stack that routes, `via`, which selects `on`: the connection opens there. */
export function connects(
  attempt: Attempt & { readonly via: string; readonly on: string; readonly isListed?: boolean },
): Step {
  const { dvipa, port, to = PORT, via, on, isListed = true } = attempt;
  const life = { dvipa, key: `${CLIENT}:${port}>${dvipa}:${to}`, life: `client ${isnOf(port)}` };
  const routed = {
    type: 'SynRouted',
    ...life,
    stack: via,
    target: on,
    port: to,
    late: [],
  } as const;
  const accepted = { type: 'SynAccepted', ...life, stack: on, port: to } as const;
  return { events: isListed ? [routed, accepted] : [accepted], actions: [connectAction(attempt)] };
}

/** A client's SYN reaches the stack that routes, which refuses it. */
export function isRefused(attempt: Attempt & { readonly via: string }): Step {
  const { dvipa, to = PORT, via } = attempt;
  return {
    events: [{ type: 'SynRefused', dvipa, stack: via, port: to, late: [] }],
    actions: [connectAction(attempt)],
  };
}

/** The client writes on a connection; nothing changes but where its data is. */
export function writes({ dvipa, port, to = PORT }: Attempt): Step {
  const connection = `${dvipa}:${to}>${CLIENT}:${port}`;
  return { events: [], actions: [{ do: 'Tcp', at: CLIENT, deed: 'write', connection }] };
}

/** Client and application close a connection in turn. */
export function closes({ dvipa, port, to = PORT, on }: Attempt & { readonly on: string }): Step {
  const key = `${CLIENT}:${port}>${dvipa}:${to}`;
  const connection = `${dvipa}:${to}>${CLIENT}:${port}`;
  return {
    events: [{ type: 'ConnectionEnded', dvipa, stack: on, key, life: `client ${isnOf(port)}` }],
    actions: [
      { do: 'Tcp', at: CLIENT, deed: 'close', connection },
      { do: 'Tcp', at: on, deed: 'close', connection: key },
    ],
  };
}

/** An application on a stack opens a connection to the client, with the DVIPA as its source. */
export function opens(
  { stacks }: Both,
  stack: string,
  { dvipa, port }: { readonly dvipa: string; readonly port: number },
): Step {
  const to = peerPort(stacks.topology, stack);
  const isn = isnOf(port);
  const key = `${CLIENT}:${to}>${dvipa}:${port}`;
  return {
    events: [{ type: 'ConnectionOpened', dvipa, stack, key, life: `stack ${isn}` }],
    actions: [{ do: 'ConnectOut', stack, dvipa, port, client: CLIENT, to, isn }],
  };
}

/** The application aborts a connection that it has opened. */
export function aborts(
  { stacks }: Both,
  stack: string,
  { dvipa, port }: { readonly dvipa: string; readonly port: number },
): Step {
  const key = `${CLIENT}:${peerPort(stacks.topology, stack)}>${dvipa}:${port}`;
  return {
    events: [{ type: 'ConnectionEnded', dvipa, stack, key, life: `stack ${isnOf(port)}` }],
    actions: [{ do: 'Tcp', at: stack, deed: 'abort', connection: key }],
  };
}
