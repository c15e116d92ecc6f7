/**
 * What becomes of a packet, as one number: the decision, and for some a member's number.
 *
 * The names are those of the distribution function's outputs and reasons (impl/distribution/inputs.types.ts),
 * so that a reviewer can lay this packet path beside that one.
 */

/** Decisions in the high half of the word. */
export const Decision = {
  /** To no DVIPA that this stack knows: not this function's business (F7.140). */
  UnknownDvipa: 0,
  /** No TCP header that a router could act on (P10). */
  Malformed: 1,
  /** A fragment: out of scope. */
  Fragment: 2,
  /** To the target that the table names (F7.152, F7.150). */
  Followed: 3,
  /** To a target chosen now, which the table names from now on (F7.144, F7.146, F7.150). */
  Selected: 4,
  /** To this stack's own TCP: the port is not distributed. */
  Deliver: 5,
  /** To the stack that owns the DVIPA (R26). */
  Redirect: 6,
  /** Answered with a reset: the tables are complete and know no such connection. */
  NoSuchConnection: 7,
  /** Answered with a reset: nobody listens. */
  NoListeningCandidate: 8,
  /** Dropped, each for its reason. */
  NoLiveOwner: 9,
  SynWhileRebuilding: 10,
  SynAckWhileRebuilding: 11,
  UnknownWhileRebuilding: 12,
  UnknownSynAck: 13,
  UnknownReset: 14,
} as const;

export type DecisionName = keyof typeof Decision;

const names = Object.keys(Decision) as DecisionName[];

/** The decision's name and the member's number, 0 for nobody. */
export function readDecision(word: number): {
  readonly name: DecisionName;
  readonly member: number;
} {
  const name = names[word >>> 16];
  if (name === undefined) throw new RangeError(`${word} is no decision.`);
  return { name, member: word & 0xffff };
}
