/**
 * The control plane's word to the packet path: which DVIPAs this stack owns or hands on, who lives, and whose
 * turn it is at each port.
 *
 * Left out: rows, which the table's own operations bring in (crt-flat.ts, crt-snapshot.ts).
 */
import type { Distribution } from '../../model/config.types.ts';
import type { Member, Port } from '../../model/vocabulary.types.ts';
import * as layout from '../tables/flat/layout.ts';
import { holdNumber, numberOf, releaseNumber } from '../tables/flat/members.ts';
import { partitionOf } from '../tables/flat/table.ts';
import { select, type Candidate, type Share } from '../tables/selection.ts';
import {
  ELSEWHERE,
  LABEL_SHIFT,
  OWNER,
  REBUILDING,
  type Dvipa,
  type PacketPath,
  type Service,
  type Turn,
} from './path.ts';

const { LABEL } = layout;

/** A cycle of more turns than this is refused: nobody means such weights. */
const TURNS_MAX = 65_536;
const PORTS = 65_536;

export type Role =
  | { readonly is: 'owner' | 'rebuilding'; readonly ports: Distribution['ports'] }
  | { readonly is: 'elsewhere'; readonly owner: Member };

const ROLES = { elsewhere: ELSEWHERE, rebuilding: REBUILDING, owner: OWNER } as const;

/** A target of a service; all weights are equal for plain round robin. */
export interface Target {
  readonly member: Member;
  readonly weight: number;
}

/**
 * Says what this stack does with packets to a DVIPA; null takes the DVIPA off. Who listens on it is kept from an
 * owner to an owner, complete or not, and forgotten otherwise.
 */
export function setRole(path: PacketPath, address: number, role: Role | null): void {
  const { table, members } = path.crt;
  const partition = partitionOf(table, address);
  const known = table.words[partition.entry + LABEL]! >>> LABEL_SHIFT;
  const before = path.dvipas[known] ?? null;
  const number = known === 0 ? path.dvipas.length : known;
  table.words[partition.entry + LABEL] = number << LABEL_SHIFT;
  const services = before?.services ?? new Map<number, Service>();
  if (role === null || role.is === 'elsewhere') forgetServices(path, services);
  const made: Dvipa | null =
    role === null
      ? null
      : {
          owner: role.is === 'elsewhere' ? holdNumber(members, role.owner) : 0,
          partition,
          listed: role.is === 'elsewhere' ? new Uint8Array(0) : listedPorts(role.ports),
          services,
        };
  path.dvipas[number] = made;
  path.roles[number] = role === null ? 0 : ROLES[role.is];
  if (before !== null && before.owner !== 0) releaseNumber(members, before.owner);
}

function forgetServices({ crt }: PacketPath, services: Map<number, Service>): void {
  for (const { turns } of services.values()) {
    for (const target of new Set(turns)) releaseNumber(crt.members, target);
  }
  services.clear();
}

function listedPorts(ports: Distribution['ports']): Uint8Array {
  const listed = new Uint8Array(PORTS);
  if (ports === 'ALL') listed.fill(1);
  else for (const port of ports) listed[port] = 1;
  return listed;
}

/** Says whether a member lives, as membership announces it. */
export function setLive(path: PacketPath, member: Member, lives: boolean): void {
  path.live[numberOf(path.crt.members, member)] = lives ? 1 : 0;
}

/**
 * Says who listens on a port of a DVIPA that has a role, sorted by name. The turns start afresh, unless the
 * targets and their weights are those from which somebody was chosen last: who stops and listens again in between
 * changes nothing.
 */
export function setTargets(
  path: PacketPath,
  address: number,
  port: Port,
  targets: readonly Target[],
): void {
  const { table, members } = path.crt;
  const { entry } = partitionOf(table, address);
  const dvipa = path.dvipas[table.words[entry + LABEL]! >>> LABEL_SHIFT] ?? null;
  if (dvipa === null) throw new RangeError('The DVIPA has no role.');
  if (targets.reduce((sum, { weight }) => sum + weight, 0) > TURNS_MAX) {
    throw new RangeError(`The weights of a service add up to more than ${TURNS_MAX}.`);
  }
  const before = dvipa.services.get(port);
  const numbers = targets.map(({ member }) => holdNumber(members, member));
  const { turns, cycle } = cycleOf(targets, numbers);
  for (const number of new Set(before?.turns)) releaseNumber(members, number);
  for (const number of numbers) if (!turns.includes(number)) releaseNumber(members, number);
  const former = formerOf(before);
  const next = former?.cycle === cycle ? former.next : 0;
  dvipa.services.set(port, { turns, cycle, next, isUsed: false, former });
}

/** The cycle from which somebody was chosen last, and whose turn is next in it. */
function formerOf(service: Service | undefined): Turn | null {
  if (service === undefined) return null;
  return service.isUsed ? { cycle: service.cycle, next: service.next } : service.former;
}

/** One full cycle of the selection policy, by the members' numbers, and its name. */
function cycleOf(targets: readonly Target[], numbers: readonly number[]) {
  const candidates: readonly Candidate[] = targets.map(({ member, weight }) => ({
    target: member.stack,
    weight,
  }));
  const turns: number[] = [];
  let shares: readonly Share[] = [];
  if (candidates.length > 0) {
    do {
      const chosen = select(shares, candidates);
      turns.push(numbers[candidates.findIndex(({ target }) => target === chosen.target)]!);
      shares = chosen.shares;
    } while (shares.some(({ chosen }) => chosen > 0));
  }
  const cycle = shares.map(({ target, weight }) => `${target} ${weight}`).join();
  return { turns: Int32Array.from(turns), cycle };
}
