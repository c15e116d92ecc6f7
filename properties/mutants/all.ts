/**
 * All mutants, in the order of what they take away, and the cluster of a mutant.
 */
import { distributionReducer } from '../../impl/distribution/reduce.ts';
import { soundRules } from '../../impl/distribution/rules.ts';
import { recordCrt } from '../../impl/tables/crt.ts';
import type { CrtTable } from '../../impl/tables/crt.types.ts';
import { stackReducer } from '../../impl/stack.ts';
import { sysplexStepper } from '../../impl/sysplex.ts';
import type { SysplexStepper } from '../../impl/sysplex.types.ts';
import { anyLifeRemoved } from './r9-any-life-removed.ts';
import { nothingGivenBack } from './r10-nothing-given-back.ts';
import { deadTargetsStay } from './r12-dead-targets-stay.ts';
import { formerLivesHeard } from './r13-former-lives-heard.ts';
import { oneFlagPerPort } from './r15-one-flag-per-port.ts';
import { lastClaimWins } from './r17-last-claim-wins.ts';
import { hintsStay } from './r25-hints-stay.ts';
import { anyEpoch } from './r29-any-epoch.ts';
import { claimsAtOnce } from './r31-claims-at-once.ts';
import { everyoneIsAble } from './r37-everyone-is-able.ts';
import { listBeforeTable } from './r38-list-before-table.ts';
import { firstTargetAlways } from './f7-first-target-always.ts';
import { orphansUntold } from './r18b-orphans-untold.ts';
import { lateReportReplaces } from './r39-late-report-replaces.ts';
import { deafBackup } from './p3-deaf-backup.ts';
import { listNotRenewed } from './d8-list-not-renewed.ts';
import { onlyCandidatesReport } from './e10-only-candidates-report.ts';
import { onlyListenersReport } from './e11-only-listeners-report.ts';
import { silentTakeover } from './e12-silent-takeover.ts';
import { ownAddressInDpt } from './e4-own-address.ts';
import { keyWithoutPort } from './e6-key-without-port.ts';
import { synIgnoresTable } from './e7-syn-ignores-table.ts';
import { resetWhileRebuilding } from './e8-reset-while-rebuilding.ts';
import { listenerTakesRoutes } from './e9-listener-takes-routes.ts';
import type { Mutant } from './mutant.types.ts';
import { listenersOnce } from './r14-listeners-once.ts';
import { completeAtOnce } from './r20-complete-at-once.ts';
import { resetAtHolder } from './r26-reset-at-holder.ts';
import { selectWhileRebuilding } from './r3-select-while-rebuilding.ts';
import { synAckPasses } from './r39-syn-ack-passes.ts';
import { oldEpochSyn } from './r4-old-epoch-syn.ts';
import { outgoingOmitted } from './r40-outgoing-omitted.ts';
import { oldOwnerLooksUp } from './r47-old-owner-looks-up.ts';
import { pointerMovesLate } from './r7-pointer-moves-late.ts';

export const mutants: readonly Mutant[] = [
  ownAddressInDpt,
  keyWithoutPort,
  synIgnoresTable,
  resetWhileRebuilding,
  listenerTakesRoutes,
  onlyCandidatesReport,
  onlyListenersReport,
  silentTakeover,
  selectWhileRebuilding,
  oldEpochSyn,
  pointerMovesLate,
  listenersOnce,
  completeAtOnce,
  resetAtHolder,
  synAckPasses,
  outgoingOmitted,
  oldOwnerLooksUp,
  anyLifeRemoved,
  nothingGivenBack,
  deadTargetsStay,
  formerLivesHeard,
  oneFlagPerPort,
  lastClaimWins,
  hintsStay,
  anyEpoch,
  claimsAtOnce,
  everyoneIsAble,
  listBeforeTable,
  firstTargetAlways,
  orphansUntold,
  lateReportReplaces,
  deafBackup,
  listNotRenewed,
];

/**
 * The cluster in which every stack is this mutant; null is the implementation itself. `table` is the routing
 * table behind it, unless the mutant brings its own.
 */
export function clusterOf(mutant: Mutant | null, table: CrtTable = recordCrt): SysplexStepper {
  const reduce = distributionReducer({ ...soundRules, crt: table, ...mutant?.rules });
  return sysplexStepper(stackReducer(mutant?.decorate?.(reduce) ?? reduce));
}

export function mutantNamed(name: string): Mutant | undefined {
  return mutants.find((mutant) => mutant.name === name);
}
