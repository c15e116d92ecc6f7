/**
 * P4 and P8: a SYN goes to a candidate that listens, and the policy is fair.
 *
 * Who listens is read from the TCP endpoints; who is candidate from the owner's present list.
 */
import { claims } from '../../model/promises.ts';
import type { Happening, Sysplex } from '../../impl/sysplex.types.ts';
import { isListed, isTarget } from '../../impl/distribution/lists.ts';
import { isSameEpoch, vipaOf } from '../../impl/distribution/turn.ts';
import type { Selected } from '../../impl/distribution/inputs.types.ts';
import type { Action } from '../../impl/actions.types.ts';
import type { Packet, RoutedPacket } from '../../impl/messages.types.ts';
import { inboundKey } from '../../impl/tables/crt.ts';
import { channelName, nextOn } from '../../impl/xcf/medium.ts';
import { tallyName } from './ledger.ts';
import type { AlwaysPromise, Observation } from './promise.types.ts';
import { describePacket } from './lives.ts';

function distributionAt(state: Sysplex, stack: string, dvipa: string) {
  const distribution = state.stacks[stack]?.distribution;
  return distribution === undefined
    ? null
    : (vipaOf(distribution, dvipa).claim?.distribution ?? null);
}

function listens(state: Sysplex, stack: string, { destination }: Packet): boolean {
  const name = `${destination.address}:${destination.port}`;
  return (state.stacks[stack]?.tcp.listeners[name] ?? 0) > 0;
}

/** Nothing under way between the two, so that one's view of the other is the truth. */
function isSettled(state: Sysplex, one: string, other: string): boolean {
  const { channels, notices } = state.medium;
  return (
    channels[channelName(one, other)] === undefined &&
    channels[channelName(other, one)] === undefined &&
    (notices[one] ?? []).length === 0 &&
    (notices[other] ?? []).length === 0
  );
}

/** Does a stack know the very claim, and the version of its list, under which the owner acts? */
function followsClaim(state: Sysplex, owner: string, stack: string, dvipa: string): boolean {
  const [ours, theirs] = [owner, stack].map(
    (name) => state.stacks[name]?.distribution.vipas[dvipa]?.claim ?? null,
  );
  if (ours === null || ours === undefined || theirs === null || theirs === undefined) return false;
  return isSameEpoch(ours.epoch, theirs.epoch) && ours.version === theirs.version;
}

export const synToListener: AlwaysPromise = {
  kind: 'always',
  id: 'P4',
  claim: claims.P4,
  cites: ['F7.144', 'F5.108', 'C12', 'S3', 'R3', 'R11', 'R14'],
  needs: ['list'],
  witness: ({ before, action, happenings }, checked) => {
    const lost = swallowedSyn({ before, action, happenings }, checked);
    if (lost !== null) return lost;
    for (const { at, output } of happenings) {
      if (output.type === 'Selected') {
        checked();
        const found = wrongTarget(before, at, output);
        if (found !== null) return found;
      }
      if (output.type === 'Reset' && output.reason === 'NoListeningCandidate') {
        checked();
        const found = wrongRefusal(before, at, output.packet);
        if (found !== null) return found;
      }
    }
    return null;
  },
};

function wrongTarget(state: Sysplex, owner: string, { packet, target }: Selected): string | null {
  const list = distributionAt(state, owner, packet.destination.address);
  const chosen = state.stacks[target.stack]?.distribution;
  const syn = describePacket(packet);
  const xcf = state.profiles[target.stack]?.xcf ?? '';
  if (!isTarget(list, xcf) || !isListed(list, packet.destination.port)) {
    return `${owner} sent ${syn} to ${target.stack}, which is no candidate for it`;
  }
  if (chosen === undefined || !isSettled(state, owner, target.stack)) return null;
  if (!followsClaim(state, owner, target.stack, packet.destination.address)) return null;
  if (listens(state, target.stack, packet)) return null;
  return `${owner} sent ${syn} to ${target.stack}, where nobody listens`;
}

/** A refusal is wrong when a live candidate listens and has had time to say so. */
function wrongRefusal(state: Sysplex, owner: string, packet: Packet): string | null {
  const { address, port } = packet.destination;
  const self = state.stacks[owner]?.distribution;
  if (self === undefined) return null;
  const { role } = vipaOf(self, address);
  const syn = describePacket(packet);
  if (role.is !== 'owner') return `${owner} refused ${syn} while its tables were being rebuilt`;
  // What the list does not distribute is the owner's own business.
  if (!isListed(distributionAt(state, owner, address), port) && listens(state, owner, packet)) {
    return `${owner} refused ${syn}, but listens itself on a port that it does not distribute`;
  }
  const open = openCandidate(state, owner, packet);
  return open === null ? null : `${owner} refused ${syn}, but candidate ${open} listens`;
}

/** The SYN that followed an entry of its owner, if it is what this action delivers. */
export function followedSyn({ medium }: Sysplex, action: Action): RoutedPacket | null {
  if (action.do !== 'DeliverXcf') return null;
  const body = nextOn(medium, action.from, action.to)?.body;
  if (body?.type !== 'routed' || body.choice !== 'followed') return null;
  return body.packet.kind === 'SYN' ? body : null;
}

