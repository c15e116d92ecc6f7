/**
 * Brings a packet path up to what a distribution function knows: the control plane decides, and the packet path
 * does as it would have done.
 *
 * Left out: rows. The table of a running stack is the packet path's own; a reducer's rows are its user's to copy.
 */
import type { Address } from '../../model/vocabulary.types.ts';
import { ownerOf } from '../distribution/lists.ts';
import { weightOf } from '../distribution/packet-path.ts';
import type { DistributionState, Vipa } from '../distribution/state.types.ts';
import { isSameEpoch } from '../distribution/turn.ts';
import { wordOf, type Names } from '../tables/crt-names.ts';
import type { DptRow } from '../tables/dpt.ts';
import type { PacketPath } from './path.ts';
import { setLive, setRole, setTargets, type Role } from './program.ts';

/** Says all that `state` says of DVIPAs, members and services; `before` is what was said last, or null. */
export function followState(
  path: PacketPath,
  names: Names,
  state: DistributionState,
  before: DistributionState | null,
): void {
  for (const [stack, { incarnation }] of Object.entries(before?.view ?? {})) {
    setLive(path, { stack, incarnation }, false);
  }
  for (const [stack, { incarnation }] of Object.entries(state.view)) {
    setLive(path, { stack, incarnation }, true);
  }
  setLive(path, state.self, true);
  for (const [dvipa, vipa] of Object.entries(state.vipas)) {
    const word = wordOf(names, dvipa);
    const claimed = before?.vipas[dvipa]?.claim ?? null;
    const isAsBefore =
      claimed !== null && vipa.claim !== null && isSameEpoch(claimed.epoch, vipa.claim.epoch);
    // A new owner's turns start afresh, also when it was the owner before.
    if (!isAsBefore) setRole(path, word, null);
    setRole(path, word, roleOf(vipa));
    // Nobody is chosen before the tables are complete.
    if (vipa.role.is === 'owner') {
      followServices(path, word, state, vipa, vipa.role.dpt, dptBefore(before, dvipa));
    }
  }
}

function roleOf({ claim, role }: Vipa): Role | null {
  if (claim === null) return null;
  if (role.is !== 'owner' && role.is !== 'rebuilding') {
    return { is: 'elsewhere', owner: ownerOf(claim) };
  }
  return { is: role.is, ports: claim.distribution?.ports ?? [] };
}

function dptBefore(before: DistributionState | null, dvipa: Address): readonly DptRow[] {
  const role = before?.vipas[dvipa]?.role;
  return role?.is === 'owner' ? role.dpt : [];
}

function followServices(
  path: PacketPath,
  word: number,
  state: DistributionState,
  vipa: Vipa,
  dpt: readonly DptRow[],
  old: readonly DptRow[],
): void {
  for (const port of new Set([...dpt, ...old].map((row) => row.port))) {
    const targets = dpt
      .filter((row) => row.port === port)
      .map(({ stack, incarnation }) => ({
        member: { stack, incarnation },
        weight: weightOf(state, vipa.claim?.distribution ?? null, stack),
      }));
    setTargets(path, word, port, targets);
  }
}
