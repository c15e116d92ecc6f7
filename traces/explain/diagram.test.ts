import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readTrace } from '../files.ts';
import { journeysOf } from '../story/journeys.ts';
import { sliceOf } from '../story/slice.ts';
import { tell } from '../story/story.ts';
import { diagramOf, wrap } from './diagram.ts';
import { lanesOf, row } from './lanes.ts';
import { paintFor, plainPaint, type Paint } from './paint.ts';
import { tablesText } from './tables-text.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');

function draw(name: string, folds: boolean, paint: Paint = plainPaint): readonly string[] {
  const story = tell(readTrace(join(corpus, name)));
  const journeys = journeysOf(story);
  const slice = sliceOf(story, journeys);
  return diagramOf(story, journeys, { slice, folds, width: 100, paint });
}

for (const file of readdirSync(corpus)) {
  test(`${file} fits 100 columns, folded and whole, and every step has its row`, (t) => {
    const whole = draw(file, false);
    t.deepEqual(
      [...draw(file, true), ...whole].filter((line) => line.length > 100),
      [],
    );
    const numbered = whole.flatMap((line) => /^ *(\d+) [ ·│●○├┤─►◄✕]/.exec(line)?.[1] ?? []);
    t.deepEqual(
      numbered,
      numbered.map((_, at) => String(at + 1)),
    );
  });
}

test('an arrow goes from the sender to the receiver, past those between', (t) => {
  const lanes = lanesOf(['C1', 'A', 'B'], 30);
  const all = (): boolean => true;

  t.is(row(lanes, all, { from: 'C1', to: 'B', mark: '●' }), '  ├──────────►●   ');
  t.is(row(lanes, all, { from: 'B', to: 'C1', mark: '●' }), '  ●◄──────────┤   ');
  t.is(
    row(lanes, (name) => name !== 'A', null),
    '  │     ·     │   ',
  );
});

test('the backup that resets a connection before its NEWCONN has come', (t) => {
  const lines = draw('E8.trace.json', true);
  const last = lines.slice(lines.findIndex((line) => line.startsWith(' 14 ')));

  t.true(last[0]?.endsWith('MVS1 reads ACK C2:8002>DVA1:60'));
  t.true(last[1]?.endsWith('resets it: NoSuchConnection'));
});

test('folded steps are named, and --all shows them', (t) => {
  const folded = draw('R22.trace.json', true);
  t.true(folded.some((line) => / steps? \d+( to \d+)? folded$/.test(line)));
  t.false(draw('R22.trace.json', false).some((line) => line.endsWith('folded')));
});

test('a message about the connection in question that was ignored is never folded', (t) => {
  const text = draw('PM74276.trace.json', true).join('\n');
  // That it came and changed nothing is what a reader looks for: no table shows it.
  t.regex(text, /TERMCONN C1:8003>DVA1:60 on MVS3 \(sent in 14\)\n.*ignores it: StaleEpoch/);
});

test('words are wrapped, and a word that is longer than the line is cut', (t) => {
  t.deepEqual(wrap('one two three', 8, ''), ['one two', '  three']);
  t.deepEqual(wrap('abcdefghijkl', 8, ''), ['abcdefgh', '  ijkl']);
});

test('colours are for terminals, unless NO_COLOR or FORCE_COLOR say otherwise', (t) => {
  const isColoured = (environment: Record<string, string>, isTerminal: boolean): boolean =>
    paintFor(environment, isTerminal)('x', 'bad') !== 'x';

  t.true(isColoured({}, true));
  t.false(isColoured({}, false));
  t.false(isColoured({ NO_COLOR: '1' }, true));
  t.true(isColoured({ NO_COLOR: '' }, true));
  t.false(isColoured({ NO_COLOR: '1', FORCE_COLOR: '1' }, true));
  t.true(isColoured({ FORCE_COLOR: '1' }, false));
  t.false(isColoured({ FORCE_COLOR: '0' }, true));
  t.false(isColoured({ TERM: 'dumb' }, true));
});

test('the tables of every stack are shown as they stand at a step', (t) => {
  const { moments } = tell(readTrace(join(corpus, 'E8.trace.json')));
  const text = (number: number): string =>
    moments
      .slice(number - 1, number)
      .flatMap(({ after }) => tablesText(after))
      .join('\n');

  t.regex(
    text(6),
    /VCRT +Dest IPaddr +DPort +Src IPaddr +SPort +DestXCF\n +DVA1 +60 +C2 +1001 +MVS1\n +DVA1 +60 +C2 +8002 +MVS2/,
  );
  t.regex(text(6), /VDPT +Dest IPaddr +DPort +DestXCF +RDY +ActiveConn\n +DVA1 +60 +MVS1 +1 +1\n/);
  t.regex(text(8), /^MVS1 is down/);
});
