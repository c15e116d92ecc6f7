/** E4: on a SRVSTAT the owner puts its own XCF address into the DPT, as the source prints it. */
import type { Mutant } from './mutant.types.ts';

export const ownAddressInDpt: Mutant = {
  name: 'E4',
  takesAway: 'a SRVSTAT enters its sender into the DPT',
  cites: ['E4', 'F8.166'],
  killedBy: ['P4', 'P5'],
  rules: { reportedMember: (self) => self },
};
