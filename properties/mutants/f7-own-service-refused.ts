/** F7.142: a SYN for a port that the list does not distribute is refused, though the owner itself listens there. */
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import type { Output } from '../../impl/distribution/inputs.types.ts';
import type { Mutant } from './mutant.types.ts';

function refused(output: Output): Output {
  const isUndistributed =
    output.type === 'Deliver' && output.packet.kind === 'SYN' && output.via === null;
  if (!isUndistributed) return output;
  return { type: 'Reset', packet: output.packet, reason: 'NoListeningCandidate' };
}

const refusing =
  (reduce: DistributionReducer): DistributionReducer =>
  (state, input) => {
    const step = reduce(state, input);
    return { ...step, outputs: step.outputs.map(refused) };
  };

export const ownServiceRefused: Mutant = {
  name: 'F7.142',
  takesAway: 'what is not distributed is left to the own applications of the owner',
  cites: ['F7.142', 'R38'],
  killedBy: ['P3', 'P4'],
  decorate: refusing,
};
