/**
 * OA23179, R39: a port that one stack has freed is given to another one at once, while the other end is in
 * TIME_WAIT and the owner has not been told of the end.
 */
import { outgoingPorts } from '../assumptions/tcp.ts';
import type { Mutant } from './mutant.types.ts';

export const portReusedAtOnce: Mutant = {
  name: 'OA23179',
  takesAway: 'ports are unique in the sysplex, and a freed one rests before it is given out again',
  cites: ['OA23179', 'R39', 'C15'],
  killedBy: ['P1', 'P2', 'P3', 'P5', 'P6', 'P7'],
  around: outgoingPorts.decorate,
  ...(outgoingPorts.extras === undefined ? {} : { extras: outgoingPorts.extras }),
};
