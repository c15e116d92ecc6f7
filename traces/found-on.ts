/**
 * What a trace was found on: the implementation, a mutant, or the implementation without an assumption; and its judges.
 */
import { clusterNamed, type Named } from '../properties/assumptions/all.ts';
import { everyJudge, judgesFor, type Judges } from '../properties/invariants/judges.ts';
import { printable, TraceProblem } from './files.ts';
import type { Trace } from './format.ts';

export interface FoundOn extends Named {
  readonly judges: Judges;
}

/** Throws a TraceProblem when no mutant and no assumption is named as the trace says. */
export function foundOn({ mutant, promise }: Trace, file: string): FoundOn {
  const cluster = clusterNamed(mutant);
  if (cluster === undefined) {
    const message = `at $.mutant: expected a mutant or an assumption, found "${mutant}"`;
    throw new TraceProblem(printable(`${file}: ${message}`));
  }
  return { ...cluster, judges: mutant === null ? everyJudge : judgesFor(promise) };
}
