/**
 * The packet path: from the network or from another stack to the TCP of the right stack (Figure 7).
 *
 * Read first: the source on Figure 7 (blocks 140 to 152). Only the owner selects (R27); who holds a
 * DVIPA without owning it hands every packet to the owner and resets nothing (R26, R47). A packet
 * crosses XCF at most twice: to the owner, and from the owner to the target (R28).
 */
import type { Distribution } from '../../model/config.types.ts';
import type {
  Claim,
  Packet,
  RedirectedPacket,
  ReturnedPacket,
  RoutedPacket,
} from '../messages.types.ts';
import type { Member, StackName } from '../../model/vocabulary.types.ts';
import { connectionKey, inboundKey } from '../tables/crt.ts';
import type { CrtRow } from '../tables/crt.types.ts';
import { listening } from '../tables/dpt.ts';
import type { Candidate } from '../tables/selection.ts';
import type { SynRejected, Via } from './inputs.types.ts';
import { isListed, ownerOf, xcfOf } from './lists.ts';
import type { DistributionState, Owner, Rebuilding, Role } from './state.types.ts';
import {
  ignore,
  isLive,
  isSameEpoch,
  isSelf,
  reached,
  send,
  setVipa,
  vipaOf,
  type Turn,
} from './turn.ts';

/** A packet from the network: the owner routes it, anybody else hands it to the owner (F7.140). */
export function onPacketArrived(turn: Turn, packet: Packet): void {
  const { claim, role } = vipaOf(turn.state, packet.destination.address);
  if (claim === null) return ignore(turn, 'UnknownDvipa');
  if (role.is === 'owner' || role.is === 'rebuilding') return route(turn, claim, role, packet);
  const choice = turn.rules.packetAtNonOwner(role);
  if (choice === 'reset') return reset(turn, packet, 'NoSuchConnection');
  if (choice === 'route' && routeAsFormerOwner(turn, claim, role, packet)) return;

  const owner = ownerOf(claim);
  if (!isLive(turn.state, owner)) return ignore(turn, 'NoLiveOwner');
  const body: RedirectedPacket = { type: 'redirected', packet };
  send(turn, owner.stack, body);
}

/** What the sound rules never do: look into a table that its owner has given up (R25, R47). */
function routeAsFormerOwner(turn: Turn, claim: Claim, role: Role, packet: Packet): boolean {
  if (role.is !== 'moving') return false;
  const row = turn.rules.crt.find(role.crt, inboundKey(packet));
  if (row === null) reset(turn, packet, 'NoSuchConnection');
  else forward(turn, claim, row.target, packet, { choice: 'followed', tried: [] });
  return true;
}

/** From a stack that does not own the DVIPA; never handed on a second time (R28). */
export function onRedirected(turn: Turn, { packet }: RedirectedPacket): void {
  const { claim, role } = vipaOf(turn.state, packet.destination.address);
  const routes = role.is === 'owner' || role.is === 'rebuilding';
  if (claim === null || !routes) return ignore(turn, 'NotOwner');
  route(turn, claim, role, packet);
}

function route(turn: Turn, claim: Claim, role: Owner | Rebuilding, packet: Packet): void {
  reached(turn, 'F7.140', 'F7.142');
  const row = turn.rules.crt.find(role.crt, inboundKey(packet));
  if (packet.kind === 'SYN') return routeSyn(turn, claim, role, packet, row);

  reached(turn, 'F7.152');
  if (packet.kind === 'SYN-ACK' && !turn.rules.passesSynAck(role)) {
    return ignore(turn, 'SynAckWhileRebuilding');
  }
  if (row !== null && isLive(turn.state, row.target)) {
    return forward(turn, claim, row.target, packet, { choice: 'followed', tried: [] });
  }
  if (turn.rules.unknownSegment(role, packet) === 'reset') {
    return reset(turn, packet, 'NoSuchConnection');
  }
  if (role.is === 'rebuilding') return ignore(turn, 'UnknownWhileRebuilding');
  ignore(turn, packet.kind === 'SYN-ACK' ? 'UnknownSynAck' : 'UnknownReset');
}

function routeSyn(
  turn: Turn,
  claim: Claim,
  role: Owner | Rebuilding,
  syn: Packet,
  row: CrtRow | null,
): void {
  if (role.is === 'rebuilding' && turn.rules.synWhileRebuilding() === 'drop') {
    return ignore(turn, 'SynWhileRebuilding');
  }
  const entry = turn.rules.entryForSyn(row, syn);
  if (entry !== null && isLive(turn.state, entry.target)) {
    return forward(turn, claim, entry.target, syn, { choice: 'followed', tried: [] });
  }
  selectTarget(turn, claim, role, syn, []);
}

