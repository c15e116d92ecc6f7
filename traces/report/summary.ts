/**
 * The same figures in short, for build servers: Markdown for the summary of a step, and a JUnit report.
 *
 * A promise is a test case; one that broke, or never had anything to judge, has failed.
 */
import { counted, thousands } from '../../properties/report/tables.ts';
import { escape } from '../show/escape.ts';
import type { CampaignData } from './campaign-data.ts';
import type { Gathered } from './gather.ts';

export function summaryMarkdown({ runs, missing, mutants }: Gathered): string {
  const dead = mutants.filter(({ killedBy }) => killedBy !== null).length;
  return [
    '## dvipa',
    '',
    ...runs.flatMap(runMarkdown),
    `${dead} mutants die, ${mutants.length - dead} are equivalent.`,
    ...missing.map((what) => `- ${cell(what)}`),
    '',
  ].join('\n');
}

function runMarkdown({ kind, scope, campaign, exploration, failure }: CampaignData) {
  const lines = [`### ${kind}: ${cell(scope)}`, ''];
  if (campaign !== null) {
    lines.push(
      `${counted(campaign.runs, 'interleaving')}, ${counted(campaign.steps, 'step')}, seed ${campaign.seed}.`,
      '',
      '| promise | claim | judged | verdict |',
      '| --- | --- | ---: | --- |',
      ...campaign.promises.map(
        ({ id, claim, checked, verdict }) =>
          `| ${cell(id)} | ${cell(claim)} | ${thousands(checked)} | ${verdict} |`,
      ),
      '',
      ...campaign.shortfalls.map((shortfall) => `- ${cell(shortfall)}`),
    );
  }
  if (exploration !== null) {
    const { states, transitions, verdict } = exploration;
    lines.push(`${counted(states, 'state')}, ${counted(transitions, 'transition')}: ${verdict}.`);
  }
  if (failure !== null) lines.push('', ...failure.split('\n').map((line) => `    ${line}`));
  return [...lines, ''];
}

/** Nothing in it can end the cell, begin a tag or a link. */
function cell(text: string): string {
  return escape(text)
    .replace(/[\\|`*_[\]]/g, (character) => `\\${character}`)
    .replace(/\s+/g, ' ');
}

export function summaryJunit({ runs }: Gathered): string {
  const suites = runs.flatMap((run) => (run.campaign === null ? [] : [suite(run, run.campaign)]));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

function suite(
  { kind, failure }: CampaignData,
  { promises, shortfalls }: NonNullable<CampaignData['campaign']>,
): string {
  const cases = promises.map(({ id, claim, verdict }) => {
    const name = `classname="dvipa.${kind}" name="${xml(`${id} ${claim}`)}"`;
    if (verdict === 'held') return `    <testcase ${name}/>`;
    const text = verdict === 'broken' ? (failure ?? '') : 'it never had anything to judge';
    return `    <testcase ${name}><failure message="${verdict}">${xml(text)}</failure></testcase>`;
  });
  const short = shortfalls.map(
    (shortfall) =>
      `    <testcase classname="dvipa.${kind}" name="${xml(shortfall)}"><failure message="inconclusive"/></testcase>`,
  );
  const all = [...cases, ...short];
  const failed = all.filter((one) => one.includes('<failure')).length;
  return `  <testsuite name="dvipa ${kind}" tests="${all.length}" failures="${failed}">\n${all.join('\n')}\n  </testsuite>`;
}

/** Escaped, and without the characters that XML cannot hold at all. */
function xml(text: string): string {
  return escape(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '�'));
}
