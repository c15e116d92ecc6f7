/**
 * The abstraction function: from a cluster of stacks that exchange messages to the model's cluster.
 *
 * Who listens and which connections live is read from the TCP endpoints; the tables are those of the
 * owner under the highest claim that anybody knows of, with everything read that has been said to it.
 */
import type { DistributionState } from '../../impl/distribution/state.types.ts';
import { compareEpochs, isSameEpoch } from '../../impl/distribution/turn.ts';
import type { StackState } from '../../impl/stack.ts';
import type { Sysplex, SysplexStepper } from '../../impl/sysplex.types.ts';
import { connectionKey } from '../../impl/tables/crt.ts';
import { rowsOf } from '../../impl/tables/crt-rows.ts';
import type { CrtRow } from '../../impl/tables/crt.types.ts';
import type { Tcb } from '../../impl/tcp/tcp.types.ts';
import type { Claim } from '../../impl/messages.types.ts';
import type { Distribution } from '../../model/config.types.ts';
import type { Cluster, Place, Routed, Vipa } from '../../model/state.types.ts';
import type { Address, Epoch, StackName } from '../../model/vocabulary.types.ts';
import { flushed } from './flush.ts';

type Up = readonly (readonly [StackName, StackState])[];

function upStacks(state: Sysplex): Up {
  return Object.keys(state.stacks)
    .sort()
    .flatMap((name) => {
      const stack = state.stacks[name] ?? null;
      return stack === null ? [] : [[name, stack] as const];
    });
}

/** An incoming life is named by the client's number, an outgoing one by the stack's own. */
export function lifeOf({ isOutgoing, iss, irs }: Tcb): string {
  return isOutgoing ? `stack ${iss}` : `client ${irs}`;
}

const known = new WeakMap<Sysplex, Cluster>();

/** The model's view of a cluster; the same object for the same state. */
export function abstractionOf(step: SysplexStepper, state: Sysplex): Cluster {
  const present = known.get(state);
  if (present !== undefined) return present;
  const cluster = abstracted(step, state);
  known.set(state, cluster);
  return cluster;
}

function abstracted(step: SysplexStepper, state: Sysplex): Cluster {
  const up = upStacks(state);
  const highest = highestClaims(state, up);
  const truths = truthsOf(up);
  const names = new Set([...Object.keys(highest), ...Object.keys(truths)]);
  for (const [dvipa, by] of Object.entries(state.network.advertised)) {
    if (by.length > 0) names.add(dvipa);
  }
  const read = readers(step, state);
  const vipas = [...names].sort().map((dvipa): readonly [Address, Vipa] => {
    const { listeners = {}, connections = {} } = truths[dvipa] ?? {};
    const routing = routingOf(up, dvipa, highest[dvipa] ?? null, read);
    const advertisers = state.network.advertised[dvipa] ?? [];
    return [dvipa, { routing, advertisers, kept: keptLists(up, dvipa), listeners, connections }];
  });
  const stacks = Object.keys(state.stacks).map((name) => {
    const distribution = state.stacks[name]?.distribution;
    if (distribution === undefined) return [name, null] as const;
    const { aware, profile } = distribution;
    return [name, { aware, profile }] as const;
  });
  return { stacks: Object.fromEntries(stacks), vipas: Object.fromEntries(vipas) };
}

/** The primary's list as each stack has it (F6.134). */
function keptLists(up: Up, dvipa: Address): Vipa['kept'] {
  const kept: Record<StackName, Distribution> = {};
  for (const [stack, { distribution }] of up) {
    const list = distribution.vipas[dvipa]?.inherited?.distribution ?? null;
    if (list !== null) kept[stack] = list;
  }
  return kept;
}

type Read = (stack: StackName) => DistributionState | null;

function readers(step: SysplexStepper, state: Sysplex): Read {
  const done = new Map<StackName, DistributionState | null>();
  return (stack) => {
    if (!done.has(stack)) done.set(stack, flushed(step, state, stack));
    return done.get(stack) ?? null;
  };
}

