/**
 * What the script of a page needs: every step in words, the panels of every state, what is under way, why not.
 *
 * Panels are kept once each: most steps change one of them.
 */
import type { SysplexStepper } from '../../impl/sysplex.types.ts';
import { requirements } from '../../properties/report/requirements.ts';
import { linesOf, type Line } from '../explain/telling.ts';
import { actorNow, type Journeys } from '../story/journeys.ts';
import { cargoLabel } from '../story/labels.ts';
import { panelsOf, type Panel } from '../story/panels.ts';
import type { Phase } from '../../properties/harness/run.ts';
import type { Moment, Story } from '../story/story.ts';
import { whyNots, type WhyNot } from '../story/why-not.ts';

export interface StepData {
  readonly phase: Phase;
  readonly lines: readonly Line[];
  readonly blocks: readonly (readonly [id: string, sentence: string])[];
  readonly actor: string | null;
  readonly isInSlice: boolean;
}

export interface PageData {
  /** Step n is at n - 1. */
  readonly steps: readonly StepData[];
  readonly panels: readonly Panel[];
  /** For each state from the start on, the numbers of its panels. */
  readonly states: readonly (readonly number[])[];
  /** For each state, what is under way: where, what, and the step that sent it. */
  readonly waiting: readonly (readonly (readonly [where: string, what: string, left: number])[])[];
  readonly whyNot: readonly WhyNot[];
}

const sentences: ReadonlyMap<string, string> = new Map(
  requirements.map(({ id, sentence }) => [id, sentence]),
);

export function pageData(
  story: Story,
  journeys: Journeys,
  slice: ReadonlySet<number>,
  step: SysplexStepper,
): PageData {
  const { start, moments } = story;
  const panels = new Map<string, readonly [number, Panel]>();
  const numberOf = (panel: Panel): number => {
    const key = JSON.stringify(panel);
    const found = panels.get(key) ?? ([panels.size, panel] as const);
    panels.set(key, found);
    return found[0];
  };
  const states = [start, ...moments.map(({ after }) => after)].map((state) =>
    panelsOf(state).map(numberOf),
  );
  return {
    steps: moments.map((moment) => ({
      phase: moment.phase,
      lines: linesOf(moment, journeys, false),
      blocks: blocksOf(moment),
      actor: actorNow(moment),
      isInSlice: slice.has(moment.number),
    })),
    panels: [...panels.values()].map(([, panel]) => panel),
    states,
    waiting: states.map((_, number) =>
      journeys
        .waitingAfter(number)
        .map(({ where, cargo, left }) => [where, cargoLabel(cargo), left] as const),
    ),
    whyNot: whyNots(story, step),
  };
}

function blocksOf({ happenings }: Moment): StepData['blocks'] {
  const ids = happenings.flatMap(({ output }) => (output.type === 'Reached' ? [output.id] : []));
  return [...new Set(ids)].map((id) => [id, sentences.get(id) ?? ''] as const);
}
