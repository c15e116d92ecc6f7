/**
 * The campaign over the example sysplex that the tests and the README's requirement table share.
 */
import { join } from 'node:path';
import { runCampaign, type CampaignResult } from '../properties/harness/campaign.ts';
import { readProfileDirectory } from '../properties/harness/read-profiles.ts';
import { topologiesOf } from '../properties/harness/topologies.ts';
import { everyJudge } from '../properties/invariants/judges.ts';
import { clusterOf } from '../properties/mutants/all.ts';
import { reportOf, type CampaignReport } from '../properties/report/campaign-report.ts';

const folder = join(import.meta.dirname, '..', 'impl', 'profile', 'figure-4');

export interface ExampleCampaign {
  readonly result: CampaignResult;
  readonly report: CampaignReport;
}

/** 700 interleavings under seed 1: the same figures on every machine. */
export function exampleCampaign(): ExampleCampaign {
  const { profiles, reached } = readProfileDirectory(folder);
  const result = runCampaign(clusterOf(null), {
    topologies: topologiesOf(profiles),
    shortest: 60,
    connections: null,
    runs: 700,
    seed: 1,
    seconds: null,
    judges: everyJudge,
  });
  return { result, report: reportOf(result, 1, { profiles, reached }) };
}
