/**
 * The assumptions about the environment in the order of the layers, and the cluster without one.
 */
import type { SysplexStepper } from '../../impl/sysplex.types.ts';
import { clusterOf, mutantNamed } from '../mutants/all.ts';
import type { Assumption } from './assumption.types.ts';
import { membershipAssumptions } from './membership.ts';
import { endpointAssumptions } from './tcp.ts';
import { xcfAssumptions } from './xcf.ts';

export const assumptions: readonly Assumption[] = [
  ...xcfAssumptions,
  ...membershipAssumptions,
  ...endpointAssumptions,
];

/** The sound protocol in an environment that does not keep an assumption. */
export function clusterWithout(assumption: Assumption): SysplexStepper {
  return assumption.decorate(clusterOf(null));
}

export interface Named {
  readonly step: SysplexStepper;
  /** What the cluster is, for people. */
  readonly title: string;
}

/** The cluster that a trace was found on: a mutant, or the implementation without an assumption. */
export function clusterNamed(name: string | null): Named | undefined {
  if (name === null) return { step: clusterOf(null), title: 'the implementation' };
  const mutant = mutantNamed(name);
  if (mutant !== undefined) return { step: clusterOf(mutant), title: `mutant ${name}` };
  const assumption = assumptions.find((one) => one.name === name);
  if (assumption === undefined) return undefined;
  const title = `the implementation, without the assumption that ${assumption.assumes}`;
  return { step: clusterWithout(assumption), title };
}
