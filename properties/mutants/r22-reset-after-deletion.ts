/** R22: a stack that has deleted the DVIPA answers what a router that lags still sends it with a reset. */
import { holds } from '../../impl/distribution/lists.ts';
import { answering, packetFrom } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const resetAfterDeletion: Mutant = {
  name: 'R22',
  takesAway: 'a stack that has given a DVIPA up still hands its packets to the owner',
  cites: ['R22', 'R27', 'F10.310', 'F12.525'],
  killedBy: ['P2'],
  decorate: answering((state, input) => {
    const packet = packetFrom(input);
    const vipa = state.vipas[packet?.destination.address ?? ''];
    if (packet === null || vipa === undefined || vipa.claim === null) return null;
    if (holds(state, vipa)) return null;
    return { state, outputs: [{ type: 'Reset', packet, reason: 'NoSuchConnection' }] };
  }),
};
