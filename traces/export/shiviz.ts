/**
 * A story as a log for ShiViz: one event a step, at the stack, client or router where it happens, with its vector clock.
 *
 * The first line is the expression that reads the log, the second would part several executions: there is one.
 */
import { linesOf } from '../explain/telling.ts';
import { journeysOf } from '../story/journeys.ts';
import type { Story } from '../story/story.ts';
import { causesOf, placeOf } from './causes.ts';

/** As ShiViz wants it: named groups, and a real line break between the two lines of an event. */
const PARSER = String.raw`(?<step>\d+) (?<event>.*)\n(?<host>\S+) (?<clock>\{.*\})`;

type Clock = ReadonlyMap<string, number>;

export function shivizOf(story: Story): string {
  const journeys = journeysOf(story);
  const causes = causesOf(story, journeys);
  const clocks: Clock[] = [];
  const latest = new Map<string, Clock>();
  const events = story.moments.map((moment, at) => {
    const host = placeOf(moment);
    const heard = (causes[at] ?? []).flatMap((number) => clocks[number - 1] ?? []);
    const clock = ticked(host, [latest.get(host) ?? new Map(), ...heard]);
    clocks.push(clock);
    latest.set(host, clock);
    const text = linesOf(moment, journeys, false).map((line) => line.text);
    return `${moment.number} ${[...text, ...brokenAfter(story, moment.number)].join('; ')}\n${host} ${clockText(clock)}\n`;
  });
  return `${PARSER}\n\n${events.join('')}`;
}

/** One more than the host has counted, and the most of what the others have. */
function ticked(host: string, known: readonly Clock[]): Clock {
  const next = new Map<string, number>();
  for (const clock of known) {
    for (const [name, count] of clock) next.set(name, Math.max(count, next.get(name) ?? 0));
  }
  return next.set(host, (next.get(host) ?? 0) + 1);
}

function clockText(clock: Clock): string {
  const counts = [...clock].sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${counts.map(([name, count]) => `${JSON.stringify(name)}: ${count}`).join(', ')}}`;
}

function brokenAfter({ broken, moments }: Story, number: number): readonly string[] {
  if (broken === null || number !== moments.length) return [];
  return [`BROKEN ${broken.promise}: ${broken.witness}`];
}
