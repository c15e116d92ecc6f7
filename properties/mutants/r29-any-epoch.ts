/** R29: a message about an earlier ownership is taken for one about the present. */
import type { XcfBody } from '../../impl/messages.types.ts';
import type { DistributionState } from '../../impl/distribution/state.types.ts';
import type { Mutant } from './mutant.types.ts';

function asPresent(state: DistributionState, body: XcfBody): XcfBody {
  if (!('dvipa' in body)) return body;
  const claim = state.vipas[body.dvipa]?.claim;
  return claim === null || claim === undefined ? body : { ...body, epoch: claim.epoch };
}

export const anyEpoch: Mutant = {
  name: 'R29',
  takesAway: 'every control message names the epoch it speaks of, and others are rejected',
  cites: ['R29', 'PM74276'],
  killedBy: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P10'],
  decorate: (reduce) => (state, input) => {
    if (input.type !== 'MessageArrived') return reduce(state, input);
    const { envelope } = input;
    const body = asPresent(state, envelope.body);
    return reduce(state, { type: 'MessageArrived', envelope: { ...envelope, body } });
  },
};
