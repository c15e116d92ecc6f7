/**
 * A story as an SVG sequence diagram: a lifeline per client and stack, a row per step. An arrow goes from the row in
 * which something was sent to the row in which it came: what is slanted was under way meanwhile.
 *
 * A bar on a lifeline says what the stack is to the DVIPA in question. Classes only: the colours are the page's.
 */
import { describeAction } from '../../properties/harness/describe.ts';
import { actorNow, type Hop, type Journeys } from '../story/journeys.ts';
import type { Cargo } from '../story/labels.ts';
import type { Moment, Story } from '../story/story.ts';
import { escape } from './escape.ts';

const ROW = 34;
const TOP = 24;
const LEFT = 52;

/** What was under way for more steps than this is shown where it came, with the step that sent it. */
const LONGEST = 9;

interface Geometry {
  readonly names: readonly string[];
  readonly gap: number;
}

/** The names over the lifelines, as a strip of its own: it stays in sight while the diagram scrolls. */
export function namesSvg(story: Story): string {
  const geometry = geometryOf(story);
  const width = widthOf(geometry);
  return [
    `<svg class="diagram names" viewBox="0 0 ${width} 40" width="${width}" height="40" aria-hidden="true" xmlns="http://www.w3.org/2000/svg">`,
    ...heads(geometry, 25),
    '</svg>',
  ].join('');
}

function geometryOf({ start }: Story): Geometry {
  const names = [...Object.keys(start.clients), ...Object.keys(start.stacks)];
  return { names, gap: names.length > 7 ? 96 : 116 };
}

function widthOf({ names, gap }: Geometry): number {
  return LEFT + names.length * gap + 40;
}

/** The diagram without its names; `style` goes into it where no page has one. */
export function diagramSvg(
  story: Story,
  journeys: Journeys,
  slice: ReadonlySet<number>,
  label: string,
  style: string | null = null,
): string {
  const { moments } = story;
  const geometry = geometryOf(story);
  const { names } = geometry;
  const width = widthOf(geometry);
  const height = yOf(moments.length) + 44;
  const top = style === null ? 0 : -40;
  return [
    `<svg class="diagram" viewBox="0 ${top} ${width} ${height - top}" width="${width}" height="${height - top}" role="img" aria-label="${escape(label)}" xmlns="http://www.w3.org/2000/svg">`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>',
    ...(style === null ? [] : [`<style>${style}</style>`, ...heads(geometry, -12)]),
    ...moments.map((moment) => band(moment, geometry, story)),
    ...names.flatMap((name) => lifeline(name, story, geometry)),
    ...moments.map((moment) =>
      renderStep(moment, journeys, geometry, slice.has(moment.number), story),
    ),
    ...leftUnderWay(story, journeys, geometry),
    '</svg>',
  ].join('\n');
}

function yOf(number: number): number {
  return TOP + number * ROW;
}

function xOf(name: string, { names, gap }: Geometry): number {
  return LEFT + names.indexOf(name) * gap + gap / 2;
}

function heads(geometry: Geometry, y: number): readonly string[] {
  return geometry.names.map(
    (name) =>
      `<text class="name" x="${xOf(name, geometry)}" y="${y}" text-anchor="middle">${escape(name)}</text>`,
  );
}

/** The runs of steps in which something stays the same. */
function runs<T>(values: readonly T[]): readonly { value: T; from: number; to: number }[] {
  const found: { value: T; from: number; to: number }[] = [];
  for (const [at, value] of values.entries()) {
    const open = found.at(-1);
    if (open?.value === value) open.to = at;
    else found.push({ value, from: at, to: at });
  }
  return found;
}

