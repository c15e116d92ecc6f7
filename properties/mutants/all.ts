/**
 * All mutants, in the order of what they take away, and the cluster in which every stack is one.
 */
import { distributionReducer } from '../../impl/distribution/reduce.ts';
import { soundRules } from '../../impl/distribution/rules.ts';
import { recordCrt } from '../../impl/tables/crt.ts';
import type { CrtTable } from '../../impl/tables/crt.types.ts';
import { stackReducer } from '../../impl/stack.ts';
import { sysplexStepper } from '../../impl/sysplex.ts';
import type { SysplexStepper } from '../../impl/sysplex.types.ts';
import { ownAddressInDpt } from './e4-own-address.ts';
import { keyWithoutPort } from './e6-key-without-port.ts';
import { synIgnoresTable } from './e7-syn-ignores-table.ts';
import { resetWhileRebuilding } from './e8-reset-while-rebuilding.ts';
import { listenerTakesRoutes } from './e9-listener-takes-routes.ts';
import { onlyCandidatesReport } from './e10-only-candidates-report.ts';
import { onlyListenersReport } from './e11-only-listeners-report.ts';
import { silentTakeover } from './e12-silent-takeover.ts';
import { takebackUnadvertised } from './e13-takeback-unadvertised.ts';
import { leftToFormerOwner } from './e14-left-to-former-owner.ts';
import { ephemeralUnreported } from './e17-ephemeral-unreported.ts';
import { joinerUngreeted } from './e20-joiner-ungreeted.ts';
import { selectWhileRebuilding } from './r3-select-while-rebuilding.ts';
import { oldEpochSyn } from './r4-old-epoch-syn.ts';
import { twoKindsOfKey } from './r5-two-kinds-of-key.ts';
import { hintAfterAnswer } from './r6-hint-after-answer.ts';
import { pointerMovesLate } from './r7-pointer-moves-late.ts';
import { followedSynAccepted } from './r8-followed-syn-accepted.ts';
import { newLifeSwallowed } from './r8-new-life-swallowed.ts';
import { anyLifeRemoved } from './r9-any-life-removed.ts';
import { nothingGivenBack } from './r10-nothing-given-back.ts';
import { noSecondChance } from './r11-no-second-chance.ts';
import { returnForgetsAnyone } from './r11-return-forgets-anyone.ts';
import { refusalsForgotten } from './r11-refusals-forgotten.ts';
import { unchosenGoesOn } from './r11-unchosen-goes-on.ts';
import { deadTargetsStay } from './r12-dead-targets-stay.ts';
import { deadListenersStay } from './r12-dead-listeners-stay.ts';
import { formerLivesHeard } from './r13-former-lives-heard.ts';
import { listenersOnce } from './r14-listeners-once.ts';
import { oneFlagPerPort } from './r15-one-flag-per-port.ts';
import { lastClaimWins } from './r17-last-claim-wins.ts';
import { latecomerUncorrected } from './r17-latecomer-uncorrected.ts';
import { equalRanksWait } from './r18-equal-ranks-wait.ts';
import { orphansUntold } from './r18b-orphans-untold.ts';
import { reportsOutrunNews } from './r19-reports-outrun-news.ts';
import { completeAtOnce } from './r20-complete-at-once.ts';
import { reportedOnce } from './r20-reported-once.ts';
import { formerOwnerOnly } from './r21-former-owner-only.ts';
import { resetAfterDeletion } from './r22-reset-after-deletion.ts';
import { yieldedStillSelects } from './r23-yielded-still-selects.ts';
import { hintReplaces } from './r24-hint-replaces.ts';
import { hintsStay } from './r25-hints-stay.ts';
import { hintsAfterTheEnd } from './r25-hints-after-the-end.ts';
import { resetAtHolder } from './r26-reset-at-holder.ts';
import { targetAnswersNetwork } from './r27-target-answers-network.ts';
import { handedOnAgain } from './r28-handed-on.ts';
import { anyEpoch } from './r29-any-epoch.ts';
import { claimsAtOnce } from './r31-claims-at-once.ts';
import { membersUnnamed } from './r31-unnamed-members.ts';
import { unlistedDeletes } from './r32-unlisted-deletes.ts';
import { unlistedRoutesGo } from './r32-unlisted-routes-go.ts';
import { nextListIgnored } from './r33-next-list-ignored.ts';
import { lastToldKept } from './r33-last-told-kept.ts';
import { newerListUntold } from './r33-newer-list-untold.ts';
import { bindBeforeJoin } from './r36-bind-before-join.ts';
import { everyoneIsAble } from './r37-everyone-is-able.ts';
import { listBeforeTable } from './r38-list-before-table.ts';
import { snapshotPerPort } from './r38-snapshot-per-port.ts';
import { synAckPasses } from './r39-syn-ack-passes.ts';
import { lateReportReplaces } from './r39-late-report-replaces.ts';
import { unknownSynAckReset } from './r39-unknown-syn-ack-reset.ts';
import { synAckAfterTakeover } from './r39-syn-ack-after-takeover.ts';
import { outgoingOmitted } from './r40-outgoing-omitted.ts';
import { entryComesLate } from './r41-entry-comes-late.ts';
import { earlierDefinerInsists } from './r43-earlier-definer-insists.ts';
import { quickReturnUnnoticed } from './r44-quick-return-unnoticed.ts';
import { unannouncedIsDead } from './r44-unannounced-is-dead.ts';
import { ownConnectionsOmitted } from './r46-own-connections-omitted.ts';
import { oldOwnerLooksUp } from './r47-old-owner-looks-up.ts';
import { lowestFirst } from './d3-lowest-first.ts';
import { plainBackupCreates } from './d3-plain-backup-creates.ts';
import { laterStacksLeftOut } from './d5-later-stacks-left-out.ts';
import { listNotRenewed } from './d8-list-not-renewed.ts';
import { addressNotAdded } from './f6-address-not-added.ts';
import { goesOnByBind } from './d8-goes-on-by-bind.ts';
import { laterListenerUntold } from './f6-later-listener-untold.ts';
import { listNotKept } from './f6-list-not-kept.ts';
import { ownListUnused } from './f6-own-list-unused.ts';
import { ownServiceRefused } from './f7-own-service-refused.ts';
import { firstTargetAlways } from './f7-first-target-always.ts';
import { weightsUnused } from './f7-weights-unused.ts';
import { thirdTargetNever } from './f7-third-target-never.ts';
import { firstWeightsStay } from './f7-first-weights-stay.ts';
import { anyReporter } from './f8-any-reporter.ts';
import { anyPort } from './f8-any-port.ts';
import { finOfTheReported } from './f9-fin-of-the-reported.ts';
import { neverWithdrawn } from './f10-not-withdrawn.ts';
import { moveNeverEnds } from './f10-move-never-ends.ts';
import { endOfListeningUntold } from './c7-end-of-listening-untold.ts';
import { endOfConnectionUntold } from './c11-end-of-connection-untold.ts';
import { deafBackup } from './p3-deaf-backup.ts';
import { yieldedWaits } from './p3-yielded-waits.ts';
import { malformedIsMended } from './p10-mended-message.ts';
import { speaksForOthers } from './p10-speaks-for-others.ts';
import { oldTableRevived } from './pm74276-old-table-revived.ts';
import { wrongOwnerLoop } from './pm78817-loop.ts';
import { portReusedAtOnce } from './oa23179-port-reused.ts';
import type { Change, Mutant } from './mutant.types.ts';

