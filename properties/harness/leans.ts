/**
 * What a run may lean towards: the actions that bring a rare landmark near, offered now and then.
 *
 * Each run draws one lean or none. A share of the runs stays plain: it draws from what is enabled, by the
 * weights of its climate alone, so that no lean stands between chance and a counterexample.
 */
import { rowsOf } from '../../impl/tables/crt-rows.ts';
import type { Action } from '../../impl/actions.types.ts';
import { upStacks } from '../../impl/enabled.ts';
import { livesOf } from '../invariants/lives.ts';
import type { Owner, Vipa } from '../../impl/distribution/state.types.ts';
import { isSameEpoch } from '../../impl/distribution/turn.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { channelName } from '../../impl/xcf/medium.ts';
import type { Draw } from './draw.types.ts';

/**
 * `failures`: failures and returns wait until they have something to show. The others do that, too, and
 * besides: `fullTargets` has targets stop listening with a SYN on its way (givenBack), `lateEnds` ends
 * connections during a rebuild (termconnCrosses, hintDropped), `chains` lets backups fail (secondBackup),
 * `weights` sets unequal weights (wlm).
 */
export type Lean = 'failures' | 'fullTargets' | 'lateEnds' | 'chains' | 'weights';

/** One run in eight is plain; null says so. */
const modes: readonly (Lean | null)[] = [
  ...([null, 'failures', 'failures', 'failures'] as const),
  ...(['fullTargets', 'lateEnds', 'chains', 'weights'] as const),
];

export function drawLean(draw: Draw): Lean | null {
  return modes[draw(modes.length)] ?? null;
}

/** The actions that a lean would like to happen now; often none. */
export function leantActions(state: Sysplex, lean: Lean): readonly Action[] {
  switch (lean) {
    case 'failures':
      return [];
    case 'fullTargets':
      return closingBeforeSyn(state);
    case 'lateEnds':
      return endingDuringRebuild(state);
    case 'chains':
      return failingBackups(state);
    case 'weights':
      return weighing(state);
  }
}

interface Known {
  readonly stack: string;
  readonly dvipa: string;
  readonly vipa: Vipa;
}

function known(state: Sysplex): readonly Known[] {
  return upStacks(state).flatMap((stack) =>
    Object.entries(state.stacks[stack]?.distribution.vipas ?? {}).map(([dvipa, vipa]) => ({
      stack,
      dvipa,
      vipa,
    })),
  );
}

/** A target with one listener closes it while a SYN that was routed there is under way (R10, R11). */
function closingBeforeSyn({ medium, stacks }: Sysplex): readonly Action[] {
  return Object.values(medium.channels).flatMap((channel) =>
    channel.flatMap(({ to, body }): Action[] => {
      if (body.type !== 'routed' || body.packet.kind !== 'SYN') return [];
      if (body.choice !== 'selected') return [];
      const { address: dvipa, port } = body.packet.destination;
      const listeners = stacks[to.stack]?.tcp.listeners[`${dvipa}:${port}`];
      return listeners === 1 ? [{ do: 'Unbind', stack: to.stack, dvipa, port }] : [];
    }),
  );
}

/** Connections end on targets while a new owner collects, and word of it arrives early (R7, R25). */
function endingDuringRebuild(state: Sysplex): readonly Action[] {
  return known(state).flatMap(({ stack: owner, dvipa, vipa }) => {
    if (vipa.role.is !== 'rebuilding' || vipa.claim === null) return [];
    const { epoch } = vipa.claim;
    const early = upStacks(state).flatMap((stack): Action[] => {
      const channel = state.medium.channels[channelName(stack, owner)] ?? [];
      const hasEnd = channel.some(
        ({ body }) => body.type === 'TERMCONN' && isSameEpoch(body.epoch, epoch),
      );
      return hasEnd ? [{ do: 'DeliverXcf', from: stack, to: owner }] : [];
    });
    const ends = livesOf(state)
      .filter(({ tcb }) => tcb.local.address === dvipa && tcb.state !== 'TIME_WAIT')
      .map(({ stack, key }) => ({ do: 'Tcp', at: stack, deed: 'abort', connection: key }) as const);
    // One stays alive, so that there is something to take over besides.
    return [...early, ...(ends.length > 1 ? ends : [])];
  });
}