function lifeline(name: string, story: Story, geometry: Geometry): readonly string[] {
  const { start, moments } = story;
  const states = [start, ...moments.map(({ after }) => after)];
  const x = xOf(name, geometry);
  const line = (kind: string, from: number, to: number): string =>
    `<line class="${kind}" x1="${x}" x2="${x}" y1="${yOf(from) - (from === 0 ? 14 : 0)}" y2="${Math.min(yOf(to + 1), yOf(moments.length) + 20)}"/>`;
  const isUp = states.map(
    ({ clients, stacks }) => name in clients || (stacks[name] ?? null) !== null,
  );
  const dvipa = dvipaInQuestion(story);
  const roles = states.map(
    ({ stacks }) => stacks[name]?.distribution.vipas[dvipa]?.role.is ?? 'none',
  );
  return [
    ...runs(isUp).map(({ value, from, to }) => line(value ? 'life' : 'down', from, to)),
    ...runs(roles)
      .filter(({ value }) => value !== 'none')
      .map(({ value, from, to }) => line(`role ${value}`, from, to)),
  ];
}

/** The DVIPA that the witness names, or else the first. */
export function dvipaInQuestion({ broken, trace }: Story): string {
  const dvipas = trace.topology.profiles.flatMap(({ defines, backups, ranges }) => [
    ...defines.map(({ dvipa }) => dvipa),
    ...backups.map(({ dvipa }) => dvipa),
    ...ranges.map(({ address }) => address),
  ]);
  const words = (broken?.witness ?? '').split(/[^A-Za-z0-9.]+/);
  return dvipas.find((dvipa) => words.includes(dvipa)) ?? dvipas[0] ?? '';
}

function isBreaking({ number }: Moment, { broken, moments }: Story): boolean {
  return broken !== null && number === moments.length;
}

/** Behind everything else: what marks a step as chosen, or as the one that broke the promise. */
function band(moment: Moment, { names, gap }: Geometry, story: Story): string {
  const kinds = isBreaking(moment, story) ? 'band breaks' : 'band';
  const width = LEFT + names.length * gap + 36;
  const y = yOf(moment.number) - ROW / 2;
  return `<rect class="${kinds}" data-step="${moment.number}" x="2" y="${y}" width="${width}" height="${ROW}" rx="5"/>`;
}

function renderStep(
  moment: Moment,
  journeys: Journeys,
  geometry: Geometry,
  isInSlice: boolean,
  story: Story,
): string {
  const { number, phase } = moment;
  const y = yOf(number);
  const kinds = ['step', ...(isInSlice ? [] : ['aside'])];
  if (isBreaking(moment, story)) kinds.push('breaks');
  const width = LEFT + geometry.names.length * geometry.gap + 36;
  const isFirst = phase !== 'recorded' && story.moments[number - 2]?.phase !== phase;
  return [
    `<g class="${kinds.join(' ')}" id="row-${number}" data-step="${number}">`,
    `<title>${number}. ${escape(describeAction(moment.action))}</title>`,
    `<text class="number" x="${LEFT - 16}" y="${y + 4}" text-anchor="end">${number}</text>`,
    ...(isFirst
      ? [`<line class="phase" x1="${LEFT}" x2="${width}" y1="${y - ROW / 2}" y2="${y - ROW / 2}"/>`]
      : []),
    drawing(moment, journeys.hopOf(number), geometry),
    '</g>',
  ].join('');
}

function drawing(moment: Moment, hop: Hop | null, geometry: Geometry): string {
  const y = yOf(moment.number);
  const actor = actorNow(moment);
  const isKnown = (name: string | null): name is string =>
    name !== null && geometry.names.includes(name);
  if (hop !== null && isKnown(hop.from) && isKnown(hop.to)) {
    return arrow(hop, hop.from, hop.to, geometry);
  }
  const at = [actor, hop?.to ?? null, hop?.from ?? null].find(isKnown);
  const text = shortText(moment, hop);
  if (at === undefined) {
    return `<text class="note" x="${LEFT + 4}" y="${y + 4}">${escape(describeAction(moment.action))}</text>`;
  }
  const x = xOf(at, geometry);
  const isCross = moment.action.do === 'CrashStack' || hop?.fate === 'lost';
  const mark = isCross
    ? `<path class="cross" d="M${x - 6} ${y - 6}l12 12M${x + 6} ${y - 6}l-12 12"/>`
    : `<circle class="dot" cx="${x}" cy="${y}" r="4.5"/>`;
  const isLast = geometry.names.indexOf(at) === geometry.names.length - 1;
  const anchor = isLast && geometry.names.length > 1 ? 'end' : 'start';
  const side = anchor === 'end' ? x - 11 : x + 11;
  return `${mark}<text class="text" x="${side}" y="${y + 4}" text-anchor="${anchor}">${escape(text)}</text>`;
}