/**
 * A SYN that has followed an entry is lost at a target that can neither go on with it nor accept it: each time
 * that the client tries again it takes the same way, though a candidate listens.
 */
function swallowedSyn(
  { before, action, happenings }: Pick<Observation, 'before' | 'action' | 'happenings'>,
  checked: () => void,
): string | null {
  if (action.do !== 'DeliverXcf') return null;
  const { from, to } = action;
  const body = followedSyn(before, action);
  if (body === null) return null;
  const { packet, epoch } = body;
  const { address } = packet.destination;
  const known = before.stacks[to]?.distribution.vipas[address]?.claim ?? null;
  // One that was routed by a former owner is dropped, and sent again by its client (R4).
  if (known === null || !isSameEpoch(known.epoch, epoch)) return null;
  if (!followsClaim(before, from, to, address)) return null;
  checked();
  const isAnswered = happenings.some(
    ({ output }) => output.type === 'Transmit' || output.type === 'Send',
  );
  // A stack that opens this very 4-tuple waits for a SYN-ACK: no simultaneous open (assumption crossed-open).
  const opens = before.stacks[to]?.tcp.connections[inboundKey(packet)]?.isOutgoing === true;
  const open = isAnswered || opens ? null : openCandidate(before, from, packet);
  if (open === null) return null;
  return `${to} swallowed ${describePacket(packet)}, and candidate ${open} listens`;
}

/** A live candidate that listens and has had time to say so; null when there is none. */
function openCandidate(state: Sysplex, owner: string, packet: Packet): string | null {
  const { address, port } = packet.destination;
  const list = distributionAt(state, owner, address);
  for (const [stack, component] of Object.entries(state.stacks)) {
    if (!component?.distribution.aware) continue;
    const isOpen =
      isTarget(list, component.distribution.profile.xcf) &&
      isListed(list, port) &&
      listens(state, stack, packet) &&
      followsClaim(state, owner, stack, address);
    if (isOpen && (stack === owner || isSettled(state, owner, stack))) return stack;
  }
  return null;
}

export const fairShare: AlwaysPromise = {
  kind: 'always',
  id: 'P8',
  claim: claims.P8,
  cites: ['F7.144', 'C12'],
  needs: ['choice'],
  witness: (seen, checked) => {
    for (const happening of seen.happenings) {
      const found = unfair(seen, happening, checked);
      if (found !== null) return found;
    }
    return null;
  },
};

/** The weight that the owner's list gives a target, or that the workload manager has sent last. */
function expectedWeight(
  { before, ledger }: Observation,
  owner: string,
  dvipa: string,
  target: string,
): number {
  const list = distributionAt(before, owner, dvipa);
  if (list?.method === 'WLM') return ledger.weights[owner]?.[target] ?? 1;
  if (list?.method !== 'WEIGHTED') return 1;
  return list.weights[before.profiles[target]?.xcf ?? ''] ?? 1;
}

/** The service policy rules nobody out: every target in the DPT is a candidate, and nobody else. */
function wrongCandidates({ before }: Observation, at: string, selected: Selected): string | null {
  const { address, port } = selected.packet.destination;
  const role = before.stacks[at]?.distribution.vipas[address]?.role;
  if (role?.is !== 'owner') return null;
  const listed = role.dpt.filter((row) => row.port === port).map(({ stack }) => stack);
  const chosen = selected.candidates.map(({ target }) => target);
  if ([...chosen].sort().join() === [...listed].sort().join()) return null;
  return `${at} chose among [${chosen.join(', ')}], but its DPT has [${listed.join(', ')}]`;
}

/** Equal weights: counts differ by at most 1. Others: no target is a whole cycle ahead of its share. */
function unfair(seen: Observation, { at, output }: Happening, checked: () => void) {
  if (output.type !== 'Selected' || output.retry) return null;
  const { ledger } = seen;
  const unlisted = wrongCandidates(seen, at, output);
  if (unlisted !== null) return unlisted;
  const tally = ledger.tallies[tallyName(at, output)];
  if (tally === undefined) return null;
  const names = Object.keys(tally.weights);
  if (names.length < 2) return null;
  // A first choice is as fair as any.
  if (Object.values(tally.counts).reduce((sum, count) => sum + count, 0) > 1) checked();
  const { address } = output.packet.destination;
  const wrong = output.candidates.find(
    ({ target, weight }) => weight !== expectedWeight(seen, at, address, target),
  );
  if (wrong !== undefined) return `${at} gave ${wrong.target} the weight ${wrong.weight}`;
  const turns = names.map((name) => {
    const weight = Math.max(tally.weights[name] ?? 0, 0);
    const count = tally.counts[name] ?? 0;
    return { name, count, perCycle: weight === 0 ? 0 : count / weight };
  });
  const weighted = turns.filter(({ name }) => (tally.weights[name] ?? 0) > 0);
  if (weighted.length === 0) return null;
  const most = weighted.reduce((a, b) => (b.perCycle > a.perCycle ? b : a));
  const least = weighted.reduce((a, b) => (b.perCycle < a.perCycle ? b : a));
  if (most.perCycle - least.perCycle <= 1) return null;
  return `${at} selected ${most.name} ${most.count} times and ${least.name} ${least.count} times`;
}
