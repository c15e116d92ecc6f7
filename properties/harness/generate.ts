/**
 * Draws the next action of an interleaving from what is enabled, so that no draw is wasted.
 *
 * Each run draws its own climate first (swarm testing): how eager deliveries are, how bad the network,
 * how frequent failures. Failures lean towards owners of live connections, beside plain random ones.
 */
import type { Action, TcpDeed } from '../../impl/actions.types.ts';
import {
  downStacks,
  enabledBinds,
  enabledDeeds,
  enabledDeliveries,
  enabledDisturbances,
  routesToLearn,
  upStacks,
  type Service,
} from '../../impl/enabled.ts';
import { canAct, endpointAt } from '../../impl/endpoints.ts';
import { peerPort } from '../../impl/sysplex.ts';
import type { Sysplex, Topology } from '../../impl/sysplex.types.ts';
import { rowsOf } from '../../impl/tables/crt-rows.ts';
import { junkMessages } from './junk.ts';
import type { Draw } from './draw.types.ts';
import type { NextAction } from './run.ts';

/** The weather of one run: relative weights of the kinds of events, and its length. */
export interface Climate {
  readonly length: number;
  readonly deliver: number;
  readonly route: number;
  readonly disturb: number;
  readonly connect: number;
  readonly talk: number;
  readonly sever: number;
  readonly bind: number;
  readonly crash: number;
  readonly restart: number;
  readonly change: number;
  readonly junk: number;
  readonly mostCrashes: number;
  readonly mostConnections: number;
  /** Leans towards a takeover and a takeback with live connections, beside what chance brings. */
  readonly leans: boolean;
}

/** Most of a run is deliveries: what is sent must arrive for the rest to matter. */
export function drawClimate(draw: Draw, shortest: number): Climate {
  const oneOf = (...values: readonly number[]): number => values[draw(values.length)] ?? 0;
  return {
    length: shortest + draw(shortest * 5),
    deliver: oneOf(60, 80, 120),
    route: oneOf(2, 6, 12),
    disturb: oneOf(0, 0, 2, 6),
    connect: oneOf(6, 10, 14),
    talk: oneOf(4, 10, 16),
    sever: oneOf(0, 0, 1),
    bind: oneOf(0, 1, 3),
    crash: oneOf(1, 2, 4),
    restart: oneOf(3, 6, 10),
    change: oneOf(0, 0, 1, 2),
    junk: oneOf(0, 0, 1),
    mostCrashes: oneOf(1, 2, 2, 3, 4),
    mostConnections: oneOf(2, 4, 5, 6),
    leans: draw(8) > 0,
  };
}

/** Every address and port that a client may try: listed ports, or 80 where all are. */
function servicesOf({ profiles }: Topology): readonly Service[] {
  const services = profiles.flatMap(({ defines, distributes, ranges }) => [
    ...distributes.flatMap(({ dvipa, ports }) =>
      (ports === 'ALL' ? [80] : ports).map((port) => ({ dvipa, port })),
    ),
    ...[...defines.map(({ dvipa }) => dvipa), ...ranges.map(({ address }) => address)]
      .filter((dvipa) => !distributes.some((entry) => entry.dvipa === dvipa))
      .map((dvipa) => ({ dvipa, port: 60 })),
  ]);
  return [...new Map(services.map((service) => [JSON.stringify(service), service])).values()];
}

/** The supplier of one generated run. */
export function generator(draw: Draw, topology: Topology, climate: Climate): NextAction {
  const drawing: Drawing = {
    draw,
    climate,
    services: servicesOf(topology),
    left: climate.length,
    crashes: 0,
    connections: 0,
  };
  return (state) => {
    if (drawing.left === 0) return null;
    drawing.left -= 1;
    return drawAction(drawing, state);
  };
}

interface Drawing {
  readonly draw: Draw;
  readonly climate: Climate;
  readonly services: readonly Service[];
  left: number;
  crashes: number;
  connections: number;
}

type Kind = keyof Omit<Climate, 'length' | 'mostCrashes' | 'mostConnections' | 'leans'>;

const kinds: readonly Kind[] = [
  'deliver',
  'route',
  'disturb',
  'connect',
  'talk',
  'sever',
  'bind',
  'crash',
  'restart',
  'change',
  'junk',
];

/** Draws a kind by its weight, then an action of that kind; kinds without an offer are passed over. */
function drawAction(drawing: Drawing, state: Sysplex): Action | null {
  const ripe = drawing.climate.leans ? ripeFor(state, drawing.draw) : null;
  let open = kinds.map((kind) => ({ kind, weight: Math.ceil(weightOf(drawing, kind, ripe)) }));
  while (open.length > 0) {
    const kind = drawKind(drawing.draw, open);
    const offers = offersOf(drawing, state, kind);
    if (offers.length > 0) return note(drawing, offers[drawing.draw(offers.length)] ?? null);
    open = open.filter((entry) => entry.kind !== kind);
  }
  return null;
}

/** A leaning run waits with failures and returns until they have something to show. */
function weightOf({ climate }: Drawing, kind: Kind, ripe: Kind | null): number {
  const weight = climate[kind] * 8;
  if (!climate.leans || (kind !== 'crash' && kind !== 'restart')) return weight;
  return kind === ripe ? weight + climate.deliver * 4 : weight / 8;
}

function drawKind(draw: Draw, open: readonly { kind: Kind; weight: number }[]): Kind {
  const total = open.reduce((sum, { weight }) => sum + weight, 0);
  let at = total === 0 ? 0 : draw(total);
  for (const { kind, weight } of open) {
    at -= weight;
    if (at < 0) return kind;
  }
  return open[0]?.kind ?? 'deliver';
}

