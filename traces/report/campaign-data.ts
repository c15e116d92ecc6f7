/**
 * What a campaign or an exploration leaves behind for the report: one JSON file for each kind of run, in reports/.
 *
 * Reading is strict: a file of another version or of another program is told apart, never shown as if it were ours.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CampaignReport } from '../../properties/report/campaign-report.ts';
import { version } from '../version.ts';

const FORMAT = 'dvipa-campaign/1';

/** Which run wrote it: each replaces its own last one. */
export const KINDS = ['verify', 'test', 'explore'] as const;

export type Kind = (typeof KINDS)[number];

const count = z.int().min(0);
const share = z.number().min(0).max(1);

const campaign = z.strictObject({
  seed: count,
  runs: count,
  steps: count,
  shortestRun: z.number(),
  thereAndBack: count,
  interrupted: z.boolean(),
  promises: z.array(
    z.strictObject({
      id: z.string(),
      claim: z.string(),
      kind: z.string(),
      runs: count,
      steps: count,
      checked: count,
      verdict: z.enum(['held', 'broken', 'never judged', 'not applicable']),
    }),
  ),
  requirements: z.array(
    z.strictObject({
      id: z.string(),
      sentence: z.string(),
      implementedAt: z.string(),
      reached: count,
      verdict: z.enum(['reached', 'not reached', 'not applicable']),
    }),
  ),
  landmarks: z.array(
    z.strictObject({
      id: z.string(),
      sentence: z.string(),
      runs: count,
      low: share,
      high: share,
      least: share,
      verdict: z.enum(['seen', 'too rare', 'not seen', 'not applicable']),
    }),
  ),
  shortfalls: z.array(z.string()),
});

const exploration = z.strictObject({
  scope: z.string(),
  verdict: z.enum(['holds', 'broken', 'inconclusive']),
  states: count,
  transitions: count,
  diameter: count.nullable(),
});

const data = z.strictObject({
  format: z.literal(FORMAT),
  kind: z.enum(KINDS),
  dvipa: z.string(),
  node: z.string(),
  /** When it ended, ISO 8601. */
  at: z.string(),
  /** What the run was about, in words. */
  scope: z.string(),
  campaign: campaign.nullable(),
  exploration: exploration.nullable(),
  /** The block that tells the counterexample, when a promise broke. */
  failure: z.string().nullable(),
});

export type CampaignData = z.infer<typeof data>;

export type Exploration = z.infer<typeof exploration>;

/** Where runs leave their figures and the report, unless DVIPA_REPORTS names another folder. */
export const REPORTS =
  process.env.DVIPA_REPORTS ?? join(import.meta.dirname, '..', '..', 'reports');

function fileOf(kind: Kind, folder: string): string {
  return join(folder, `${kind}.campaign.json`);
}

type Left = Pick<CampaignData, 'scope' | 'failure'>;

/** Never fails a run: where nothing can be written, there is nothing for the report. */
function leave(kind: Kind, left: Left & Partial<CampaignData>, folder: string): void {
  const complete: CampaignData = {
    format: FORMAT,
    kind,
    dvipa: version(),
    node: process.version,
    at: new Date().toISOString(),
    campaign: null,
    exploration: null,
    ...left,
  };
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(fileOf(kind, folder), `${JSON.stringify(complete, null, 1)}\n`);
  } catch (problem) {
    console.error(`no data for the report: ${(problem as Error).message}`);
  }
}

export function recordCampaign(
  kind: 'verify' | 'test',
  report: CampaignReport,
  { scope, failure }: Left,
  folder = REPORTS,
): void {
  const finite = { ...report, shortestRun: Math.min(report.shortestRun, Number.MAX_SAFE_INTEGER) };
  leave(
    kind,
    { scope, failure, campaign: campaign.parse(JSON.parse(JSON.stringify(finite))) },
    folder,
  );
}

export function recordExploration(found: Exploration, folder = REPORTS): void {
  leave('explore', { scope: found.scope, failure: null, exploration: found }, folder);
}

export interface Reading {
  readonly runs: readonly CampaignData[];
  /** What is missing or could not be read, in words. */
  readonly missing: readonly string[];
}

export function readRuns(folder = REPORTS): Reading {
  const runs: CampaignData[] = [];
  const missing: string[] = [];
  for (const kind of KINDS) {
    const file = fileOf(kind, folder);
    if (!existsSync(file)) {
      missing.push(`no ${kind} run has left figures: ${HOW[kind]}`);
      continue;
    }
    const read = data.safeParse(parsed(file));
    if (read.success) runs.push(read.data);
    else missing.push(`${kind}.campaign.json is not of this version: ${HOW[kind]}`);
  }
  return { runs, missing };
}

const HOW: Readonly<Record<Kind, string>> = {
  verify: 'npm run verify',
  test: 'npm test',
  explore: 'npm run explore',
};

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
