/**
 * The report of a campaign: one page for reviewers, with everything in it, that asks nothing of any network.
 */
import { readFileSync } from 'node:fs';
import { requirements } from '../../properties/report/requirements.ts';
import { endedEarly } from '../../properties/report/campaign-report.ts';
import { counted, thousands } from '../../properties/report/tables.ts';
import { percent } from '../../properties/report/wilson.ts';
import { escape } from '../show/escape.ts';
import type { CampaignData } from './campaign-data.ts';
import { flows } from './figures.ts';
import { flowSvg, type BlockCount } from './flow-svg.ts';
import type { Gathered } from './gather.ts';
import { stripSvg } from './strip-svg.ts';

const style = readFileSync(new URL('./report.css', import.meta.url), 'utf8');

export function reportPage(gathered: Gathered): string {
  const { runs, missing } = gathered;
  const campaign = runs.find((run) => run.campaign !== null);
  // What broke comes first, whichever run found it.
  const inOrder = [...runs].sort((one, other) => rankOf(one) - rankOf(other));
  const sections = [
    ...inOrder.map(runSection),
    figuresSection(campaign),
    landmarksSection(campaign),
    requirementsSection(campaign),
    mutantsSection(gathered),
    coverageSection(gathered),
    gallerySection(gathered),
  ];
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    '<link rel="icon" href="data:,">',
    '<title>dvipa: what was checked, and what came of it</title>',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<header><h1>dvipa: what was checked, and what came of it</h1>',
    `<nav aria-label="Parts">${NAV}</nav>`,
    list('absent', missing),
    '</header>',
    '<main>',
    ...sections,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function rankOf({ failure, exploration }: CampaignData): number {
  return failure !== null || exploration?.verdict === 'broken' ? 0 : 1;
}

const NAV = [
  ['figures', 'Figures 5 to 12'],
  ['landmarks', 'Landmarks'],
  ['requirements', 'Requirements'],
  ['mutants', 'Mutants'],
  ['coverage', 'Coverage'],
  ['gallery', 'Counterexamples'],
]
  .map(([id, name]) => `<a href="#${id}">${name}</a>`)
  .join(' ');

type Cell = string | { readonly text: string; readonly kind: string };

function tableOf(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (content: Cell): string =>
    typeof content === 'string'
      ? `<td>${escape(content)}</td>`
      : `<td class="${content.kind}">${escape(content.text)}</td>`;
  return [
    '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>',
    `<thead><tr>${heads.map((head) => `<th scope="col">${escape(head)}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}</tbody>`,
    '</table></div>',
  ].join('');
}

const number = (value: number): Cell => ({ text: thousands(value), kind: 'number' });

/** Of a run that ended at a broken promise, what it has not seen is neither good nor bad. */
function verdictIn(run: CampaignData | undefined, text: string): Cell {
  const campaign = run?.campaign ?? null;
  const isOpen = campaign !== null && text !== 'broken' && endedEarly(campaign);
  const found = verdict(text);
  return isOpen && typeof found !== 'string' && found.kind === 'bad'
    ? { text, kind: 'neutral' }
    : found;
}

function verdict(text: string): Cell {
  const isGood = ['held', 'reached', 'seen', 'holds'].includes(text);
  const isBad = ['broken', 'not reached', 'not seen', 'too rare', 'never judged'].includes(text);
  return { text, kind: isGood ? 'good' : isBad ? 'bad' : 'neutral' };
}

function runSection(run: CampaignData): string {
  const { kind, scope, campaign, exploration, failure, dvipa, node, at } = run;
  const when = `<p class="soft">${escape(scope)} · dvipa ${escape(dvipa)} on Node ${escape(node)}, ${escape(at)}</p>`;
  const parts = [`<section><h2>Run: ${escape(kind)}</h2>`, when];
  // First of all, what broke.
  if (failure !== null) parts.push(`<pre class="failure">${escape(failure)}</pre>`);
  if (campaign !== null) {
    const { runs, steps, promises, thereAndBack, seed, shortfalls } = campaign;
    parts.push(
      `<p>${counted(runs, 'interleaving')}, ${counted(steps, 'step')}, seed ${seed}; ${percent(thereAndBack / Math.max(runs, 1))} with a takeover and a takeback.</p>`,
      endedEarly(campaign) ? `<p class="soft">${ENDED}</p>` : list('missing', shortfalls),
      tableOf(
        ['promise', 'claim', 'judged', 'things judged', 'verdict'],
        promises.map(({ id, claim, kind: when_, checked, verdict: came }) => [
          ...[id, claim, when_],
          ...[number(checked), verdictIn(run, came)],
        ]),
      ),
    );
  }
  if (exploration !== null) {
    const { verdict: came, states, transitions, diameter } = exploration;
    parts.push(
      tableOf(
        ['states', 'transitions', 'diameter', 'verdict'],
        [[number(states), number(transitions), String(diameter ?? '–'), verdict(came)]],
      ),
    );
  }
  return `${parts.join('\n')}</section>`;
}

const ENDED = 'It ended at the broken promise: what was not reached or seen by then says nothing.';

/** Nothing at all where there is nothing to list. */
function list(kind: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `<ul class="${kind}">${lines.map((line) => `<li>${escape(line)}</li>`).join('')}</ul>`;
}

function from(campaign: CampaignData | undefined): string {
  return campaign === undefined
    ? '<p class="soft">No campaign has left figures yet.</p>'
    : `<p class="soft">Counts of the ${escape(campaign.kind)} run above.</p>`;
}

function figuresSection(run: CampaignData | undefined): string {
  // What the profiles cannot reach, or a run that ended early has not, is neither red nor green.
  const { campaign = null } = run ?? {};
  const isEarly = campaign !== null && endedEarly(campaign);
  const isOpen = (came: string): boolean => isEarly && came === 'not reached';
  const reached = new Map(
    campaign?.requirements
      .filter(({ verdict: came }) => came !== 'not applicable' && !isOpen(came))
      .map((line) => [line.id, line.reached]),
  );
  const sentences = new Map(requirements.map(({ id, sentence }) => [id, sentence]));
  const countOf = (id: string): BlockCount => ({
    sentence: sentences.get(id) ?? '',
    reached: reached.get(id) ?? null,
  });
  const most = Math.max(1, ...reached.values());
  const figures = flows.map(
    (flow) =>
      `<figure><figcaption>Figure ${flow.figure}. ${escape(flow.title)}</figcaption><div class="wide" tabindex="0" role="group" aria-label="Figure ${flow.figure}">${flowSvg(flow, countOf, most)}</div></figure>`,
  );
  return `<section id="figures"><h2>Figures 5 to 12, and how often each block ran</h2>${from(run)}<div class="figures">${figures.join('\n')}</div></section>`;
}

function landmarksSection(run: CampaignData | undefined): string {
  const lines = run?.campaign?.landmarks ?? [];
  const rows = lines.map(({ id, sentence, runs, low, high, least, verdict: came }) => [
    ...[id, sentence, number(runs)],
    ...[`${percent(low)} to ${percent(high)}`, percent(least), verdictIn(run, came)],
  ]);
  const heads = ['landmark', 'what', 'runs', 'share (95 %)', 'at least', 'verdict'];
  return `<section id="landmarks"><h2>Landmarks</h2>${from(run)}${tableOf(heads, rows)}</section>`;
}

function requirementsSection(run: CampaignData | undefined): string {
  const rows = (run?.campaign?.requirements ?? []).map((line) => [
    ...[line.id, line.sentence, line.implementedAt],
    ...[number(line.reached), verdictIn(run, line.verdict)],
  ]);
  const heads = ['id', 'what', 'implemented', 'reached', 'verdict'];
  return `<section id="requirements"><h2>Requirements</h2>${from(run)}${tableOf(heads, rows)}</section>`;
}

function mutantsSection({ mutants, matrix }: Gathered): string {
  const dead = mutants.filter(({ killedBy }) => killedBy !== null);
  const rows = mutants.map(({ name, takesAway, cites, killedBy, scope, length, reason }) => [
    ...[name, reason === '' ? takesAway : `${takesAway} (${reason})`, cites.join(' ')],
    killedBy === null ? verdict('equivalent') : { text: killedBy, kind: 'good' },
    ...[scope, length],
  ]);
  const heads = [
    'mutant',
    'what was taken away',
    'cites',
    'killed by',
    'scope',
    'shrunk (shortest)',
  ];
  return [
    '<section id="mutants"><h2>Mutants, and who killed them</h2>',
    `<p>${dead.length} wrong protocols die; ${mutants.length - dead.length} are equivalent, and say why. Found by <code>npm run mutants -- --write</code>.</p>`,
    tableOf(heads, rows),
    `<details><summary>Which promise notices which mutant</summary><div class="wide">${matrix}</div></details></section>`,
  ].join('\n');
}

function coverageSection({ coverage }: Gathered): string {
  const rows = coverage.map(({ what, lines, branches }) => [
    ...[what, `${lines.toFixed(1)} %`, `${branches.toFixed(1)} %`],
  ]);
  return [
    '<section id="coverage"><h2>Coverage of the code</h2>',
    '<p class="soft">What c8 saw in the last <code>npm test</code>; files with everything covered are left out. The coverage of the protocol is the figures above.</p>',
    tableOf(['file', 'lines', 'branches'], rows),
    '</section>',
  ].join('\n');
}

function gallerySection({ gallery }: Gathered): string {
  const cards = gallery.map(({ file, title, promise, witness, actions, page }) =>
    [
      `<article><h3>${escape(title)}</h3>`,
      stripSvg(actions),
      `<p><strong>${escape(promise)}</strong> ${escape(witness)}</p>`,
      page === null
        ? `<p><code>npx dvipa show ${escape(file)}</code></p>`
        : `<p><a href="${escape(page)}">step through it</a></p>`,
      '</article>',
    ].join(''),
  );
  return `<section id="gallery"><h2>Counterexamples</h2><p class="soft">The corpus, replayed first in every <code>npm test</code>. A mark per action: <i class="k-fault"></i> failure, start or loss, <i class="k-message"></i> XCF message, <i class="k-packet"></i> packet, <i class="k-use"></i> applications and clients, <i class="k-other"></i> other.</p><div class="cards">${cards.join('\n')}</div></section>`;
}