function arrow(hop: Hop, from: string, to: string, geometry: Geometry): string {
  const [x1, x2] = [xOf(from, geometry), xOf(to, geometry)];
  const [y1, y2] = [yOf(Math.max(hop.left, 0)), yOf(hop.came)];
  const side = x1 < x2 ? -1 : 1;
  const isLong = hop.came - hop.left > LONGEST;
  const waits = hop.fate === 'queued';
  const end = x2 + side * (waits ? 7 : 2);
  const mark = waits
    ? `<circle class="waits" cx="${x2}" cy="${y2}" r="4.5"/>`
    : `<circle class="dot" cx="${x2}" cy="${y2}" r="3"/>`;
  const anchor = side < 0 ? 'end' : 'start';
  const [xs, ys] = isLong ? [x2 + side * geometry.gap * 0.45, y2 - ROW * 0.4] : [x1, y1];
  const since = isLong ? ` (since ${hop.left})` : '';
  return [
    `<line class="arrow ${hop.cargo.kind}" x1="${xs}" y1="${ys}" x2="${end}" y2="${y2}" marker-end="url(#head)"/>`,
    mark,
    `<text class="text" x="${x2 + side * 14}" y="${y2 + 13}" text-anchor="${anchor}">${escape(shortCargo(hop.cargo) + since)}</text>`,
  ].join('');
}

/** Two words at most: the rest stands in the panel. */
function shortText({ action, happenings }: Moment, hop: Hop | null): string {
  if (hop?.fate === 'read' && happenings.some(({ output }) => output.type === 'Reset')) {
    return `resets ${shortCargo(hop.cargo)}`;
  }
  if (hop?.fate === 'read') return `reads ${shortCargo(hop.cargo)}`;
  if (hop?.fate === 'lost') return `${shortCargo(hop.cargo)} lost`;
  if (hop?.fate === 'doubled') return `${shortCargo(hop.cargo)} doubled`;
  if (hop !== null) return shortCargo(hop.cargo);
  switch (action.do) {
    case 'StartStack':
      return 'starts';
    case 'CrashStack':
      return 'crashes';
    case 'Bind':
      return `listens on ${action.port}`;
    case 'Unbind':
      return `closes ${action.port}`;
    case 'Connect':
    case 'ConnectOut':
      return 'connects';
    case 'Tcp':
      return action.deed;
    case 'ChangeProfile':
      return 'new profile';
    case 'SetWeights':
      return 'weights';
    case 'InjectMessage':
      return `bad ${action.body.type}`;
    default:
      return describeAction(action);
  }
}

function shortCargo(cargo: Cargo): string {
  if (cargo.kind === 'packet') return cargo.packet.kind;
  if (cargo.kind === 'notice') {
    const { type, member } = cargo.notice;
    return `${member.stack} ${type === 'MemberJoined' ? 'joined' : 'left'}`;
  }
  const { body } = cargo.envelope;
  return 'packet' in body ? `${body.packet.kind} ${body.type}` : body.type;
}

/** What never arrived, as stubs that end in the open. */
function leftUnderWay(
  { moments }: Story,
  journeys: Journeys,
  geometry: Geometry,
): readonly string[] {
  const last = moments.length;
  return journeys.waitingAfter(last).flatMap(({ cargo, left }) => {
    if (cargo.kind !== 'message') return [];
    const { from, to } = cargo.envelope;
    const known = geometry.names;
    if (!known.includes(from.stack) || !known.includes(to.stack)) return [];
    const [x1, x2] = [xOf(from.stack, geometry), xOf(to.stack, geometry)];
    const end = x1 + Math.sign(x2 - x1) * 34;
    return [
      `<g class="waiting"><title>${escape(shortCargo(cargo))} to ${escape(to.stack)}, still under way</title><line class="stub" x1="${x1}" y1="${yOf(left)}" x2="${end}" y2="${yOf(left) + 12}"/></g>`,
    ];
  });
}
