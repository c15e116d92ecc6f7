/**
 * Assumptions about TCP endpoints and routers: the guards of impl/endpoints.ts, one taken away at a time.
 */
import type { Action } from '../../impl/actions.types.ts';
import { distributionReducer } from '../../impl/distribution/reduce.ts';
import { canAct, endpointAt } from '../../impl/endpoints.ts';
import { upStacks } from '../../impl/enabled.ts';
import { holds } from '../../impl/distribution/lists.ts';
import { vipaOf } from '../../impl/distribution/turn.ts';
import { atClient, atStack, type Scene } from '../../impl/scene.ts';
import { stackReducer } from '../../impl/stack.ts';
import { peerPort } from '../../impl/sysplex.ts';
import type { Sysplex, SysplexStep } from '../../impl/sysplex.types.ts';
import type { Tcb, TcpInput } from '../../impl/tcp/tcp.types.ts';
import type { Assumption } from './assumption.types.ts';
import { freshIsn, openings, timeWaits } from './forbidden.ts';

const reduce = stackReducer(distributionReducer());

/** An endpoint does what its guard would not have let it do. */
function force(state: Sysplex, at: string, input: TcpInput): SysplexStep | null {
  const scene: Scene = { state, happenings: [], reduce };
  const isDone =
    at in state.clients ? atClient(scene, at, input) : atStack(scene, at, { part: 'tcp', input });
  return isDone ? { state: scene.state, happenings: scene.happenings } : null;
}

/** Where the guard says no, the deed is done all the same, if `may` allows it. */
function unguarded(
  what: Action['do'],
  may: (state: Sysplex, action: Action) => boolean,
): Assumption['decorate'] {
  return (step) => (state, action) => {
    const next = step(state, action);
    if (next !== null || action.do !== what || !may(state, action)) return next;
    if (action.do === 'Tcp') {
      return force(state, action.at, { type: 'TimeWaitExpired', key: action.connection });
    }
    if (action.do === 'Connect') {
      const remote = { address: action.dvipa, port: action.to };
      const local = { address: action.client, port: action.port };
      return force(state, action.client, { type: 'OpenRequested', remote, local, isn: action.isn });
    }
    if (action.do !== 'ConnectOut') return null;
    const remote = { address: action.client, port: action.to };
    const local = { address: action.dvipa, port: action.port };
    return force(state, action.stack, { type: 'OpenRequested', remote, local, isn: action.isn });
  };
}

function has(state: Sysplex, at: string, key: string): boolean {
  return endpointAt(state, at)?.connections[key] !== undefined;
}

function holdsAddress({ stacks }: Sysplex, stack: string, dvipa: string): boolean {
  const distribution = stacks[stack]?.distribution;
  return distribution !== undefined && holds(distribution, vipaOf(distribution, dvipa));
}

const retransmission: Assumption = {
  name: 'retransmission',
  assumes: 'clients send again what was not acknowledged',
  builtInto: 'impl/enabled.ts',
  decorate: (step) => (state, action) =>
    action.do === 'Tcp' && action.deed === 'retransmit' && action.at in state.clients
      ? null
      : step(state, action),
};

const timeWait: Assumption = {
  name: 'time-wait',
  assumes: 'TIME_WAIT does not end while a segment of the connection is under way',
  builtInto: 'impl/endpoints.ts',
  stays:
    'what comes after an early end belongs to no live connection, as long as no 4-tuple is used again too early (four-tuple)',
  decorate: unguarded(
    'Tcp',
    (state, action) =>
      action.do === 'Tcp' && action.deed === 'expire' && timeWaits(state).includes(action.at),
  ),
  extras: (state) =>
    timeWaits(state).flatMap((at) =>
      Object.entries(endpointAt(state, at)?.connections ?? {})
        .filter(([, tcb]) => tcb.state === 'TIME_WAIT')
        .map(([connection]) => ({ do: 'Tcp', at, deed: 'expire', connection }) as const)
        .filter((action) => !canAct(state, action)),
    ),
};

