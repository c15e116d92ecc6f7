/** R15: the first of two listeners that closes takes the stack out of the DPT. */
import type { Output } from '../../impl/distribution/inputs.types.ts';
import type { Mutant } from './mutant.types.ts';

function withoutPort(output: Output, port: number): Output {
  if (output.type !== 'Send' || output.envelope.body.type !== 'SRVSTAT') return output;
  const { body } = output.envelope;
  const listeners = body.listeners.filter((row) => row.port !== port);
  return { ...output, envelope: { ...output.envelope, body: { ...body, listeners } } };
}

export const oneFlagPerPort: Mutant = {
  name: 'R15',
  takesAway: 'DPT entries count listeners',
  cites: ['R15', 'F8.166'],
  killedBy: ['P4', 'P5'],
  decorate: (reduce) => (state, input) => {
    const step = reduce(state, input);
    if (input.type !== 'ListenerClosed') return step;
    return { ...step, outputs: step.outputs.map((output) => withoutPort(output, input.port)) };
  },
};