export const mutants: readonly Mutant[] = [
  ownAddressInDpt,
  keyWithoutPort,
  synIgnoresTable,
  resetWhileRebuilding,
  listenerTakesRoutes,
  onlyCandidatesReport,
  onlyListenersReport,
  silentTakeover,
  takebackUnadvertised,
  leftToFormerOwner,
  ephemeralUnreported,
  joinerUngreeted,
  selectWhileRebuilding,
  oldEpochSyn,
  twoKindsOfKey,
  hintAfterAnswer,
  pointerMovesLate,
  followedSynAccepted,
  newLifeSwallowed,
  anyLifeRemoved,
  nothingGivenBack,
  noSecondChance,
  returnForgetsAnyone,
  refusalsForgotten,
  unchosenGoesOn,
  deadTargetsStay,
  deadListenersStay,
  formerLivesHeard,
  listenersOnce,
  oneFlagPerPort,
  lastClaimWins,
  latecomerUncorrected,
  equalRanksWait,
  orphansUntold,
  reportsOutrunNews,
  completeAtOnce,
  reportedOnce,
  formerOwnerOnly,
  resetAfterDeletion,
  yieldedStillSelects,
  hintReplaces,
  hintsStay,
  hintsAfterTheEnd,
  resetAtHolder,
  targetAnswersNetwork,
  handedOnAgain,
  anyEpoch,
  claimsAtOnce,
  membersUnnamed,
  unlistedDeletes,
  unlistedRoutesGo,
  nextListIgnored,
  lastToldKept,
  newerListUntold,
  bindBeforeJoin,
  everyoneIsAble,
  listBeforeTable,
  snapshotPerPort,
  synAckPasses,
  lateReportReplaces,
  unknownSynAckReset,
  synAckAfterTakeover,
  outgoingOmitted,
  entryComesLate,
  earlierDefinerInsists,
  quickReturnUnnoticed,
  unannouncedIsDead,
  ownConnectionsOmitted,
  oldOwnerLooksUp,
  lowestFirst,
  plainBackupCreates,
  laterStacksLeftOut,
  listNotRenewed,
  addressNotAdded,
  goesOnByBind,
  laterListenerUntold,
  listNotKept,
  ownListUnused,
  ownServiceRefused,
  firstTargetAlways,
  weightsUnused,
  thirdTargetNever,
  firstWeightsStay,
  anyReporter,
  anyPort,
  finOfTheReported,
  neverWithdrawn,
  moveNeverEnds,
  endOfListeningUntold,
  endOfConnectionUntold,
  deafBackup,
  yieldedWaits,
  malformedIsMended,
  speaksForOthers,
  oldTableRevived,
  wrongOwnerLoop,
  portReusedAtOnce,
];

/**
 * The cluster in which every stack is changed so; null is the implementation itself. `table` is the routing
 * table behind it, unless the change brings its own.
 */
export function clusterOf(change: Change | null, table: CrtTable = recordCrt): SysplexStepper {
  const reduce = distributionReducer({ ...soundRules, crt: table, ...change?.rules });
  const step = sysplexStepper(stackReducer(change?.decorate?.(reduce) ?? reduce));
  return change?.around?.(step) ?? step;
}

/** By name, in whatever case. */
export function mutantNamed(name: string): Mutant | undefined {
  const wanted = name.toLowerCase();
  return mutants.find((mutant) => mutant.name.toLowerCase() === wanted);
}
