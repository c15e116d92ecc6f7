/**
 * One part of the benchmark in a process of its own: its plan comes as the only argument, its result leaves as JSON.
 */
import { runControl, type ControlPlan } from './control.ts';
import { runGrowth, type GrowthPlan } from './growth.ts';
import { runLookups, type LookupPlan } from './lookups.ts';

export type Plan =
  | { readonly part: 'lookups'; readonly plan: LookupPlan }
  | { readonly part: 'growth'; readonly plan: GrowthPlan }
  | { readonly part: 'control'; readonly plan: ControlPlan };

function run(work: Plan): unknown {
  switch (work.part) {
    case 'lookups':
      return runLookups(work.plan);
    case 'growth':
      return runGrowth(work.plan);
    case 'control':
      return runControl(work.plan);
  }
}

const work = JSON.parse(process.argv[2] ?? 'null') as Plan;
process.stdout.write(JSON.stringify(await run(work)));