function note(drawing: Drawing, action: Action | null): Action | null {
  if (action?.do === 'CrashStack') drawing.crashes += 1;
  if (action?.do === 'Connect' || action?.do === 'ConnectOut') drawing.connections += 1;
  return action;
}

/** What a leaning run waits for: connections to fail over, to take back, or to move by a bind. */
function ripeFor(state: Sysplex, draw: Draw): Kind | null {
  for (const stack of upStacks(state)) {
    for (const { role, claim } of Object.values(state.stacks[stack]?.distribution.vipas ?? {})) {
      if (role.is !== 'owner') continue;
      if (claim?.kind === 'bind') return draw(2) === 0 ? null : 'restart';
      const outlives = rowsOf(role.crt).some(({ target }) => target.stack !== stack);
      if (outlives && claim?.kind === 'define') return 'crash';
      if (outlives && claim?.kind === 'backup') return 'restart';
    }
  }
  return null;
}

function offersOf(drawing: Drawing, state: Sysplex, kind: Kind): readonly Action[] {
  switch (kind) {
    case 'deliver':
      return enabledDeliveries(state);
    case 'route':
      return routesToLearn(state);
    case 'disturb':
      return enabledDisturbances(state);
    case 'connect':
      return connects(drawing, state);
    case 'talk':
      return talk(drawing.draw, state);
    case 'sever':
      return enabledDeeds(state, ['abort', 'giveUp']);
    case 'bind':
      return enabledBinds(state, drawing.services);
    case 'crash':
      return drawing.crashes < drawing.climate.mostCrashes ? crashes(state) : [];
    case 'restart':
      return downStacks(state).map((stack) => ({ do: 'StartStack', stack }));
    case 'change':
      return changes(state);
    case 'junk':
      return junkMessages(drawing.draw, state);
  }
}

const CLIENT_PORTS = [1001, 1002];
const OUTGOING_PORTS = [60, 40_001];

function connects({ climate, connections, services }: Drawing, state: Sysplex): readonly Action[] {
  const isn = 1_000 * (connections + 1);
  const { clients } = state.topology;
  const peerPorts = upStacks(state).map((stack) => peerPort(state.topology, stack));
  const incoming = clients.flatMap((client) =>
    [...CLIENT_PORTS, ...peerPorts.slice(0, 2)].flatMap((port) =>
      services.map(
        ({ dvipa, port: to }) => ({ do: 'Connect', client, port, dvipa, to, isn }) as const,
      ),
    ),
  );
  const [client = ''] = clients;
  const dvipas = [...new Set(services.map(({ dvipa }) => dvipa))];
  const outgoing = upStacks(state).flatMap((stack) =>
    dvipas.flatMap((dvipa) =>
      OUTGOING_PORTS.map((port) => {
        const to = peerPort(state.topology, stack);
        return { do: 'ConnectOut', stack, dvipa, port, client, to, isn } as const;
      }),
    ),
  );
  const reusing = incoming.filter(
    (action) => reusesTimeWait(state, action) && canAct(state, action),
  );
  if (reusing.length > 0) return reusing;
  if (connections >= climate.mostConnections) return [];
  return [...incoming, ...outgoing, ...outgoing].filter((action) => canAct(state, action));
}

/** A 4-tuple whose former life is still in TIME_WAIT on a stack: rare, and worth a lean (R8). */
function reusesTimeWait(
  state: Sysplex,
  { client, port, dvipa, to }: Extract<Action, { do: 'Connect' }>,
): boolean {
  const key = `${client}:${port}>${dvipa}:${to}`;
  return upStacks(state).some(
    (stack) => state.stacks[stack]?.tcp.connections[key]?.state === 'TIME_WAIT',
  );
}

/** What applications and timers do; the answer to a close is more likely than a close. */
function talk(draw: Draw, state: Sysplex): readonly Action[] {
  const timers: readonly TcpDeed[] = draw(4) === 0 ? ['retransmit', 'expire'] : ['retransmit'];
  const deeds = enabledDeeds(state, ['write', 'close', ...timers]);
  const answers = deeds.filter(
    (action) =>
      action.do === 'Tcp' &&
      action.deed === 'close' &&
      endpointAt(state, action.at)?.connections[action.connection]?.state === 'CLOSE_WAIT',
  );
  return [...deeds, ...answers, ...answers];
}

/** Owners with live connections three times over, then everybody. */
function crashes(state: Sysplex): readonly Action[] {
  const up = upStacks(state);
  const owners = up.filter((stack) =>
    Object.values(state.stacks[stack]?.distribution.vipas ?? {}).some(
      ({ role }) =>
        (role.is === 'owner' || role.is === 'rebuilding') && rowsOf(role.crt).length > 0,
    ),
  );
  return [...owners, ...owners, ...owners, ...up].map((stack) => ({ do: 'CrashStack', stack }));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function changes(state: Sysplex): readonly Action[] {
  const { changes: offered } = state.topology;
  const profiles = Object.keys(offered)
    .sort()
    .flatMap((stack) =>
      (offered[stack] ?? []).flatMap((variation, profile): Action[] =>
        isSame(variation, state.profiles[stack]) ? [] : [{ do: 'ChangeProfile', stack, profile }],
      ),
    );
  const weights = upStacks(state).map((stack): Action => {
    const all = Object.keys(state.stacks).sort();
    return {
      do: 'SetWeights',
      stack,
      weights: Object.fromEntries(all.map((name, at) => [name, 1 + (at % 3)])),
    };
  });
  return [...profiles, ...profiles, ...weights];
}
