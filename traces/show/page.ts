/**
 * The page of one trace: one HTML file with everything in it, that asks nothing of any network.
 */
import { readFileSync } from 'node:fs';
import { counted } from '../../properties/report/tables.ts';
import { judgeNamed } from '../../properties/report/failure-block.ts';
import { clusterNamed } from '../../properties/assumptions/all.ts';
import { journeysOf } from '../story/journeys.ts';
import { sliceOf } from '../story/slice.ts';
import { titleOf, type Story } from '../story/story.ts';
import { heldSentence } from '../verdict.ts';
import { diagramSvg, dvipaInQuestion, namesSvg } from './diagram-svg.ts';
import { escape, jsonForScript } from './escape.ts';
import { pageData, type PageData } from './page-data.ts';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** `file` is the trace's name, for the commands that the page tells. Throws when the trace names no cluster. */
export function pageOf(story: Story, file: string): string {
  const journeys = journeysOf(story);
  const slice = sliceOf(story, journeys);
  const cluster = clusterNamed(story.cluster === 'the implementation' ? null : story.trace.mutant);
  if (cluster === undefined) throw new Error(`there is no ${story.cluster}`);
  const data = pageData(story, journeys, slice, cluster.step);
  const steps = story.moments.length;
  const label = `Sequence diagram of ${counted(steps, 'step')}; the arrow keys step through it.`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">`,
    '<link rel="icon" href="data:,">',
    `<title>${escape(titleOf(story))}</title>`,
    `<style>${read('./diagram.css')}${read('./page.css')}</style>`,
    '</head>',
    '<body>',
    head(story, file),
    '<main>',
    `<section class="picture" aria-label="Sequence diagram" tabindex="0">${namesSvg(story)}${diagramSvg(story, journeys, slice, label)}</section>`,
    side(data),
    '</main>',
    asText(data),
    `<script type="application/json" id="data">${jsonForScript(data)}</script>`,
    `<script>${read('./page.js')}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** The sequence diagram alone, with the colours of the page: a picture for documents. */
export function pictureOf(story: Story): string {
  const journeys = journeysOf(story);
  const every = new Set(story.moments.map(({ number }) => number));
  return `${diagramSvg(story, journeys, every, story.trace.title, read('./diagram.css'))}\n`;
}

const GREYS =
  '<label><input type="checkbox" id="slice" checked> grey what the violation does not depend on</label>';

function head(story: Story, file: string): string {
  const { trace, cluster, broken } = story;
  const claim = judgeNamed(broken?.promise ?? '')?.claim ?? '';
  const verdict =
    broken === null
      ? `<p class="held">${escape(heldSentence(story.judges, story.moments.length))}</p>`
      : `<p class="claim"><strong>${escape(broken.promise)}</strong> ${escape(claim)}</p><p class="witness"><span>Broken, because</span> ${linked(broken.witness, story)}</p>`;
  return [
    '<header>',
    `<h1>${escape(titleOf(story))}</h1>`,
    `<p class="sub">Replayed on ${escape(cluster)} · ${counted(trace.topology.profiles.length, 'stack')} · start ${escape(trace.start)} · <code>npx dvipa explain ${escape(file)}</code></p>`,
    verdict,
    '<div class="tools">',
    '<div class="walk" role="group" aria-label="Steps">',
    '<button id="first" title="First (Home)">|◀<span class="sr">First step</span></button>',
    '<button id="back" title="Back (←)">◀<span class="sr">Back</span></button>',
    '<output id="where"></output>',
    '<button id="next" title="Next (→)">▶<span class="sr">Next</span></button>',
    '<button id="last" title="Last (End)">▶|<span class="sr">Last step</span></button>',
    '</div>',
    ...(broken === null ? [] : [GREYS]),
    '<button id="theme" type="button">light or dark</button>',
    '</div>',
    `<p class="legend">Bars, for ${escape(dvipaInQuestion(story))}: <i class="owner"></i> owner <i class="rebuilding"></i> rebuilding <i class="moving"></i> moving. ○ waits in the input queue. A slanted arrow was under way meanwhile.</p>`,
    '</header>',
  ].join('\n');
}

/** The stacks and clients that a witness names, marked: there it is to be seen. */
function linked(witness: string, { start }: Story): string {
  const names = new Set([...Object.keys(start.stacks), ...Object.keys(start.clients)]);
  return witness
    .split(/([A-Za-z0-9]+)/)
    .map((word) => (names.has(word) ? `<mark>${escape(word)}</mark>` : escape(word)))
    .join('');
}

function side({ whyNot }: PageData): string {
  const options = whyNot.map(
    ({ action }, at) => `<option value="${at}">${escape(action)}</option>`,
  );
  return [
    '<section class="side" aria-label="The chosen step">',
    '<div id="step" aria-live="polite"></div>',
    '<h3>Under way</h3><ul id="waiting"></ul>',
    '<h3>Stacks</h3><div id="panels"></div>',
    '<h3><label for="action">Why not here</label></h3>',
    `<select id="action"><option value="">choose an action</option>${options.join('')}</select>`,
    '<p id="why" aria-live="polite"></p>',
    '</section>',
  ].join('\n');
}

/** For printers and for those who would rather read. */
function asText({ steps }: PageData): string {
  const items = steps.map(({ lines }) => {
    const [first, ...rest] = lines.map(({ text }) => escape(text));
    return `<li>${first ?? ''}${rest.map((line) => `<br>${line}`).join('')}</li>`;
  });
  return `<details class="text"><summary>All steps as text</summary><ol>${items.join('')}</ol></details>`;
}
