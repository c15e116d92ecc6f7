/**
 * Which steps of a story a reader needs: the others are folded to one line.
 */
import { changesBetween } from '../story/changes.ts';
import type { Journeys } from '../story/journeys.ts';
import { ignoredOf } from '../story/slice.ts';
import type { Moment, Story } from '../story/story.ts';

export type Part =
  | { readonly is: 'step'; readonly moment: Moment }
  | { readonly is: 'folded'; readonly first: number; readonly last: number };

const TABLES = ['stack', 'owner', 'role', 'DPT', 'CRT', 'listeners'];

/**
 * Shown are the recorded steps of the slice, of the drain and the probes those that also changed a table, what came about
 * the connection in question and was ignored, and the last step of all; without folding, every step.
 */
export function partsOf(
  story: Story,
  journeys: Journeys,
  slice: ReadonlySet<number>,
  folds: boolean,
): readonly Part[] {
  const { moments } = story;
  const ignored = new Set(ignoredOf(story, journeys));
  const parts: Part[] = [];
  for (const moment of moments) {
    const isLast = moment.number === moments.length;
    if (
      !folds ||
      isLast ||
      ignored.has(moment.number) ||
      (slice.has(moment.number) && matters(moment))
    ) {
      parts.push({ is: 'step', moment });
      continue;
    }
    const open = parts.at(-1);
    const { number: last } = moment;
    if (open?.is === 'folded') parts[parts.length - 1] = { ...open, last };
    else parts.push({ is: 'folded', first: last, last });
  }
  return parts;
}

function matters({ phase, before, after }: Moment): boolean {
  if (phase === 'recorded') return true;
  return changesBetween(before, after).some(({ table }) => TABLES.includes(table));
}
