/** E8, R2: a segment without an entry is reset at once, also while NEWCONNs are still to come. */
import type { Mutant } from './mutant.types.ts';

export const resetWhileRebuilding: Mutant = {
  name: 'E8',
  takesAway: 'nothing is reset while a table is being rebuilt',
  cites: ['E8', 'R2', 'F7.152', 'F9.208'],
  killedBy: ['P2'],
  rules: {
    unknownSegment: (_role, packet) =>
      packet.kind === 'SYN-ACK' || packet.kind === 'RST' ? 'drop' : 'reset',
  },
};
