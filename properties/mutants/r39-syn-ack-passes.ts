/**
 * R39: a SYN-ACK passes while the tables are being rebuilt. The connection is established by the new
 * owner, and a former owner that has not heard of the claim yet resets its first data. Found by the campaign.
 */
import type { Mutant } from './mutant.types.ts';

export const synAckPasses: Mutant = {
  name: 'R39',
  takesAway: 'an outgoing connection is established through complete tables only',
  cites: ['R39', 'R40', 'C15'],
  killedBy: ['P2'],
  isRare: true,
  rules: { passesSynAck: () => true },
};
