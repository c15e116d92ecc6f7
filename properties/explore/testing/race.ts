/**
 * A small component system to test the explorer with: runners that each take a few steps of their own and
 * then finish, seen by one judge.
 *
 * A runner's steps commute with everything else, so they are eager. With `isFair` false the judge disqualifies
 * the last runner; a runner that `mayRest` can do so for ever.
 */
import type {
  ComponentAction,
  ComponentProperty,
  ComponentSystem,
  Predicate,
} from '../component-system.types.ts';

export interface Race {
  readonly runners: number;
  readonly steps: number;
  readonly isFair?: boolean;
  readonly mayRest?: boolean;
}

/** Position 0 is the judge, who has counted so many; runner i is at position i + 1, with so many steps. */
export function race(scope: Race): ComponentSystem {
  const { runners, steps, mayRest = false } = scope;
  const all = upTo(runners);
  return {
    kind: 'components',
    positions: ['judge', ...all.map((at) => `runner ${at}`)],
    initial: [[0, ...all.map(() => 0)]],
    actions: [
      ...all.map((at) => action(`step ${at}`, [[at, 'step']], true)),
      ...all.map((at) => action(`finish ${at}`, [[at, 'finish']])),
      ...(mayRest ? all.map((at) => action(`rest ${at}`, [[at, 'rest']])) : []),
    ],
    step: (position, state, input) => {
      const count = state as number;
      if (position === 0) return { state: count + 1 };
      if (input === 'rest') return count === 0 ? { state } : null;
      if (input === 'step') return count < steps ? { state: count + 1 } : null;
      return count === steps ? { state: steps + 1, outputs: [[0, 'finished']] } : null;
    },
    properties: propertiesOf(scope),
    renamings: runners === 2 ? [{ name: 'swap', moves: [0, 2, 1], rename: (value) => value }] : [],
  };
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}

function action(name: string, inputs: ComponentAction['inputs'], isEager = false): ComponentAction {
  return { name, guards: [], inputs, isEager };
}

/** A predicate about how many have finished. */
function onCount(judge: (count: number) => string | null): Predicate {
  return {
    view: (value, position) => (position === 0 ? value : null),
    judge: ([count]) => judge(count as number),
  };
}

function propertiesOf({ runners, isFair = true }: Race): readonly ComponentProperty[] {
  const all = upTo(runners);
  const unfinished = onCount((count) => (count === runners ? null : `only ${count} have finished`));
  return [
    {
      kind: 'always',
      name: 'nobody is disqualified',
      witness: onCount((count) => (!isFair && count === runners ? 'the last one is' : null)),
    },
    {
      kind: 'sometimes',
      name: 'all have finished',
      example: onCount((count) => (count === runners ? 'all' : null)),
    },
    { kind: 'deadlock', name: 'stops only at the end', witness: unfinished },
    {
      kind: 'drain',
      name: 'all can finish',
      order: all.flatMap((at) => [`step ${at}`, `finish ${at}`]),
      pending: unfinished,
    },
    {
      kind: 'lasso',
      name: 'all will finish',
      pending: unfinished,
      fair: all.map((at) => ({
        name: `steps ${at}`,
        strength: 'weak',
        actions: [`step ${at}`, `finish ${at}`],
      })),
    },
  ];
}
