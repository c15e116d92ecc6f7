/** R39: a SYN-ACK that outruns the NEWCONN of its connection is answered with a reset. */
import { soundRules } from '../../impl/distribution/rules.ts';
import type { Mutant } from './mutant.types.ts';

export const unknownSynAckReset: Mutant = {
  name: 'R39c',
  takesAway: 'an unknown SYN-ACK is dropped, as its NEWCONN may be on the way',
  cites: ['R39', 'C15', 'F7.152'],
  killedBy: ['P2'],
  rules: {
    unknownSegment: (role, packet) =>
      role.is === 'owner' && packet.kind === 'SYN-ACK'
        ? 'reset'
        : soundRules.unknownSegment(role, packet),
  },
};
