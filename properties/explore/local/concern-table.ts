/**
 * What has been judged: for each concern, the numbers of what it looks at, once they were found to be right.
 *
 * Only what is right is remembered: a search ends at the first step that is wrong.
 */
import type { Concern } from '../local-system.types.ts';
import type { CellIndex, Cells, Look } from './cells.ts';
import { PairTable } from './pair-table.ts';

/** A concern whose cells are resolved. */
export interface Compiled {
  readonly isOfStep: boolean;
  readonly before: readonly CellIndex[];
  readonly after: readonly CellIndex[];
  readonly stages: readonly PairTable[];
  isRight: Uint8Array;
}

export class ConcernTable<S> {
  readonly #cells: Cells<S>;
  readonly #compiled = new Map<string, Compiled>();

  constructor(cells: Cells<S>) {
    this.#cells = cells;
  }

  /** Has every concern been found right before? */
  areRight(concerns: readonly Compiled[], step: number, before: Look<S>, after: Look<S>): boolean {
    for (const concern of concerns) {
      const number = numberOf(concern, step, before, after);
      if (number >= concern.isRight.length || concern.isRight[number] === 0) return false;
    }
    return true;
  }

  /** Every concern is right. */
  remember(concerns: readonly Compiled[], step: number, before: Look<S>, after: Look<S>): void {
    for (const concern of concerns) {
      const number = numberOf(concern, step, before, after);
      if (number >= concern.isRight.length) {
        const more = new Uint8Array(2 * Math.max(concern.isRight.length, number));
        more.set(concern.isRight);
        concern.isRight = more;
      }
      concern.isRight[number] = 1;
    }
  }

  /** Concerns of the same name become one. */
  compiled(concern: Concern): Compiled {
    const known = this.#compiled.get(concern.name);
    if (known !== undefined) return known;
    const compiled = this.#compile(concern);
    this.#compiled.set(concern.name, compiled);
    return compiled;
  }

  #compile({ isOfStep, before, after }: Concern): Compiled {
    const indices = (names: readonly string[]): readonly CellIndex[] =>
      names.map((name) => this.#cells.indexOf(name));
    const stages = [...before, ...after].map(() => new PairTable());
    return {
      isOfStep,
      before: indices(before),
      after: indices(after),
      stages,
      isRight: new Uint8Array(64),
    };
  }
}

function numberOf<S>(
  { isOfStep, before: ofBefore, after: ofAfter, stages }: Compiled,
  step: number,
  before: Look<S>,
  after: Look<S>,
): number {
  let number = isOfStep ? step : 0;
  let stage = 0;
  for (const cell of ofBefore) number = stages[stage++]!.numberOf(number, before.numberOf(cell));
  for (const cell of ofAfter) number = stages[stage++]!.numberOf(number, after.numberOf(cell));
  return number;
}
