/**
 * One step of a story by itself: what it did, and the tables of every stack after it.
 */
import { TraceProblem } from '../files.ts';
import { journeysOf } from '../story/journeys.ts';
import type { Story } from '../story/story.ts';
import { tablesText } from './tables-text.ts';
import { linesOf } from './telling.ts';

/** `asked` is the number of a step; 0 is the start. Throws a TraceProblem for what is no step of the story. */
export function atStep(story: Story, asked: string): readonly string[] {
  const { moments, start } = story;
  const number = /^\d{1,9}$/.test(asked) ? Number(asked) : NaN;
  if (Number.isNaN(number) || number > moments.length) {
    throw new TraceProblem(
      `--step: expected a number from 0 to ${moments.length}, found ${JSON.stringify(asked)}`,
    );
  }
  const moment = moments[number - 1];
  if (moment === undefined) return ['At the start:', '', ...tablesText(start)];
  const told = linesOf(moment, journeysOf(story), true).map(({ text }, at) =>
    at === 0 ? text : `  ${text}`,
  );
  const heading = `After step ${number} of ${moments.length}:`;
  return [...told, '', heading, '', ...tablesText(moment.after)];
}
