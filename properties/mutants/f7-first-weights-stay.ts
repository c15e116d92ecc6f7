/** F7.144: an owner keeps the weights that the workload manager has sent first. */
import { answering } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

export const firstWeightsStay: Mutant = {
  name: 'F7.144d',
  takesAway: 'the weights that the workload manager sends replace those that it sent before',
  cites: ['F7.144', 'C12'],
  killedBy: ['P8'],
  decorate: answering((state, input) => {
    const isTold = Object.keys(state.weights).length > 0;
    return input.type === 'WeightsArrived' && isTold ? { state, outputs: [] } : null;
  }),
};
