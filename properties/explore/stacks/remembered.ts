/**
 * The cluster of stacks in the remembered form: the same states and verdicts, a good deal sooner.
 */
import type { Action } from '../../../impl/actions.types.ts';
import type { SysplexStepper } from '../../../impl/sysplex.types.ts';
import { recordCrt } from '../../../impl/tables/crt.ts';
import type { CrtTable } from '../../../impl/tables/crt.types.ts';
import type { LocalSystem } from '../local-system.types.ts';
import { cellsOf } from './cells.ts';
import { judgesOf } from './concerns.ts';
import { queuesOf } from './queues.ts';
import { rulesOf } from './rules.ts';
import type { StackScope } from './budget.ts';
import { stackSystem, type Explored, type ExploredStep } from './system.ts';

/** Every stack must be a pure function of what its rules read: a wrong protocol need not be. */
export function rememberedStacks(
  scope: StackScope,
  step: SysplexStepper,
  table: CrtTable = recordCrt,
): LocalSystem<Explored, Action, ExploredStep> {
  const { topology } = scope;
  const whole = stackSystem(scope, step, table);
  return {
    kind: 'local',
    positions: whole.positions,
    whole,
    queues: queuesOf(topology),
    cells: cellsOf(step, scope),
    rules: rulesOf(scope),
    judges: judgesOf(topology),
    pending: 'pending',
  };
}
