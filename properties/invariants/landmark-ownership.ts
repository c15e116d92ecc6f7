/**
 * Landmarks of ownership: claims, completions and failures, with or without live connections.
 */
import { rowsOf } from '../../impl/tables/crt-rows.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import type { Vipa } from '../../impl/distribution/state.types.ts';
import type { StackState } from '../../impl/stack.ts';
import { livesOf } from './lives.ts';

interface Change {
  readonly before: Sysplex;
  readonly after: Sysplex;
}

/** The landmarks of every stack whose state this step changed. */
export function ownershipLandmarks({ before, after }: Change): readonly string[] {
  const seen: string[] = [];
  for (const [stack, component] of Object.entries(after.stacks)) {
    const then = before.stacks[stack] ?? null;
    if (then === component) continue;
    if (component === null) seen.push(...failure(then));
    else seen.push(...changes(after, then, component));
  }
  return seen;
}

function failure(stack: StackState | null): readonly string[] {
  const vipas = Object.values(stack?.distribution.vipas ?? {});
  return vipas.some(({ role }) => role.is === 'rebuilding') ? ['chained'] : [];
}

function changes(after: Sysplex, then: StackState | null, now: StackState): readonly string[] {
  return Object.entries(now.distribution.vipas).flatMap(([dvipa, vipa]) => {
    const was = then?.distribution.vipas[dvipa];
    if (was === vipa) return [];
    return [
      ...completion(after, dvipa, was, vipa),
      ...yielding(now, dvipa, was, vipa),
      ...claiming(after, now, dvipa, was, vipa),
    ];
  });
}

const completions = { define: 'takeback', backup: 'takeover', bind: 'move' } as const;

/** An owner's tables are complete, and it is not the first owner of the DVIPA. */
function completion(
  state: Sysplex,
  dvipa: string,
  was: Vipa | undefined,
  { role, claim }: Vipa,
): readonly string[] {
  if (was?.role.is === 'owner' || role.is !== 'owner' || claim === null) return [];
  if (rowsOf(role.crt).length === 0 || claim.epoch.number === 1) return [];
  const name = completions[claim.kind];
  const lives = livesOf(state).filter(({ tcb }) => tcb.local.address === dvipa);
  const hasHalfOpen = lives.some(({ tcb }) => tcb.state === 'SYN_RCVD');
  const hasOutgoing = lives.some(({ tcb }) => tcb.state === 'SYN_SENT');
  return [
    name,
    ...(hasHalfOpen && claim.kind !== 'bind' ? [`${name}HalfOpen`] : []),
    ...(hasOutgoing ? ['outgoingHalfOpen'] : []),
  ];
}

function yielding(
  { queue }: StackState,
  dvipa: string,
  was: Vipa | undefined,
  { role }: Vipa,
): readonly string[] {
  if (role.is !== 'moving' || was === undefined || was.role.is === 'moving') return [];
  const hasQueued = queue.some(({ destination }) => destination.address === dvipa);
  return [
    ...(was.role.is === 'rebuilding' ? ['takebackWhileRebuilding'] : []),
    ...(hasQueued ? ['queuedAcrossYield'] : []),
  ];
}

/** A stack has claimed a DVIPA in this very step. */
function claiming(
  state: Sysplex,
  { distribution }: StackState,
  dvipa: string,
  was: Vipa | undefined,
  { claim }: Vipa,
): readonly string[] {
  const isOwn = claim?.epoch.incarnation === distribution.self.incarnation;
  if (claim === null || !isOwn || was?.claim?.epoch.number === claim.epoch.number) return [];
  const isNext = claim.kind === 'backup' && was?.claim?.kind === 'backup' && claim.former === null;
  const hasLives = livesOf(state).some(({ tcb }) => tcb.local.address === dvipa);
  return [
    ...(isNext && hasLives ? ['secondBackup'] : []),
    ...(rebuilders(state, dvipa) > 1 ? ['claimsCross'] : []),
  ];
}

function rebuilders({ stacks }: Sysplex, dvipa: string): number {
  return Object.values(stacks).filter(
    (stack) => stack?.distribution.vipas[dvipa]?.role.is === 'rebuilding',
  ).length;
}
