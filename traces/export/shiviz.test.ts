/**
 * The log for ShiViz, read as ShiViz reads it: by the expression on its first line, and with its rules for clocks.
 */
import test from 'ava';
import { tell } from '../story/story.ts';
import { shivizOf } from './shiviz.ts';
import { e8, examples } from './testing/stories.ts';

interface Event {
  readonly step: string;
  readonly event: string;
  readonly host: string;
  readonly clock: Readonly<Record<string, number>>;
}

/** All events of a log; what the expression does not read is left over. */
function read(log: string): { readonly events: readonly Event[]; readonly rest: string } {
  const [parser = '', delimiter = 'none', ...lines] = log.split('\n');
  if (delimiter !== '') throw new Error(`the second line is ${delimiter}`);
  const body = lines.join('\n');
  const expression = new RegExp(parser, 'g');
  const events = [...body.matchAll(expression)].map(({ groups }): Event => {
    const { step = '', event = '', host = '', clock = '' } = groups ?? {};
    return { step, event, host, clock: JSON.parse(clock) as Event['clock'] };
  });
  return { events, rest: body.replaceAll(expression, '').trim() };
}

/** Has the one event happened before the other, as their clocks say? */
function isBefore(one: Event, other: Event): boolean {
  return (one.clock[one.host] ?? 0) <= (other.clock[one.host] ?? 0);
}

for (const { name, story: told } of examples) {
  test(`${name}: every host counts from one, and no clock counts what has not happened`, (t) => {
    const story = told();
    const { events, rest } = read(shivizOf(story));

    t.is(rest, '');
    t.deepEqual(
      events.map(({ step }) => Number(step)),
      story.moments.map(({ number }) => number),
    );
    const counted: Record<string, number> = {};
    for (const { host, clock } of events) {
      counted[host] = (counted[host] ?? 0) + 1;
      t.is(clock[host], counted[host]);
      for (const [name, count] of Object.entries(clock)) t.true(count <= (counted[name] ?? 0));
    }
  });
}

test('what was received has happened after what was sent, and what nobody has told is concurrent', (t) => {
  const { events } = read(shivizOf(tell(e8)));
  const at = (step: number): Event => {
    const found = events[step - 1];
    if (found === undefined) throw new Error(`there is no step ${step}`);
    return found;
  };
  // A SYN: the client, the router, the queue of the owner, XCF, the target, the answer at the client.
  t.deepEqual(
    [4, 5, 6, 7, 11].map((step) => at(step).host),
    ['C2', 'R2', 'MVS1', 'MVS2', 'C2'],
  );
  for (const [sent, received] of [
    [4, 5],
    [5, 6],
    [6, 7],
    [7, 11],
    [8, 10],
  ] as const) {
    t.true(isBefore(at(sent), at(received)), `${sent} before ${received}`);
    t.false(isBefore(at(received), at(sent)));
  }
  // The target accepts while the owner dies: neither knows of the other.
  t.false(isBefore(at(7), at(8)));
  t.false(isBefore(at(8), at(7)));
  t.regex(events.at(-1)?.event ?? '', /; BROKEN P2: MVS1 answered /);
});