const fourTuple: Assumption = {
  name: 'four-tuple',
  assumes: 'a client opens no 4-tuple while a segment of it is under way',
  builtInto: 'impl/endpoints.ts',
  decorate: unguarded(
    'Connect',
    (state, action) =>
      action.do === 'Connect' &&
      !has(state, action.client, `${action.dvipa}:${action.to}>${action.client}:${action.port}`),
  ),
  extras: (state) =>
    state.network.toClients
      .filter(({ destination }) => destination.address in state.clients)
      .map(({ source, destination }) => ({
        do: 'Connect' as const,
        client: destination.address,
        port: destination.port,
        dvipa: source.address,
        to: source.port,
        isn: freshIsn(state),
      }))
      .filter((action) => !canAct(state, action))
      .filter(
        ({ client, port, dvipa, to }) => !has(state, client, `${dvipa}:${to}>${client}:${port}`),
      ),
};

const noCrossing: Assumption = {
  name: 'crossed-open',
  assumes: 'a client opens no 4-tuple that a stack is opening (no simultaneous open)',
  builtInto: 'impl/endpoints.ts',
  decorate: unguarded(
    'Connect',
    (state, action) =>
      action.do === 'Connect' &&
      opening(state).some(
        ({ remote, local }) => remote.port === action.port && local.port === action.to,
      ) &&
      !has(state, action.client, `${action.dvipa}:${action.to}>${action.client}:${action.port}`),
  ),
  extras: (state) =>
    opening(state).map(({ remote, local }) => ({
      do: 'Connect',
      client: remote.address,
      port: remote.port,
      dvipa: local.address,
      to: local.port,
      isn: freshIsn(state),
    })),
};

/** The connections that stacks are opening. */
function opening(state: Sysplex): readonly Tcb[] {
  return upStacks(state).flatMap((stack) =>
    Object.values(endpointAt(state, stack)?.connections ?? {}).filter(
      (tcb) => tcb.state === 'SYN_SENT',
    ),
  );
}

export const outgoingPorts: Assumption = {
  name: 'outgoing-ports',
  assumes: 'no two stacks open the same 4-tuple, and none opens one that is still spoken of',
  builtInto: 'impl/endpoints.ts',
  decorate: unguarded(
    'ConnectOut',
    (state, action) =>
      action.do === 'ConnectOut' &&
      holdsAddress(state, action.stack, action.dvipa) &&
      !has(state, action.stack, `${action.client}:${action.to}>${action.dvipa}:${action.port}`),
  ),
  extras: (state) =>
    openings(state).filter(({ stack, dvipa }) => holdsAddress(state, stack, dvipa)),
};

const sourceHeld: Assumption = {
  name: 'source-held',
  assumes: 'an application opens a connection only from a DVIPA that its stack holds',
  builtInto: 'impl/endpoints.ts',
  decorate: unguarded(
    'ConnectOut',
    (state, action) =>
      action.do === 'ConnectOut' && !holdsAddress(state, action.stack, action.dvipa),
  ),
  extras: (state) => {
    const [client = ''] = state.topology.clients;
    const dvipas = Object.keys(state.network.advertised).sort();
    return upStacks(state).flatMap((stack) =>
      dvipas
        .filter((dvipa) => !holdsAddress(state, stack, dvipa))
        .map((dvipa): Action => {
          const to = peerPort(state.topology, stack);
          const isn = freshIsn(state);
          return { do: 'ConnectOut', stack, dvipa, port: 40_002, client, to, isn };
        }),
    );
  },
};

const numbersApart: Assumption = {
  name: 'sequence-numbers',
  assumes: 'the lives of one 4-tuple begin with sequence numbers that are far apart',
  builtInto: 'impl/tcp/segments.ts',
  decorate: (step) => (state, action) =>
    step(state, action.do === 'Connect' ? { ...action, isn: 1_000 } : action),
};

const convergence: Assumption = {
  name: 'routers-converge',
  assumes: 'a router learns in the end who advertises a DVIPA',
  builtInto: 'impl/network-actions.ts',
  decorate: (step) => (state, action) => {
    if (action.do !== 'LearnRoute') return step(state, action);
    const isFirst = state.network.routes[action.router]?.[action.dvipa] === undefined;
    return isFirst ? step(state, action) : null;
  },
};

export const endpointAssumptions: readonly Assumption[] = [
  retransmission,
  timeWait,
  fourTuple,
  noCrossing,
  outgoingPorts,
  sourceHeld,
  numbersApart,
  convergence,
];
