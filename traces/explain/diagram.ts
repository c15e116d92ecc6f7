/**
 * A story as a sequence diagram in characters: a column per client and stack, a row per step, and beside it what came
 * and what it changed. No line is longer than the width that is asked for.
 */
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { actorNow, type Journeys } from '../story/journeys.ts';
import type { Moment, Story } from '../story/story.ts';
import { partsOf, type Part } from './folding.ts';
import { header, lanesOf, row, totalWidth, type Lanes, type Stroke } from './lanes.ts';
import type { Paint } from './paint.ts';
import { linesOf } from './telling.ts';

export interface Drawing {
  /** The steps that the violation can depend on; others are folded. */
  readonly slice: ReadonlySet<number>;
  /** False shows every step, with the blocks that ran. */
  readonly folds: boolean;
  /** Characters per line. */
  readonly width: number;
  readonly paint: Paint;
}

const PHASES = {
  recorded: '',
  drain: 'the faults stop, and what is under way arrives',
  probe: 'every live connection is tried',
  connect: 'new connections are tried',
} as const;

export function diagramOf(story: Story, journeys: Journeys, drawing: Drawing): readonly string[] {
  const { start } = story;
  const names = [...Object.keys(start.clients), ...Object.keys(start.stacks)];
  const numbers = String(story.moments.length).length + 1;
  const lanes = lanesOf(names, Math.floor(drawing.width * 0.6) - numbers - 1);
  const frame: Frame = { lanes, numbers, journeys, drawing };
  const rows = [`${' '.repeat(numbers)} ${header(lanes).trimEnd()}`];
  let phase: Moment['phase'] = 'recorded';
  for (const part of partsOf(story, journeys, drawing.slice, drawing.folds)) {
    if (part.is === 'step' && part.moment.phase !== phase) {
      ({ phase } = part.moment);
      rows.push(drawing.paint(`${' '.repeat(numbers)} ── ${PHASES[phase]} ──`, 'dim'));
    }
    rows.push(...renderPart(part, frame));
  }
  return rows;
}

interface Frame {
  readonly lanes: Lanes;
  readonly numbers: number;
  readonly journeys: Journeys;
  readonly drawing: Drawing;
}

function renderPart(part: Part, { lanes, numbers, journeys, drawing }: Frame): readonly string[] {
  const { paint, width } = drawing;
  if (part.is === 'folded') {
    const { first, last } = part;
    const which = first === last ? `step ${first}` : `steps ${first} to ${last}`;
    return [paint(`${'⋮'.padStart(numbers)} ${which} folded`, 'dim')];
  }
  const { moment } = part;
  const room = width - numbers - 1 - totalWidth(lanes) - 1;
  const texts = linesOf(moment, journeys, !drawing.folds).flatMap(({ text, tone }, at) =>
    wrap(text, room, at === 0 ? '' : '  ').map((line) => paint(line, tone)),
  );
  const stroke = strokeOf(moment, journeys);
  const isUp = (state: Sysplex, name: string): boolean =>
    name in state.clients || (state.stacks[name] ?? null) !== null;
  return texts.map((text, at) => {
    const label = at === 0 ? String(moment.number).padStart(numbers) : ' '.repeat(numbers);
    const lifelines = row(
      lanes,
      (name) => isUp(at === 0 ? moment.before : moment.after, name) || name === stroke.to,
      at === 0 ? stroke : null,
    );
    return `${label} ${lifelines} ${text}`.trimEnd();
  });
}

function strokeOf(moment: Moment, journeys: Journeys): Stroke {
  const hop = journeys.hopOf(moment.number);
  const mark = moment.action.do === 'CrashStack' ? '✕' : '●';
  if (hop === null) {
    const { action } = moment;
    const from = action.do === 'InjectMessage' ? action.from : null;
    return { from, to: actorNow(moment), mark };
  }
  if (hop.fate === 'lost' || hop.fate === 'doubled') {
    return { from: null, to: hop.from, mark: hop.fate === 'lost' ? '✕' : '●' };
  }
  return { from: hop.from, to: hop.to, mark: hop.fate === 'queued' ? '○' : '●' };
}

/** Words that fit into `room` characters; later lines are indented by two. A word too long is cut. */
export function wrap(text: string, room: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  let isEmpty = true;
  const flush = (): void => {
    lines.push(line);
    line = `${indent}  `;
    isEmpty = true;
  };
  for (let word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > room) flush();
    while (line.length + word.length > room && room > indent.length + 4) {
      const cut = room - line.length;
      line += word.slice(0, cut);
      word = word.slice(cut);
      flush();
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
