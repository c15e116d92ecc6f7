/** R41: a target is selected in one step and its entry written in the next, so that anything may come between. */
import { inboundKey, recordOf, tableOf } from '../../impl/tables/crt.ts';
import type { CrtRow } from '../../impl/tables/crt.types.ts';
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import type { DistributionState } from '../../impl/distribution/state.types.ts';
import type { Mutant } from './mutant.types.ts';

interface Pending {
  readonly dvipa: string;
  readonly key: string;
  readonly row: CrtRow | null;
}
type Late = DistributionState & { readonly pending?: Pending };

/** The table with a row more, or with one less where the row is null. */
function withRow(state: Late, { dvipa, key, row }: Pending): DistributionState {
  const { pending: _written, ...rest } = state;
  const vipa = rest.vipas[dvipa];
  if (vipa?.role.is !== 'owner') return rest;
  const { [key]: _old, ...others } = recordOf(vipa.role.crt);
  const role = { ...vipa.role, crt: tableOf(row === null ? others : { ...others, [key]: row }) };
  return { ...rest, vipas: { ...rest.vipas, [dvipa]: { ...vipa, role } } };
}

const late =
  (reduce: DistributionReducer): DistributionReducer =>
  (before: Late, input) => {
    const step = reduce(before, input);
    const state: Late =
      before.pending === undefined ? step.state : withRow(step.state, before.pending);
    const selected = step.outputs.find((output) => output.type === 'Selected');
    const dvipa = selected?.packet.destination.address ?? '';
    const role = state.vipas[dvipa]?.role;
    if (selected === undefined || role?.is !== 'owner') return { state, outputs: step.outputs };
    const key = inboundKey(selected.packet);
    const pending = { dvipa, key, row: recordOf(role.crt)[key] ?? null };
    const next: Late = { ...withRow(state, { ...pending, row: null }), pending };
    return { state: next, outputs: step.outputs };
  };

export const entryComesLate: Mutant = {
  name: 'R41',
  takesAway: 'selection and its entry are one step',
  cites: ['R41', 'R5', 'F7.144', 'F7.146'],
  killedBy: ['P1', 'P2', 'P3', 'P5', 'P6', 'P7', 'P10'],
  decorate: late,
};
