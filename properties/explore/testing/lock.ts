/**
 * A small system to test the explorer with: processes that compete for one lock by messages in flight.
 *
 * Process i is idle, waiting or in; a request is in flight, then granted. With `isGreedy` the lock is given
 * to two at once, with `canLose` a request may be lost and its process waits for ever.
 */
import type { ObjectSystem, Property, Renaming, Stepped } from '../system.types.ts';

export type Phase = 'idle' | 'waiting' | 'in';

export interface Locked {
  readonly phases: readonly Phase[];
  /** Requests on their way, by process. */
  readonly inFlight: readonly boolean[];
  readonly holder: number | null;
}

export interface LockAction {
  readonly do: 'ask' | 'grant' | 'lose' | 'leave';
  readonly who: number;
}

export interface LockOptions {
  readonly processes: number;
  readonly isGreedy?: boolean;
  readonly canLose?: boolean;
}

function put<T>(list: readonly T[], at: number, value: T): readonly T[] {
  return list.with(at, value);
}

function step(
  options: LockOptions,
  state: Locked,
  { do: deed, who }: LockAction,
): Stepped<Locked> | null {
  const { phases, inFlight, holder } = state;
  switch (deed) {
    case 'ask':
      if (phases[who] !== 'idle') return null;
      return {
        state: {
          ...state,
          phases: put(phases, who, 'waiting'),
          inFlight: put(inFlight, who, true),
        },
      };
    case 'grant':
      if (inFlight[who] !== true || (holder !== null && options.isGreedy !== true)) return null;
      return {
        state: { phases: put(phases, who, 'in'), inFlight: put(inFlight, who, false), holder: who },
      };
    case 'lose':
      if (options.canLose !== true || inFlight[who] !== true) return null;
      return { state: { ...state, inFlight: put(inFlight, who, false) } };
    case 'leave':
      if (phases[who] !== 'in') return null;
      return { state: { ...state, phases: put(phases, who, 'idle'), holder: null } };
  }
}

type LockProperty = Property<Locked, LockAction, Stepped<Locked>>;

export const exclusion: LockProperty = {
  kind: 'always',
  name: 'exclusion',
  witness: ({ phases }) => {
    const inside = phases.flatMap((phase, who) => (phase === 'in' ? [who] : []));
    return inside.length > 1 ? `processes ${inside.join(' and ')} are in` : null;
  },
};

export function waits(who: number, strength: 'weak' | 'strong'): LockProperty {
  return {
    kind: 'lasso',
    name: `process ${who} is served`,
    pending: ({ phases }) => (phases[who] === 'waiting' ? `process ${who} waits` : null),
    fair: [
      { name: 'grants', strength, actions: [`grant ${who}`] },
      { name: 'leaves', strength: 'weak', actions: ['leave'] },
    ],
  };
}

export const drained: LockProperty = {
  kind: 'drain',
  name: 'everybody is served in the end',
  next: (state) => {
    const who = state.phases.indexOf('in');
    if (who !== -1) return { do: 'leave', who };
    const asking = state.inFlight.indexOf(true);
    return asking === -1 ? null : { do: 'grant', who: asking };
  },
  pending: ({ phases }) => {
    const who = phases.indexOf('waiting');
    return who === -1 ? null : `process ${who} waits`;
  },
};

/** All renamings of the processes but the identity. */
function renamings(processes: number): readonly Renaming[] {
  return permutations(processes)
    .slice(1)
    .map((to) => ({
      name: to.join(''),
      moves: [...to, ...to.map((at) => processes + at), 2 * processes],
      rename: (value, position) =>
        position === 2 * processes && typeof value === 'number' ? to[value]! : value,
    }));
}

function permutations(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return permutations(count - 1)
    .flatMap((rest) => Array.from({ length: count }, (_, at) => rest.toSpliced(at, 0, count - 1)))
    .toSorted((a, b) => (a.join() < b.join() ? -1 : 1));
}

export function lock(
  options: LockOptions,
  properties: readonly LockProperty[],
): ObjectSystem<Locked, LockAction> {
  const { processes } = options;
  const everybody = Array.from({ length: processes }, (_, who) => who);
  const deeds = ['ask', 'grant', 'lose', 'leave'] as const;
  const all = everybody.flatMap((who) => deeds.map((deed) => ({ do: deed, who })));
  const nameOf = ({ do: deed, who }: LockAction): string =>
    deed === 'grant' ? `grant ${who}` : deed;
  return {
    kind: 'objects',
    positions: [
      ...everybody.map((who) => `phase ${who}`),
      ...everybody.map((who) => `request ${who}`),
      'holder',
    ],
    names: [...new Set(all.map(nameOf))],
    initial: [
      { phases: everybody.map(() => 'idle'), inFlight: everybody.map(() => false), holder: null },
    ],
    actions: () => all,
    nameOf,
    step: (state, action) => step(options, state, action),
    split: ({ phases, inFlight, holder }) => [...phases, ...inFlight, holder],
    join: (components) => ({
      phases: components.slice(0, processes) as Phase[],
      inFlight: components.slice(processes, 2 * processes) as boolean[],
      holder: components[2 * processes] as number | null,
    }),
    properties,
    renamings: renamings(processes),
  };
}
