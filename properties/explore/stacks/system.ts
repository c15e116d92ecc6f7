/**
 * The cluster of stacks as a system for the explorer: the implementation itself, not a model of it.
 *
 * Judged after every step by the promises and by the refinement to the model; P8, which needs a memory of
 * former selections, is left to campaigns. From every state a drain must end with nothing left undone.
 */
import type { Action } from '../../../impl/actions.types.ts';
import { enabledDeeds, enabledDeliveries } from '../../../impl/enabled.ts';
import type { Sysplex, SysplexStep, SysplexStepper } from '../../../impl/sysplex.types.ts';
import type { StackState } from '../../../impl/stack.ts';
import { recordCrt } from '../../../impl/tables/crt.ts';
import type { CrtTable } from '../../../impl/tables/crt.types.ts';
import { startState } from '../../harness/start.ts';
import { everyJudge } from '../../invariants/judges.ts';
import { emptyLedger } from '../../invariants/ledger.ts';
import type { ObjectSystem, Property, Stepped } from '../system.types.ts';
import { inVain, leftUndone, refusedAtRest } from './at-rest.ts';
import { joined, positionsOf, split } from './split.ts';
import { plain, revived } from './tables.ts';
import { spent, wholeBudget, type Budget, type Left, type StackScope } from './budget.ts';
import { scopedActions } from './scope.ts';

export interface Explored {
  readonly sysplex: Sysplex;
  readonly left: Left;
}

export interface ExploredStep extends Stepped<Explored> {
  readonly step: SysplexStep;
}

/** What an action is called in the table of actions. */
const names: readonly Action['do'][] = [
  'StartStack',
  'CrashStack',
  'DeliverNotice',
  'DeliverXcf',
  'ReadQueue',
  'DeliverPacket',
  'DeliverToClient',
  'LosePacket',
  'LearnRoute',
  'Bind',
  'Connect',
  'Tcp',
];

/** What a scope can do besides: named only where it may, as an action that never happened is shown. */
const rareNames: readonly (readonly [Budget, Action['do']])[] = [
  ['duplicates', 'DuplicatePacket'],
  ['unbinds', 'Unbind'],
  ['outgoing', 'ConnectOut'],
  ['changes', 'ChangeProfile'],
];

function namesIn(scope: StackScope): readonly Action['do'][] {
  return [
    ...names,
    ...rareNames.flatMap(([budget, name]) => ((scope[budget] ?? 0) > 0 ? [name] : [])),
  ];
}

/** `table` is the routing table of the stacks behind `step`. */
export function stackSystem(
  scope: StackScope,
  step: SysplexStepper,
  table: CrtTable = recordCrt,
): ObjectSystem<Explored, Action, ExploredStep> {
  const isPlain = table === recordCrt;
  const sysplex = startState(step, scope.topology, scope.start ?? 'serving');
  const initial: Explored = { sysplex, left: wholeBudget(scope) };
  return {
    kind: 'objects',
    positions: positionsOf(sysplex),
    names: namesIn(scope),
    initial: [initial],
    actions: ({ sysplex: state, left }) => scopedActions(scope, state, left),
    nameOf: (action) => action.do,
    step: ({ sysplex: before, left }, action) => {
      const next = step(before, action);
      if (next === null) return null;
      return { state: { sysplex: next.state, left: spent(left, action) }, step: next };
    },
    split: ({ sysplex: state, left }) => [
      ...split(isPlain ? state : withStacks(state, plain)),
      left,
    ],
    join: (components) => {
      const state = joined(sysplex, components.slice(0, -1));
      return {
        sysplex: isPlain ? state : withStacks(state, (stack) => revived(stack, table)),
        left: components.at(-1) as Left,
      };
    },
    properties: [...stepProperties(step), acceptsAtRest, comesToRest(step)],
  };
}

function withStacks(
  state: Sysplex,
  change: (stack: StackState | null) => StackState | null,
): Sysplex {
  const stacks = Object.entries(state.stacks).map(
    ([name, stack]) => [name, change(stack)] as const,
  );
  return { ...state, stacks: Object.fromEntries(stacks) };
}

function stepProperties(step: SysplexStepper): readonly Property<Explored, Action, ExploredStep>[] {
  return everyJudge.always
    .filter(({ id }) => id !== 'P8')
    .map(({ id, witness }) => ({
      kind: 'step',
      name: id,
      witness: ({ sysplex: before }, action, { step: { state: after, happenings } }) =>
        witness({ step, before, action, happenings, after, ledger: emptyLedger }, () => undefined),
    }));
}

const acceptsAtRest: Property<Explored, Action, ExploredStep> = {
  kind: 'step',
  name: 'P3',
  witness: ({ sysplex }, _action, { step: { happenings } }) => refusedAtRest(sysplex, happenings),
};

/** P3 and P5: nothing is left undone at rest, and nobody who should be heard tries in vain. */
function comesToRest(step: SysplexStepper): Property<Explored, Action, ExploredStep> {
  return {
    kind: 'drain',
    name: 'rest',
    next: ({ sysplex }) => {
      const [delivery] = enabledDeliveries(sysplex);
      if (delivery !== undefined) return delivery;
      const [deed] = enabledDeeds(sysplex, ['retransmit']);
      return deed ?? null;
    },
    retries: (action) => action.do === 'Tcp',
    inVain: ({ sysplex }, action) => inVain(sysplex, action),
    pending: ({ sysplex }) => leftUndone(step, sysplex),
  };
}
