/** R31: a stack that joins claims what it defines before it has heard the present owners. */
import type { Mutant } from './mutant.types.ts';

/** A member that nobody has met: the join that waits for it alone ends when it leaves. */
const nobody = { stack: 'NOBODY', incarnation: 0 };

export const claimsAtOnce: Mutant = {
  name: 'R31',
  takesAway: 'a joiner claims only after it has heard the list of every member',
  cites: ['R31', 'PI55277', 'F10.300'],
  killedBy: ['P1', 'P2', 'P3', 'P4', 'P5', 'P7'],
  scope: 'samples/two-primaries',
  // It knows who is there and waits for their snapshots: only the order is another.
  decorate: (reduce) => (state, input) => {
    const started = reduce(state, input);
    if (input.type !== 'StackStarted') return started;
    const peer = { incarnation: 0, aware: false, xcf: '', definitions: null };
    const view = { ...started.state.view, [nobody.stack]: peer };
    const waiting = { ...started.state, view, joining: [nobody.stack] };
    const joined = reduce(waiting, { type: 'MemberLeft', member: nobody });
    return { state: joined.state, outputs: [...started.outputs, ...joined.outputs] };
  },
};
