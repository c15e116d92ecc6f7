/**
 * Landmarks: what every campaign must have seen at least once. A step counts when it fired, not when
 * it could have (the *sometimes* promises).
 */
import type { Happening, Sysplex } from '../../impl/sysplex.types.ts';
import type { Vipa } from '../../impl/distribution/state.types.ts';
import { rowsOf } from '../../impl/tables/crt-rows.ts';

export interface Landmark {
  readonly id: string;
  readonly sentence: string;
}

export const landmarks: readonly Landmark[] = [
  { id: 'takeover', sentence: 'a backup completes a takeover with live connections' },
  { id: 'takeback', sentence: 'a primary completes a takeback with live connections' },
  { id: 'move', sentence: 'a bind moves a DVIPA with live connections' },
  { id: 'chained', sentence: 'an owner fails while it is still rebuilding' },
  { id: 'takebackWhileRebuilding', sentence: 'a claim reaches an owner that is still rebuilding' },
  { id: 'redirected', sentence: 'a stale route brings a packet that is handed to the owner' },
  { id: 'givenBack', sentence: 'a target gives a SYN back' },
  { id: 'reuse', sentence: 'a 4-tuple is used again while its former life is in TIME_WAIT' },
  { id: 'outgoing', sentence: 'a connection that a stack opened is established' },
  { id: 'quickRestart', sentence: 'a stack returns before its departure was noticed' },
];

function roleOf(state: Sysplex, stack: string, dvipa: string): Vipa['role']['is'] {
  return state.stacks[stack]?.distribution.vipas[dvipa]?.role.is ?? 'none';
}

/** The landmarks that one step reached. */
export function landmarksOf(
  before: Sysplex,
  after: Sysplex,
  happenings: readonly Happening[],
): readonly string[] {
  const seen: string[] = [];
  for (const { at, output } of happenings) {
    if (output.type === 'Opened' && output.replaces) seen.push('reuse');
    if (output.type === 'Established' && at in after.stacks)
      seen.push(...outgoing(after, at, output.key));
    if (output.type !== 'Send') continue;
    if (output.envelope.body.type === 'redirected') seen.push('redirected');
    if (output.envelope.body.type === 'returned') seen.push('givenBack');
  }
  if (before.stacks !== after.stacks) seen.push(...ownershipLandmarks(before, after));
  if (before.joins !== after.joins && mergedNotice(before)) seen.push('quickRestart');
  return seen;
}

function outgoing(state: Sysplex, stack: string, key: string): readonly string[] {
  const tcb = state.stacks[stack]?.tcp.connections[key];
  return tcb?.isOutgoing === true ? ['outgoing'] : [];
}

function mergedNotice({ medium }: Sysplex): boolean {
  return Object.values(medium.notices).some((queue) =>
    queue.some(({ type }) => type === 'MemberLeft'),
  );
}

function ownershipLandmarks(before: Sysplex, after: Sysplex): readonly string[] {
  const seen: string[] = [];
  for (const [stack, component] of Object.entries(after.stacks)) {
    const then = before.stacks[stack] ?? null;
    if (then === component) continue;
    if (component === null) {
      const vipas = Object.values(then?.distribution.vipas ?? {});
      if (vipas.some(({ role }) => role.is === 'rebuilding')) seen.push('chained');
      continue;
    }
    for (const [dvipa, vipa] of Object.entries(component.distribution.vipas)) {
      seen.push(...roleLandmarks(roleOf(before, stack, dvipa), vipa));
    }
  }
  return seen;
}

const completions = { define: 'takeback', backup: 'takeover', bind: 'move' } as const;

function roleLandmarks(was: Vipa['role']['is'], { role, claim }: Vipa): readonly string[] {
  if (was === 'rebuilding' && role.is === 'moving') return ['takebackWhileRebuilding'];
  if (was === 'owner' || role.is !== 'owner' || claim === null) return [];
  const hasConnections = rowsOf(role.crt).length > 0;
  return hasConnections && claim.epoch.number > 1 ? [completions[claim.kind]] : [];
}
