/**
 * Draws the next action of an interleaving from what is enabled, so that no draw is wasted.
 *
 * Read first: climate.ts, the weights of a run, and leans.ts, what it leans towards, if anything.
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
import type { Climate } from './climate.ts';
import { junkMessages } from './junk.ts';
import type { Draw } from './draw.types.ts';
import { leantActions, nextWeights, ripeFor, tellingFailures, type Ripe } from './leans.ts';
import type { NextAction } from './run.ts';

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

/** Actions that an environment offers which keeps less than the declared one (properties/assumptions). */
export type Extras = (state: Sysplex) => readonly Action[];

/** The supplier of one generated run. */
export function generator(
  draw: Draw,
  topology: Topology,
  climate: Climate,
  extras: Extras | null = null,
): NextAction {
  const drawing: Drawing = {
    draw,
    climate,
    services: servicesOf(topology),
    extras,
    left: climate.length,
    leant: 0,
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
  readonly extras: Extras | null;
  left: number;
  leant: number;
  crashes: number;
  connections: number;
}

type Kind = keyof Omit<Climate, 'length' | 'mostCrashes' | 'mostConnections' | 'lean'>;

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
  const extra = drawExtra(drawing, state);
  if (extra !== null) return note(drawing, extra);
  const leant = drawLeant(drawing, state);
  if (leant !== null) return note(drawing, leant);
  const ripe = drawing.climate.lean === null ? null : ripeFor(state, drawing.draw);
  let open = kinds.map((kind) => ({ kind, weight: Math.ceil(weightOf(drawing, kind, ripe)) }));
  while (open.length > 0) {
    const kind = drawKind(drawing.draw, open);
    const offers = offersOf(drawing, state, kind);
    if (offers.length > 0) return note(drawing, offers[drawing.draw(offers.length)] ?? null);
    open = open.filter((entry) => entry.kind !== kind);
  }
  return null;
}

/** One time in eight, what only a worse environment does. */
function drawExtra({ draw, extras }: Drawing, state: Sysplex): Action | null {
  if (extras === null || draw(8) > 0) return null;
  const offers = extras(state);
  return offers.length === 0 ? null : (offers[draw(offers.length)] ?? null);
}

/** So often a run helps its lean along; more would crowd out what it is to be seen beside. */
const MOST_LEANT = 6;

/** One time in three, what the run leans towards, if that is possible now. */
function drawLeant(drawing: Drawing, state: Sysplex): Action | null {
  const { draw, climate, crashes } = drawing;
  if (climate.lean === null || drawing.leant >= MOST_LEANT) return null;
  const offers = leantActions(state, climate.lean).filter(
    ({ do: what }) => what !== 'CrashStack' || crashes < climate.mostCrashes,
  );
  if (offers.length === 0 || draw(3) > 0) return null;
  drawing.leant += 1;
  return offers[draw(offers.length)] ?? null;
}

/** A leaning run waits with failures, and returns from them, until they have something to show. */
function weightOf({ climate, crashes }: Drawing, kind: Kind, ripe: Ripe | null): number {
  const weight = climate[kind] * 8;
  if (climate.lean === null) return weight;
  const waits = kind === 'crash' || (kind === 'restart' && crashes > 0);
  if (kind !== ripe) return waits ? weight / 8 : weight;
  if (kind === 'connect') return weight * 3;
  return kind === 'bind' ? weight + climate.deliver : weight + climate.deliver * 4;
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
      return talk(drawing, state);
    case 'sever':
      return enabledDeeds(state, ['abort', 'giveUp']);
    case 'bind':
      return enabledBinds(state, drawing.services);
    case 'crash':
      return drawing.crashes < drawing.climate.mostCrashes ? crashes(drawing, state) : [];
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
  if (reusing.length > 0 && climate.lean !== null) return reusing;
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

/** What applications and timers do; in a leaning run the answer to a close is likelier than a close. */
function talk({ draw, climate }: Drawing, state: Sysplex): readonly Action[] {
  const timers: readonly TcpDeed[] = draw(4) === 0 ? ['retransmit', 'expire'] : ['retransmit'];
  const deeds = enabledDeeds(state, ['write', 'close', ...timers]);
  if (climate.lean === null) return deeds;
  const answers = deeds.filter(
    (action) =>
      action.do === 'Tcp' &&
      action.deed === 'close' &&
      endpointAt(state, action.at)?.connections[action.connection]?.state === 'CLOSE_WAIT',
  );
  return [...deeds, ...answers, ...answers];
}

/** Everybody; in a leaning run rather those who route connections. */
function crashes({ climate }: Drawing, state: Sysplex): readonly Action[] {
  const owners = climate.lean === null ? [] : tellingFailures(state);
  return [...owners, ...upStacks(state)].map((stack) => ({ do: 'CrashStack', stack }));
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
  const weights = upStacks(state).map((stack): Action => ({
    do: 'SetWeights',
    stack,
    weights: nextWeights(state, stack),
  }));
  return [...profiles, ...profiles, ...weights];
}