/** The highest claim for each DVIPA that a live stack knows, or that is on its way to one. */
function highestClaims({ medium }: Sysplex, up: Up): Readonly<Record<Address, Epoch>> {
  const highest: Record<Address, Epoch> = {};
  const note = (claim: Claim | null): void => {
    if (claim === null) return;
    const present = highest[claim.dvipa];
    if (present === undefined || compareEpochs(claim.epoch, present) > 0) {
      highest[claim.dvipa] = claim.epoch;
    }
  };
  for (const [, { distribution }] of up) {
    for (const { claim } of Object.values(distribution.vipas)) note(claim);
  }
  for (const queue of Object.values(medium.channels)) {
    for (const { body } of queue) if (body.type === 'VIPA_list') body.claims.forEach(note);
  }
  return highest;
}

interface Truth {
  readonly listeners: Record<StackName, Record<string, number>>;
  readonly connections: Record<string, Place>;
}

/** Who listens and what lives, by DVIPA: the endpoints' word. */
function truthsOf(up: Up): Readonly<Record<Address, Truth>> {
  const truths: Record<Address, Truth> = {};
  const at = (dvipa: Address): Truth => (truths[dvipa] ??= { listeners: {}, connections: {} });
  for (const [stack, { tcp }] of up) {
    for (const name in tcp.listeners) {
      const colon = name.lastIndexOf(':');
      const ports = (at(name.slice(0, colon)).listeners[stack] ??= {});
      ports[name.slice(colon + 1)] = tcp.listeners[name] ?? 0;
    }
    for (const [key, place] of placesOf(stack, tcp.connections)) {
      const { connections } = at(place.dvipa);
      const other = connections[key];
      // Two stacks that hold one 4-tuple are one place that no stack is at: no step of the model.
      const { life } = place;
      connections[key] =
        other === undefined ? place.at : { stack: `${other.stack} and ${stack}`, life };
    }
  }
  return truths;
}

interface Found {
  readonly dvipa: Address;
  readonly life: string;
  readonly at: Place;
}

const places = new WeakMap<object, readonly (readonly [string, Found])[]>();

/** The connections of one endpoint, once per version of its table. */
function placesOf(stack: StackName, connections: Readonly<Record<string, Tcb>>) {
  const present = places.get(connections);
  if (present !== undefined) return present;
  const found = Object.entries(connections).map(([key, tcb]) => {
    const life = lifeOf(tcb);
    return [key, { dvipa: tcb.local.address, life, at: { stack, life } }] as const;
  });
  places.set(connections, found);
  return found;
}

function routingOf(up: Up, dvipa: Address, highest: Epoch | null, read: Read): Vipa['routing'] {
  if (highest === null) return { is: 'inactive' };
  const claimants: StackName[] = [];
  let former: StackName | null = null;
  for (const [stack, { distribution }] of up) {
    const vipa = distribution.vipas[dvipa];
    if (vipa === undefined || vipa.claim === null) continue;
    if (vipa.role.is === 'rebuilding') claimants.push(stack);
    if (vipa.role.is !== 'owner') continue;
    if (isSameEpoch(vipa.claim.epoch, highest)) return routed(up, stack, vipa.claim, read);
    former = stack;
  }
  return { is: 'inTransit', claimants, former };
}

function routed(up: Up, by: StackName, claim: Claim, read: Read): Routed {
  const { dvipa, epoch, kind, distribution: list } = claim;
  const received = up.flatMap(([stack, { distribution }]) => {
    const theirs = distribution.vipas[dvipa]?.claim ?? null;
    const isSameList =
      theirs !== null && isSameEpoch(theirs.epoch, epoch) && theirs.version === claim.version;
    return isSameList ? [stack] : [];
  });
  const role = read(by)?.vipas[dvipa]?.role;
  const dptRows = role?.is === 'owner' ? role.dpt : [];
  const rows = role?.is === 'owner' ? rowsOf(role.crt) : [];
  const dpt: Record<StackName, Record<string, number>> = {};
  for (const { stack, port, listeners } of dptRows) {
    // What a stack said under a former list counts for nothing until it has received this one.
    if (received.includes(stack)) (dpt[stack] ??= {})[port] = listeners;
  }
  return {
    is: 'routed',
    by,
    as: kind,
    list,
    received,
    dpt,
    crt: entriesOf(rows),
  };
}

function entriesOf(rows: readonly CrtRow[]): Record<string, Place> {
  return Object.fromEntries(
    rows.map(({ remote, local, target, remoteIsn, localIsn }) => {
      const life = remoteIsn === null ? `stack ${localIsn}` : `client ${remoteIsn}`;
      return [connectionKey(remote, local), { stack: target.stack, life }];
    }),
  );
}
