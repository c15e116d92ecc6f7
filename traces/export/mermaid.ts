/**
 * A story as a Mermaid sequence diagram, for whatever draws Markdown: an arrow for what came from one lifeline to another,
 * a note for all else that the step did.
 *
 * Left out: the routers and the network between sender and receiver; a packet that was lost is a note.
 */
import { wrap } from '../explain/diagram.ts';
import { linesOf } from '../explain/telling.ts';
import { actorNow, journeysOf, type Hop, type Journeys } from '../story/journeys.ts';
import { titleOf, type Moment, type Story } from '../story/story.ts';
import { heldSentence } from '../verdict.ts';

/** Characters of a line in a note: the diagram grows as wide as its widest note. */
const NOTE_WIDTH = 64;

interface Lifelines {
  readonly journeys: Journeys;
  /** Names may hold what Mermaid reads as its own: lifelines have plain ids. */
  readonly ids: ReadonlyMap<string, string>;
  /** From the first lifeline to the last. */
  readonly all: string;
}

export function mermaidOf(story: Story): string {
  const { start, moments, broken, judges } = story;
  const names = [...Object.keys(start.clients), ...Object.keys(start.stacks)];
  const ids = new Map(names.map((name, at) => [name, `p${at + 1}`]));
  const all = [...new Set(['p1', `p${names.length}`])].join(',');
  const lifelines = { journeys: journeysOf(story), ids, all };
  const verdict =
    broken === null
      ? heldSentence(judges, moments.length)
      : `BROKEN ${broken.promise}: ${broken.witness}`;
  const lines = [
    `title: ${escaped(titleOf(story))}`,
    ...[...ids].map(([name, id]) => {
      const kind = name in start.clients ? 'actor' : 'participant';
      return `${kind} ${id} as ${escaped(name)}`;
    }),
    ...moments.flatMap((moment) => linesAt(moment, lifelines)),
    note(all, [verdict]),
  ];
  return `sequenceDiagram\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function linesAt(moment: Moment, { journeys, ids, all }: Lifelines): readonly string[] {
  const hop = journeys.hopOf(moment.number);
  const [headline = '', ...rest] = linesOf(moment, journeys, false).map(({ text }) => text);
  const place = ids.get(actorNow(moment) ?? hop?.to ?? '') ?? all;
  const arrow = hop === null ? null : arrowOf(hop, ids);
  const numbered = `${moment.number} ${headline}`;
  if (arrow === null) return [note(place, [numbered, ...rest])];
  return [`${arrow}: ${escaped(numbered)}`, ...(rest.length === 0 ? [] : [note(place, rest)])];
}

/** Null where nothing goes from one lifeline to another. A dotted line: it waits in a queue. */
function arrowOf({ from, to, fate }: Hop, ids: ReadonlyMap<string, string>): string | null {
  const [start, end] = [ids.get(from ?? ''), ids.get(to ?? '')];
  if (start === undefined || end === undefined) return null;
  return `${start}${fate === 'queued' ? '--)' : '->>'}${end}`;
}

function note(place: string, texts: readonly string[]): string {
  const lines = texts.flatMap((text) => wrap(text, NOTE_WIDTH, '  '));
  return `note over ${place}: ${lines.map((line) => escaped(line.trim())).join('<br/>')}`;
}

/** Mermaid ends a statement at `;`, begins an entity or a comment with `#`, and reads `<` as markup. */
function escaped(text: string): string {
  return text
    .replaceAll(/[#;]/g, (sign) => (sign === '#' ? '#35;' : '#59;'))
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;')
    .replaceAll('%%', '%#37;');
}
