/**
 * What the harness tries at rest, in every cluster (P3): the next byte of each live connection, a new one to
 * each service, and a new one from each stack that holds an owned DVIPA. Each says what has failed.
 */
import type { Action } from '../../impl/actions.types.ts';
import { canAct } from '../../impl/endpoints.ts';
import { peerPort } from '../../impl/sysplex.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { clientEnd, describeLife, livesOf, livesOfKey } from '../invariants/lives.ts';
import { openServices } from '../invariants/services.ts';
import { isOwned } from '../invariants/stuck.ts';

/** Takes the actions that are enabled, drains, and says what has become of the cluster. */
export type Trying = (actions: readonly Action[]) => Sysplex;

/** Every established connection sends one more byte; whose byte does not arrive is unreachable. */
export function nextBytes(state: Sysplex, trying: Trying): readonly string[] {
  const lives = livesOf(state).filter(
    (life) =>
      isOwned(state, life.tcb.local.address) && clientEnd(state, life)?.state === 'ESTABLISHED',
  );
  const rest = trying(
    lives.map(({ tcb: { remote, local } }) => {
      const connection = `${local.address}:${local.port}>${remote.address}:${remote.port}`;
      return { do: 'Tcp', at: remote.address, deed: 'write', connection };
    }),
  );
  return lives
    .filter((life) => clientEnd(rest, life)?.unacked.length !== 0)
    .map((life) => `the client's data no longer reaches ${describeLife(life)}`);
}

/** The port from which probes connect, and that on which stacks open them: no generated connection uses it. */
const PROBE_PORT = 1_999;

/**
 * At rest a new connection to every service is accepted by a candidate that listens, if there is one; who
 * is candidate is read from the profiles, not from what the owner believes.
 */
export function newConnections(state: Sysplex, trying: Trying): readonly string[] {
  const [client = ''] = state.topology.clients;
  const services = openServices(state);
  const rest = trying(
    services.map(({ dvipa, port: to }, at) => {
      const isn = 900_000_000 + at * 10_000;
      return { do: 'Connect', client, port: PROBE_PORT, dvipa, to, isn };
    }),
  );
  return services.flatMap(({ dvipa, port, candidates }) => {
    const key = `${client}:${PROBE_PORT}>${dvipa}:${port}`;
    const [life] = livesOfKey(rest, key);
    if (life === undefined) {
      return [
        `a new connection to ${dvipa}:${port} is refused, though ${candidates.join()} listens`,
      ];
    }
    if (life.tcb.state === 'ESTABLISHED' && candidates.includes(life.stack)) return [];
    return [`a new connection to ${dvipa}:${port} ends as ${describeLife(life)}`];
  });
}

type ConnectOut = Extract<Action, { do: 'ConnectOut' }>;

/** At rest every stack that holds an owned DVIPA can open a connection with it as its source (C15). */
export function outgoingConnections(state: Sysplex, trying: Trying): readonly string[] {
  const opened = Object.keys(state.network.advertised)
    .sort()
    .filter((dvipa) => isOwned(state, dvipa))
    .flatMap((dvipa, at) => openings(state, dvipa, 950_000_000 + at * 1_000_000));
  const rest = trying(opened);
  return opened.flatMap(({ stack, dvipa, port, client, to }) => {
    const end = rest.clients[client]?.connections[`${dvipa}:${port}>${client}:${to}`];
    const tcb = rest.stacks[stack]?.tcp.connections[`${client}:${to}>${dvipa}:${port}`];
    if (tcb?.state === 'ESTABLISHED' && end?.state === 'ESTABLISHED') return [];
    return [`${stack} opens a connection from ${dvipa}, which is ${tcb?.state ?? 'reset'}`];
  });
}

function openings(state: Sysplex, dvipa: string, isn: number): readonly ConnectOut[] {
  const [client = ''] = state.topology.clients;
  return Object.keys(state.stacks)
    .sort()
    .map((stack, at): ConnectOut => {
      const to = peerPort(state.topology, stack);
      const from = { stack, dvipa, port: PROBE_PORT };
      return { do: 'ConnectOut', ...from, client, to, isn: isn + at * 10_000 };
    })
    .filter((action) => canAct(state, action));
}
