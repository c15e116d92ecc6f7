/**
 * One part of the benchmark in a process of its own: its plan comes as the only argument, its result leaves as JSON.
 */
import { runControl, type ControlPlan } from './control.ts';
import { runLookups, type LookupPlan } from './lookups.ts';

export type Plan =
  | { readonly part: 'lookups'; readonly plan: LookupPlan }
  | { readonly part: 'control'; readonly plan: ControlPlan };

const work = JSON.parse(process.argv[2] ?? 'null') as Plan;
const result = work.part === 'lookups' ? await runLookups(work.plan) : runControl(work.plan);
process.stdout.write(JSON.stringify(result));
