/**
 * Members of the group as small numbers, so that a row needs two bytes for its target.
 *
 * A number stays a member's while the table has rows of it or somebody holds it. Left out: which members
 * live; a row may well name one that has left (R12).
 */
import type { Member } from '../../../model/vocabulary.types.ts';
import * as layout from './layout.ts';

const { MEMBER_MAX } = layout;

export interface Members {
  readonly numbers: Map<string, number>;
  /** By number; number 0 is nobody. */
  readonly list: (Member | null)[];
  /** Rows per number. */
  readonly rows: Int32Array;
  /** How often each number is held by somebody outside the table. */
  readonly held: Int32Array;
}

export function createMembers(): Members {
  return {
    numbers: new Map(),
    list: [null],
    rows: new Int32Array(MEMBER_MAX + 1),
    held: new Int32Array(MEMBER_MAX + 1),
  };
}

function nameOf({ stack, incarnation }: Member): string {
  return `${incarnation} ${stack}`;
}

/** The member's number, or 0 if it has none. */
export function knownNumber(members: Members, member: Member): number {
  return members.numbers.get(nameOf(member)) ?? 0;
}

/** The member's number, given out now if need be. Throws a RangeError when all 4,095 are in use. */
export function numberOf(members: Members, member: Member): number {
  const known = knownNumber(members, member);
  if (known !== 0) return known;
  const number = members.list.length <= MEMBER_MAX ? members.list.length : unusedNumber(members);
  const former = members.list[number] ?? null;
  if (former !== null) members.numbers.delete(nameOf(former));
  members.list[number] = { stack: member.stack, incarnation: member.incarnation };
  members.numbers.set(nameOf(member), number);
  return number;
}

function unusedNumber({ rows, held }: Members): number {
  for (let number = 1; number <= MEMBER_MAX; number += 1) {
    if (rows[number] === 0 && held[number] === 0) return number;
  }
  throw new RangeError(`A routing table has rows of at most ${MEMBER_MAX} members.`);
}

/** The member of a number that is in use. */
export function memberOf(members: Members, number: number): Member {
  const member = members.list[number] ?? null;
  if (member === null) throw new RangeError(`No member has the number ${number}.`);
  return member;
}

/** Keeps a number the member's until `releaseNumber`, also while the table has no row of it. */
export function holdNumber(members: Members, member: Member): number {
  const number = numberOf(members, member);
  members.held[number]! += 1;
  return number;
}

export function releaseNumber(members: Members, number: number): void {
  if (members.held[number]! <= 0) throw new RangeError(`Nobody holds the number ${number}.`);
  members.held[number]! -= 1;
}
