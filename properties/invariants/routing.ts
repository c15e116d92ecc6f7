/**
 * P1, P2 and P7: a connection is never misrouted, never dropped, and routed by one owner only.
 *
 * Judged from the endpoints and from what was delivered, never from a routing table.
 */
import { claims } from '../../model/promises.ts';
import type { Happening, Sysplex } from '../../impl/sysplex.types.ts';
import { inboundKey } from '../../impl/tables/crt.ts';
import type { StackState } from '../../impl/stack.ts';
import { holds } from '../../impl/distribution/lists.ts';
import { vipaOf } from '../../impl/distribution/turn.ts';
import type { AlwaysPromise, Observation } from './promise.types.ts';
import { wrongHomeList } from './home-list.ts';
import { describeLife, describePacket, lifeOfPacket, livesOf, livesOfKey } from './lives.ts';

function firstOf<T>(items: Iterable<T>, witness: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = witness(item);
    if (found !== null) return found;
  }
  return null;
}

export const neverMisrouted: AlwaysPromise = {
  kind: 'always',
  id: 'P1',
  claim: claims.P1,
  cites: ['F7.146', 'F7.152', 'C12', 'S1', 'R1', 'R8'],
  needs: ['owner', 'two'],
  witness: ({ before, happenings }, checked) =>
    firstOf(happenings, ({ at, output }: Happening) => {
      if (output.type !== 'Deliver') return null;
      const life = lifeOfPacket(before, output.packet);
      if (life === null) return null;
      if (upStacks(before).length > 1) checked(); // one stack can misroute nothing
      if (life.stack === at) return null;
      return `${describePacket(output.packet)} was given to ${at}, but it belongs to ${describeLife(life)}`;
    }),
};

export const neverDropped: AlwaysPromise = {
  kind: 'always',
  id: 'P2',
  claim: claims.P2,
  cites: ['F6.126', 'F9.204', 'F10.308', 'C9', 'S2', 'R2', 'R26', 'R32', 'R47'],
  needs: ['owner'],
  witness: (seen, checked) =>
    firstOf(seen.happenings, (happening) => falseReset(seen, happening, checked)) ??
    deletedAddress(seen, checked) ??
    wrongHomeList(seen),
};

/**
 * A reset for a segment of a live connection, where any other answer is none; or a client that was reset while
 * its server lives on.
 */
function falseReset(
  { before, after }: Observation,
  { at, output }: Happening,
  checked: () => void,
): string | null {
  if (output.type === 'Reset' || output.type === 'Deliver') {
    const life = lifeOfPacket(before, output.packet);
    if (life === null) return null;
    checked();
    if (output.type === 'Deliver') return null;
    return `${at} answered ${describePacket(output.packet)} with a reset, but it belongs to ${describeLife(life)}, which lives`;
  }
  if (output.type !== 'Ended' || output.reason !== 'resetByPeer' || !(at in after.clients)) {
    return null;
  }
  const { iss, irs, local, remote } = output.tcb;
  // A refused attempt is judged above, where the refusal was sent: the cluster may have changed since.
  if (irs === null) return null;
  const key = `${local.address}:${local.port}>${remote.address}:${remote.port}`;
  const life = livesOfKey(after, key).find(
    ({ tcb }) => tcb.iss === irs && (tcb.irs === null || tcb.irs === iss),
  );
  if (life === undefined) return null;
  checked();
  return `client ${at} was reset, but ${describeLife(life)} has ended nothing`;
}

/** An address leaves a home list while a connection of that stack still uses it (R32). */
function deletedAddress({ after, happenings }: Observation, checked: () => void): string | null {
  return firstOf(happenings, ({ at, output }) => {
    if (output.type !== 'DeleteAddress') return null;
    const life = livesOf(after).find(
      ({ stack, tcb }) => stack === at && tcb.local.address === output.dvipa,
    );
    if (life === undefined) return null;
    checked();
    if (holdsAt(after, at, output.dvipa)) return null;
    return `${at} deleted ${output.dvipa}, but ${describeLife(life)} uses it`;
  });
}

function holdsAt(state: Sysplex, stack: string, dvipa: string): boolean {
  const distribution = state.stacks[stack]?.distribution;
  return distribution !== undefined && holds(distribution, vipaOf(distribution, dvipa));
}

export const oneOwner: AlwaysPromise = {
  kind: 'always',
  id: 'P7',
  claim: claims.P7,
  cites: ['F9.212', 'S4', 'S6', 'R4', 'R17', 'R23'],
  needs: ['rivals'],
  witness: (seen, checked) =>
    twoOwners(seen, checked) ??
    firstOf(seen.happenings, (happening) => twoAnswers(seen, happening, checked)),
};

/** Judged where a second stack could select: two have complete tables, or are about to. */
function twoOwners({ before, after }: Observation, checked: () => void): string | null {
  if (before.stacks === after.stacks) return null;
  const owners: Record<string, string> = {};
  const claimants = new Set<string>();
  for (const [stack, component] of Object.entries(after.stacks)) {
    for (const [dvipa, { role }] of Object.entries(component?.distribution.vipas ?? {})) {
      if (role.is !== 'owner' && role.is !== 'rebuilding') continue;
      if (claimants.has(dvipa)) checked();
      claimants.add(dvipa);
      if (role.is === 'rebuilding') continue;
      const other = owners[dvipa];
      if (other !== undefined) return `${other} and ${stack} both select targets for ${dvipa}`;
      owners[dvipa] = stack;
    }
  }
  return null;
}

/** Judged where another stack could have answered the attempt: it listens there, too. */
function twoAnswers(
  { after }: Observation,
  { at, output }: Happening,
  checked: () => void,
): string | null {
  if (output.type !== 'Opened') return null;
  const { remote, local, irs, isOutgoing } = output.tcb;
  const isOpen = upStacks(after).some(
    ([stack, { tcp }]) =>
      stack !== at && (tcp.listeners[`${local.address}:${local.port}`] ?? 0) > 0,
  );
  if (isOpen && !isOutgoing) checked();
  const key = inboundKey({ source: remote, destination: local, kind: 'SYN', seq: 0, ack: null });
  const other = livesOfKey(after, key).find(({ stack, tcb }) => stack !== at && tcb.irs === irs);
  if (other === undefined) return null;
  return `${at} and ${other.stack} both answered connection attempt ${key} (isn ${irs})`;
}

function upStacks({ stacks }: Sysplex): readonly (readonly [string, StackState])[] {
  return Object.entries(stacks).flatMap(([name, stack]) =>
    stack === null ? [] : [[name, stack] as const],
  );
}