/** A backup that has taken over fails in its turn, with connections that outlive it (F9.x). */
function failingBackups(state: Sysplex): readonly Action[] {
  return known(state)
    .filter(({ stack, vipa }) => vipa.claim?.kind === 'backup' && outlives(stack, vipa))
    .map(({ stack }) => ({ do: 'CrashStack', stack }));
}

/** Unequal weights, and others than a stack has now: 1, 2 and 3, or 2, 3 and 1. */
export function nextWeights(state: Sysplex, stack: string): Readonly<Record<string, number>> {
  const names = Object.keys(state.stacks).sort();
  const shift = firstWeight(state, stack) === 1 ? 1 : 0;
  return Object.fromEntries(names.map((name, at) => [name, 1 + ((at + shift) % 3)]));
}

/** Of the stack that is first by name; null when there was no word of the workload manager yet. */
function firstWeight(state: Sysplex, stack: string): number | null {
  const [first = ''] = Object.keys(state.stacks).sort();
  return state.stacks[stack]?.distribution.weights[first] ?? null;
}

/** An owner loads a profile that selects by WLM, and WLM tells it unequal weights, then others (F7.144). */
function weighing(state: Sysplex): readonly Action[] {
  return known(state).flatMap(({ stack, dvipa, vipa }): Action[] => {
    if (vipa.role.is !== 'owner' || vipa.role.dpt.length < 2) return [];
    const isByWlm = vipa.claim?.distribution?.method === 'WLM';
    if (isByWlm) {
      const isNext = firstWeight(state, stack) === null || hasWeighed(vipa.role);
      return isNext ? [{ do: 'SetWeights', stack, weights: nextWeights(state, stack) }] : [];
    }
    const offered = state.topology.changes[stack] ?? [];
    const profile = offered.findIndex(({ distributes }) =>
      distributes.some((entry) => entry.dvipa === dvipa && entry.method === 'WLM'),
    );
    return profile < 0 ? [] : [{ do: 'ChangeProfile', stack, profile }];
  });
}

/** Two selections by the same weights, so that others may come. */
function hasWeighed({ shares }: Owner): boolean {
  return Object.values(shares).some((all) => all.reduce((sum, { chosen }) => sum + chosen, 0) > 1);
}

/** Does an owner route connections that live elsewhere? */
function outlives(stack: string, { role }: Vipa): boolean {
  if (role.is !== 'owner') return false;
  return rowsOf(role.crt).some(({ target }) => target.stack !== stack);
}

export type Ripe = 'bind' | 'connect' | 'crash' | 'restart';

/**
 * What a leaning run is ripe for: with connections that outlive their owner, its failure, or the return of
 * the primary; before that, connections, and before those, somebody who listens.
 */
export function ripeFor(state: Sysplex, draw: Draw): Ripe | null {
  let ripe: Ripe | null = null;
  for (const { stack, vipa } of known(state)) {
    const { role, claim } = vipa;
    if (role.is !== 'owner') continue;
    if (claim?.kind === 'bind') return draw(2) === 0 ? null : 'restart';
    const isOutlived = outlives(stack, vipa);
    if (isOutlived && claim?.kind === 'backup') return 'restart';
    if (isOutlived && claim?.kind === 'define') ripe = 'crash';
    else if (ripe !== 'crash' && role.dpt.length > 0) ripe = 'connect';
    else ripe ??= 'bind';
  }
  return ripe;
}

/** Whose failure shows most: primaries with connections that outlive them, then every routing stack. */
export function tellingFailures(state: Sysplex): readonly string[] {
  return known(state).flatMap(({ stack, vipa }) => {
    const { role, claim } = vipa;
    if (role.is !== 'owner' && role.is !== 'rebuilding') return [];
    if (rowsOf(role.crt).length === 0) return [];
    const isRipe = claim?.kind === 'define' && outlives(stack, vipa);
    return isRipe ? [stack, stack, stack, stack, stack] : [stack];
  });
}
