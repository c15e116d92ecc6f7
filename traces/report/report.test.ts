/** The report shows what the runs have left, and nothing else. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { blockIds } from '../../model/blocks.ts';
import type { CampaignReport } from '../../properties/report/campaign-report.ts';
import { requirements } from '../../properties/report/requirements.ts';
import { readRuns, recordCampaign, recordExploration } from './campaign-data.ts';
import { flows } from './figures.ts';
import { gather } from './gather.ts';
import { reportPage } from './page.ts';
import { summaryJunit, summaryMarkdown } from './summary.ts';

const HOSTILE = '</td><script>alert(1)</script>|`';

function report(broken: boolean): CampaignReport {
  return {
    seed: 7,
    runs: 40,
    steps: 12_345,
    shortestRun: Infinity,
    thereAndBack: 10,
    interrupted: false,
    promises: [
      {
        ...{ id: 'P1', claim: HOSTILE, kind: 'always', runs: 40, steps: 12_345, checked: 98_765 },
        verdict: broken ? 'broken' : 'held',
      },
    ],
    requirements: requirements.map(({ id, sentence }, at) => ({
      ...{ id, sentence, implementedAt: 'x', reached: id === 'F7.144' ? 0 : 1000 + at },
      verdict: 'reached',
    })),
    landmarks: [],
    shortfalls: [],
  };
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'dvipa-report-'));
}

test('every block of the figures has one place, and every way leads from a block to a block', (t) => {
  const drawn = flows.flatMap(({ blocks }) => blocks.map(({ id }) => id));
  t.deepEqual([...drawn].sort(), [...blockIds].sort());
  for (const { figure, blocks, edges } of flows) {
    const ids: readonly string[] = blocks.map(({ id }) => id);
    for (const { from, to } of edges) t.true(ids.includes(from) && ids.includes(to));
    const places = blocks.map(({ column, row }) => `${column} ${row}`);
    t.is(new Set(places).size, places.length, `two blocks of Figure ${figure} share a place`);
    const entered = new Set(edges.map(({ to }) => to));
    t.is(blocks.filter(({ id }) => !entered.has(id)).length, 1, `Figure ${figure} has one start`);
  }
});

test('the counts on the page are those of the run, and what never ran stands out', (t) => {
  const reports = folder();
  recordCampaign('verify', report(false), { scope: 'five stacks', failure: null }, reports);
  const page = reportPage(gather(reports));

  t.true(page.includes('five stacks'));
  t.true(page.includes('12,345 steps'));
  t.true(page.includes('98,765'));
  const at = requirements.findIndex(({ id }) => id === 'F9.204');
  t.regex(page, new RegExp(`F9\\.204: [^<]*, ${(1000 + at).toLocaleString('en')} times`));
  t.regex(page, /<g class="block never"><title>F7\.144:/);
  t.is(page.match(/<g class="block never">/g)?.length, 1);
});

test('what a run says stays text, and the page asks for nothing', (t) => {
  const reports = folder();
  recordCampaign('test', report(true), { scope: HOSTILE, failure: HOSTILE }, reports);
  const gathered = gather(reports);

  const page = reportPage(gathered);
  t.false(page.includes('<script'));
  t.notRegex(page.replaceAll('http://www.w3.org/2000/svg', ''), /https?:|src=|@import/);
  t.false(summaryMarkdown(gathered).includes('<script>alert(1)</script>\\|'));
  const junit = summaryJunit(gathered);
  t.false(junit.includes('<script'));
  t.true(junit.includes('tests="1" failures="1"'));
  t.is(junit.match(/<testcase /g)?.length, 1);
  t.is((junit.match(/<testsuite /g) ?? []).length, (junit.match(/<\/testsuite>/g) ?? []).length);
});

test('a run that ended at a broken promise tells that first, and not what it could not reach', (t) => {
  const reports = folder();
  const cut: CampaignReport = {
    ...report(true),
    requirements: requirements.map(({ id, sentence }, at) => ({
      ...{ id, sentence, implementedAt: 'x', reached: at % 2 },
      verdict: at % 2 === 0 ? 'not reached' : 'reached',
    })),
  };
  recordCampaign('test', report(false), { scope: 'sound', failure: null }, reports);
  recordCampaign('verify', cut, { scope: 'cut', failure: 'BROKEN  P1\ntrace   x' }, reports);
  const page = reportPage(gather(reports));

  const main = page.slice(page.indexOf('<main>'));
  t.regex(main, /^<main>\n<section><h2>Run: verify<\/h2>\n.*\n<pre class="failure">BROKEN {2}P1/);
  t.false(page.includes('was not reached<'));
  t.false(page.includes('<td class="bad">not reached'));
  t.notRegex(page, /class="block never"/);
  t.true(page.includes('<td class="bad">broken'));
  t.regex(page, /<ul class="absent"><li>no explore run has left figures/, 'no failure');
});

test('what is missing, or of another program, is said', (t) => {
  const reports = folder();
  writeFileSync(join(reports, 'verify.campaign.json'), '{"format":"dvipa-campaign/0"}');
  writeFileSync(join(reports, 'test.campaign.json'), '{');
  recordExploration(
    { scope: 'two stacks', verdict: 'holds', states: 992, transitions: 3000, diameter: 20 },
    reports,
  );

  const { runs, missing } = readRuns(reports);
  t.deepEqual(
    runs.map(({ kind }) => kind),
    ['explore'],
  );
  t.is(missing.length, 2);
  t.true(missing.every((what) => what.includes('is not of this version')));
  t.true(readRuns(folder()).missing.some((what) => what.includes('npm run verify')));
});

test('the gallery holds every trace of the corpus, and the mutants are told with who killed them', (t) => {
  const { gallery, mutants } = gather(folder());
  const page = reportPage(gather(folder()));

  for (const { file } of gallery) t.true(page.includes(file));
  const killed = mutants.filter(({ killedBy }) => killedBy !== null);
  t.is(gallery.length, killed.length);
  for (const { name } of killed) t.true(page.includes(`<td>${name}</td>`));
});
