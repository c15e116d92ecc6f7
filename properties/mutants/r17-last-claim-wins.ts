/** R17: a stack follows the claim that came last on its own links, instead of the highest. */
import type { Claim } from '../../impl/messages.types.ts';
import type { DistributionState } from '../../impl/distribution/state.types.ts';
import type { Mutant } from './mutant.types.ts';

/** A claim that speaks for its sender is made to look newer than the one that is known. */
function asNewest(state: DistributionState, sender: string, claim: Claim): Claim {
  const known = state.vipas[claim.dvipa]?.claim;
  const isOther = known !== null && known !== undefined && known.epoch.stack !== sender;
  if (!isOther || claim.epoch.stack !== sender) return claim;
  const number = Math.max(claim.epoch.number, known.epoch.number + 1);
  return { ...claim, epoch: { ...claim.epoch, number } };
}

export const lastClaimWins: Mutant = {
  name: 'R17',
  takesAway: 'claims are totally ordered, and every stack keeps the highest',
  cites: ['R17', 'PM78817', 'F9.212'],
  killedBy: ['P2', 'P3', 'P5', 'P7'],
  decorate: (reduce) => (state, input) => {
    if (input.type !== 'MessageArrived') return reduce(state, input);
    const { from, body } = input.envelope;
    if (body.type !== 'VIPA_list') return reduce(state, input);
    const claims = body.claims.map((claim) => asNewest(state, from.stack, claim));
    const envelope = { ...input.envelope, body: { ...body, claims } };
    return reduce(state, { type: 'MessageArrived', envelope });
  },
};