/** A fresh choice: selection and entry are one step, so that no report can come between (R41). */
function selectTarget(
  turn: Turn,
  claim: Claim,
  role: Owner | Rebuilding,
  syn: Packet,
  tried: readonly StackName[],
): void {
  const { port } = syn.destination;
  // The port list is asked after the table: a connection may be older than the list (R38).
  if (!isListed(claim.distribution, port)) {
    turn.outputs.push({ type: 'Deliver', packet: syn, via: null });
    return;
  }
  const listed = listening(role.dpt, port);
  if (listed.length === 0) return reset(turn, syn, 'NoListeningCandidate');
  const open = listed.filter((stack) => !tried.includes(stack));
  const allowed = turn.rules.servicePolicy(open, syn);
  const candidates = allowed.map((target) => ({
    target,
    weight: weightOf(turn.state, claim.distribution, target),
  }));
  if (candidates.length === 0) return discard(turn, syn);

  const chosen = choose(turn, role, port, candidates, tried.length > 0);
  const row = role.dpt.find((entry) => entry.stack === chosen.target);
  const target: Member = { stack: chosen.target, incarnation: row?.incarnation ?? 0 };
  const crt = turn.rules.crt.put(role.crt, {
    remote: syn.source,
    local: syn.destination,
    target,
    remoteIsn: syn.seq,
    localIsn: null,
    provisional: false,
  });
  const next = role.is === 'owner' ? { ...role, crt, shares: chosen.shares } : { ...role, crt };
  setVipa(turn, syn.destination.address, { role: next });
  reached(turn, 'F7.144', 'F7.146');
  const retry = tried.length > 0;
  const { epoch } = claim;
  turn.outputs.push({ type: 'Selected', packet: syn, epoch, target, candidates, retry });
  forward(turn, claim, target, syn, { choice: 'selected', tried });
}

/** A SYN that came back takes the first open target and no turn in the shares. */
function choose(
  turn: Turn,
  role: Owner | Rebuilding,
  port: number,
  candidates: readonly Candidate[],
  retry: boolean,
) {
  const shares = role.is === 'owner' ? role.shares : {};
  const [first] = candidates;
  if (retry && first !== undefined) return { target: first.target, shares };
  const chosen = turn.rules.select(shares[port] ?? [], candidates);
  return { target: chosen.target, shares: { ...shares, [port]: chosen.shares } };
}

/** The weight of a target under the method of the list (F7.144). */
export function weightOf(
  state: DistributionState,
  list: Distribution | null,
  target: StackName,
): number {
  if (list?.method === 'WLM') return state.weights[target] ?? 1;
  if (list?.method !== 'WEIGHTED') return 1;
  return list.weights[xcfOf(state, target)] ?? 1;
}

/** To the XCF address of the target (F7.150), or to the own TCP when the owner is the target (R46). */
function forward(
  turn: Turn,
  { epoch }: Claim,
  target: Member,
  packet: Packet,
  how: Pick<RoutedPacket, 'choice' | 'tried'>,
): void {
  reached(turn, 'F7.150');
  const routed: RoutedPacket = { type: 'routed', packet, epoch, ...how };
  if (isSelf(turn.state, target)) onRouted(turn, turn.state.self, routed);
  else send(turn, target.stack, routed);
}

/** The target's side: deliver, or give a SYN back that cannot be accepted here (R10, R11). */
export function onRouted(turn: Turn, from: Member, routed: RoutedPacket): void {
  const { packet, choice, epoch, tried } = routed;
  const vipa = vipaOf(turn.state, packet.destination.address);
  const via: Via = { choice, epoch, tried };
  const deliver = (): number => turn.outputs.push({ type: 'Deliver', packet, via });
  if (packet.kind !== 'SYN') return void deliver();

  const isCurrent = vipa.claim !== null && isSameEpoch(vipa.claim.epoch, epoch);
  if (!turn.rules.acceptsSynOfEpoch(isCurrent)) return ignore(turn, 'StaleEpoch');
  const key = connectionKey(packet.source, packet.destination);
  const isKnown = vipa.connections[key] !== undefined;
  const mayAccept = choice === 'selected' && (vipa.listeners[packet.destination.port] ?? 0) > 0;
  if (isKnown || mayAccept) return void deliver();
  giveBack(turn, from, { type: 'returned', packet, epoch, choice, tried });
}

function giveBack(turn: Turn, owner: Member, returned: ReturnedPacket): void {
  if (isSelf(turn.state, owner)) onReturned(turn, owner, returned);
  else send(turn, owner.stack, returned);
}

/** The endpoint's backlog is full: the SYN goes back, and the owner tries another target (R10). */
export function onSynRejected(turn: Turn, { packet, via }: SynRejected): void {
  const { claim } = vipaOf(turn.state, packet.destination.address);
  if (via === null || claim === null) return discard(turn, packet);
  giveBack(turn, ownerOf(claim), { type: 'returned', packet, ...via });
}

/** A target gave a SYN back: forget that choice and try each other target once (R11). */
export function onReturned(turn: Turn, from: Member, returned: ReturnedPacket): void {
  const { packet, epoch, tried } = returned;
  const vipa = vipaOf(turn.state, packet.destination.address);
  if (vipa.claim === null || !isSameEpoch(vipa.claim.epoch, epoch)) {
    return ignore(turn, 'StaleEpoch');
  }
  if (vipa.role.is !== 'owner') return ignore(turn, 'NotOwner');
  const row = turn.rules.crt.find(vipa.role.crt, inboundKey(packet));
  if (!turn.rules.undoesChoice(row, from, returned)) return ignore(turn, 'AlreadyRerouted');

  const crt = row === null ? vipa.role.crt : turn.rules.crt.removeLife(vipa.role.crt, row);
  const role: Owner = { ...vipa.role, crt };
  setVipa(turn, packet.destination.address, { role });
  selectTarget(turn, vipa.claim, role, packet, [...tried, from.stack]);
}

function reset(turn: Turn, packet: Packet, reason: 'NoListeningCandidate' | 'NoSuchConnection') {
  turn.outputs.push({ type: 'Reset', packet, reason });
}

function discard(turn: Turn, packet: Packet): void {
  turn.outputs.push({ type: 'Discard', packet });
}
