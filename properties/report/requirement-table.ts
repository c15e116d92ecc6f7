/**
 * The requirement table of the README: where each id stands in the model, in the implementation and in the
 * tests, and how often a campaign reached it.
 */
import type { RequirementLine } from './campaign-report.ts';
import { modelledAt, testedAt } from './implemented-at.ts';

const BEGIN = '<!-- requirements: written by `npm run requirements -- --write` -->';
const END = '<!-- requirements end -->';

/** Line numbers change with every edit above them: the table names the file. */
function fileOf(place: string): string {
  return place.replace(/:\d+$/, '');
}

export interface Unplaced {
  readonly id: string;
  readonly lacks: 'a place in impl/' | 'a test';
}

/** Ids that no file of impl/ executes or cites, or that no test names. */
export function unplaced(lines: readonly RequirementLine[]): readonly Unplaced[] {
  const tests = testedAt(lines.map(({ id }) => id));
  return lines.flatMap(({ id, implementedAt }): Unplaced[] => [
    ...(implementedAt === '' ? [{ id, lacks: 'a place in impl/' } as const] : []),
    ...(tests.get(id) === '' ? [{ id, lacks: 'a test' } as const] : []),
  ]);
}

/** Markdown, one row per id; what the model leaves to the implementation has a dash. */
export function renderRequirements(lines: readonly RequirementLine[]): string {
  const ids = lines.map(({ id }) => id);
  const models = modelledAt(ids);
  const tests = testedAt(ids);
  const rows = lines.map(({ id, sentence, implementedAt, reached }) => {
    const cells = [models.get(id) ?? '', implementedAt, tests.get(id) ?? ''].map((place) =>
      place === '' ? '–' : `\`${fileOf(place)}\``,
    );
    return `| ${id} | ${sentence} | ${cells.join(' | ')} | ${reached.toLocaleString('en-US')} |`;
  });
  return [
    '| id | what | model | implementation | test | reached |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** A README with the table renewed; throws when it lacks the markers. */
export function withRequirements(readme: string, block: string): string {
  const from = readme.indexOf(BEGIN);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) throw new Error(`README.md lacks ${BEGIN} … ${END}`);
  return `${readme.slice(0, from)}${BEGIN}\n\n${block}\n\n${readme.slice(to)}`;
}
