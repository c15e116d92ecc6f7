/**
 * Everything that the report shows, read from where it lies: the last runs, the mutants, the corpus, the coverage.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { mutants } from '../../properties/mutants/all.ts';
import { isProved, readKnown } from '../../properties/mutants/known.ts';
import type { Action } from '../../impl/actions.types.ts';
import { readTrace } from '../files.ts';
import { readRuns, REPORTS, type CampaignData } from './campaign-data.ts';

const root = join(import.meta.dirname, '..', '..');

export interface MutantLine {
  readonly name: string;
  readonly takesAway: string;
  readonly cites: readonly string[];
  /** Null for an equivalent, whose reason is told instead. */
  readonly killedBy: string | null;
  readonly scope: string;
  readonly length: string;
  readonly reason: string;
}

export interface GalleryEntry {
  readonly file: string;
  readonly title: string;
  readonly promise: string;
  readonly witness: string;
  readonly actions: readonly Action[];
  /** The page of `dvipa show`, where it has been written, relative to the report. */
  readonly page: string | null;
}

export interface CoverageLine {
  readonly what: string;
  readonly lines: number;
  readonly branches: number;
}

export interface Gathered {
  readonly runs: readonly CampaignData[];
  readonly missing: readonly string[];
  readonly mutants: readonly MutantLine[];
  readonly gallery: readonly GalleryEntry[];
  readonly coverage: readonly CoverageLine[];
  /** The matrix as an SVG, as it is committed. */
  readonly matrix: string;
}

export function gather(reports = REPORTS): Gathered {
  const { runs, missing } = readRuns(reports);
  const coverage = coverageLines();
  return {
    runs,
    missing: coverage.length > 0 ? missing : [...missing, 'no coverage: npm test'],
    mutants: mutantLines(),
    gallery: galleryOf(reports),
    coverage,
    matrix: readFileSync(join(root, 'docs', 'matrix.svg'), 'utf8'),
  };
}

function mutantLines(): readonly MutantLine[] {
  const known = readKnown();
  return mutants.map(({ name, takesAway, cites, equivalent = '' }) => {
    const found = known[name];
    if (found === undefined) {
      return { name, takesAway, cites, killedBy: null, scope: '', length: '', reason: equivalent };
    }
    const { promise, scope, shrunk, shortest } = found;
    const length = `${shrunk} (${shortest}${isProved(found) ? ', proved' : ''})`;
    return { name, takesAway, cites, killedBy: promise, scope, length, reason: '' };
  });
}

function galleryOf(reports: string): readonly GalleryEntry[] {
  const folder = join(root, 'traces', 'corpus');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.trace.json'))
    .sort()
    .map((name) => {
      const { title, promise, witness, actions } = readTrace(join(folder, name));
      const page = `${name.replace('.trace.json', '')}.html`;
      return {
        ...{ file: `traces/corpus/${name}`, title, promise, witness },
        actions: actions,
        page: existsSync(join(reports, page)) ? page : null,
      };
    });
}

const percents = z.object({ pct: z.number() });
const summary = z.record(z.string(), z.object({ lines: percents, branches: percents }));

/** By folder, from what c8 has left; empty where it has left nothing. */
function coverageLines(): readonly CoverageLine[] {
  const file = join(root, 'coverage', 'coverage-summary.json');
  if (!existsSync(file)) return [];
  const read = summary.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) return [];
  return Object.entries(read.data)
    .map(([name, { lines, branches }]) => ({
      what: name === 'total' ? 'all of impl/ and model/' : name.slice(root.length + 1),
      lines: lines.pct,
      branches: branches.pct,
    }))
    .filter(({ what, lines, branches }) => what.startsWith('all') || lines < 100 || branches < 100);
}
