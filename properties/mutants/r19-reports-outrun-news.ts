/**
 * R19: targets report to the next backup as soon as they hear of the failure, as Figure 9 draws it, and not when
 * that backup asks for it. A backup that has not heard of the failure yet ignores the reports.
 */
import type { Claim } from '../../impl/messages.types.ts';
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import type { DistributionState, Vipa } from '../../impl/distribution/state.types.ts';
import type { Output } from '../../impl/distribution/inputs.types.ts';
import { compareRanks, hasPeerPrimary, ownRank, peerRanks } from '../../impl/distribution/lists.ts';
import { isDead } from '../../impl/distribution/turn.ts';
import type { Mutant } from './mutant.types.ts';

/** The claim that the head of the chain is going to make; null when no other stack is to claim. */
function expectedClaim(state: DistributionState, dvipa: string, vipa: Vipa): Claim | null {
  const { claim } = vipa;
  if (claim === null || !isDead(state, claim.epoch) || hasPeerPrimary(state, dvipa)) return null;
  const [head] = [...peerRanks(state, dvipa)].sort((a, b) => compareRanks(b, a));
  const own = ownRank(state, dvipa);
  if (head === undefined || (own !== null && compareRanks(own, head) > 0)) return null;
  const incarnation = state.view[head.stack]?.incarnation ?? 0;
  const epoch = { number: claim.epoch.number + 1, stack: head.stack, incarnation };
  return { ...claim, epoch, version: 0, kind: 'backup', former: null };
}

/** Reports to an owner that has not claimed yet; its own list, when it comes, is the next version. */
function reportAhead(reduce: DistributionReducer, state: DistributionState, claim: Claim) {
  const { stack, incarnation } = claim.epoch;
  const definitions = state.view[stack]?.definitions ?? { primary: [], backup: [] };
  const envelope = {
    from: { stack, incarnation },
    to: state.self,
    body: { type: 'VIPA_list', definitions, claims: [claim] },
  } as const;
  const step = reduce(state, { type: 'MessageArrived', envelope });
  const vipa = step.state.vipas[claim.dvipa];
  if (vipa === undefined) return step;
  const vipas = {
    ...step.state.vipas,
    [claim.dvipa]: { ...vipa, claim: { ...claim, version: -1 } },
  };
  return { state: { ...step.state, vipas }, outputs: step.outputs };
}

const eager =
  (reduce: DistributionReducer): DistributionReducer =>
  (before, input) => {
    let { state, outputs }: { state: DistributionState; outputs: readonly Output[] } = reduce(
      before,
      input,
    );
    if (input.type !== 'MemberLeft' || !state.aware) return { state, outputs };
    for (const [dvipa, vipa] of Object.entries(state.vipas)) {
      const claim = expectedClaim(state, dvipa, vipa);
      if (claim === null) continue;
      const step = reportAhead(reduce, state, claim);
      state = step.state;
      outputs = [...outputs, ...step.outputs];
    }
    return { state, outputs };
  };

export const reportsOutrunNews: Mutant = {
  name: 'R19',
  takesAway: 'stacks report when the new owner asks, not when they hear of the failure',
  cites: ['R19', 'F9.200', 'F9.202'],
  killedBy: ['P2', 'P3', 'P5'],
  decorate: eager,
};
