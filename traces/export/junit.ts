/**
 * A story as a JUnit report, for the lists of test results that build servers keep: one case for every promise, a
 * failure with its witness and the steps that led to it.
 *
 * Left out: times, which would make two reports of one story differ.
 */
import { linesOf } from '../explain/telling.ts';
import { escape } from '../show/escape.ts';
import { journeysOf } from '../story/journeys.ts';
import type { Story } from '../story/story.ts';

export function junitOf(story: Story): string {
  const { trace, cluster, broken, moments } = story;
  const cases = casesOf(story);
  const counts = {
    tests: cases.length,
    failures: cases.filter(({ is }) => is === 'broken').length,
    errors: 0,
    skipped: cases.filter(({ is }) => is === 'not judged').length,
  };
  const properties = { cluster, steps: moments.length, seed: trace.seed ?? 'none' };
  const failure =
    broken === null
      ? ''
      : element('failure', { message: broken.witness, type: broken.promise }, stepsOf(story));
  const skipped = element('skipped', {
    message: 'it had nothing to judge, or another broke before',
  });
  const results = { kept: '', broken: failure, 'not judged': skipped } as const;
  const classname = `dvipa.${trace.mutant ?? 'implementation'}`;
  const lines = [
    '  <testsuite' + attributes({ name: trace.title, ...counts }) + '>',
    '    <properties>',
    ...Object.entries(properties).map(
      ([name, value]) => `      ${element('property', { name, value })}`,
    ),
    '    </properties>',
    ...cases.map(({ id, claim, is }) => {
      return `    ${element('testcase', { classname, name: `${id} ${claim}` }, results[is])}`;
    }),
    '  </testsuite>',
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${lines.join('\n')}\n</testsuites>\n`;
}

interface Case {
  readonly id: string;
  readonly claim: string;
  readonly is: 'kept' | 'broken' | 'not judged';
}

/** A promise that had nothing to judge, or whose turn never came, is neither kept nor broken. */
function casesOf({ judges, checked, broken }: Story): readonly Case[] {
  const cases = new Map<string, Case>();
  for (const { id, claim } of [...judges.always, ...judges.eventually]) {
    const isJudged = (checked.get(id) ?? 0) > 0;
    const is = broken?.promise === id ? 'broken' : isJudged ? 'kept' : 'not judged';
    if (!cases.has(id)) cases.set(id, { id, claim, is });
  }
  return [...cases.values()].sort((one, other) =>
    one.id.localeCompare(other.id, 'en', { numeric: true }),
  );
}

function stepsOf(story: Story): string {
  const journeys = journeysOf(story);
  const steps = story.moments.map((moment) => {
    const [headline] = linesOf(moment, journeys, false);
    return `${moment.number}. ${headline?.text ?? ''}\n`;
  });
  return escape(`\n${steps.join('')}`);
}

/** `content` is markup already. */
function element(
  name: string,
  values: Readonly<Record<string, string | number>>,
  content = '',
): string {
  const head = `<${name}${attributes(values)}`;
  return content === '' ? `${head}/>` : `${head}>${content}</${name}>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join('');
}
