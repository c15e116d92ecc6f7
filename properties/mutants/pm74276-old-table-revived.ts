/**
 * PM74276, R29: a stack that owns a DVIPA again goes on with the table that it had when it owned it before. Found
 * by review, in a weaker form.
 */
import { recordCrt, recordOf, tableOf } from '../../impl/tables/crt.ts';
import type { Crt } from '../../impl/tables/crt.types.ts';
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import type { DistributionState } from '../../impl/distribution/state.types.ts';
import { hasClaimed, mapVipas } from './decorators.ts';
import type { Mutant } from './mutant.types.ts';

type Remembering = DistributionState & { readonly kept?: Readonly<Record<string, Crt>> };

/** The tables that this step has given up, beside those that were given up before. */
function kept(before: Remembering, after: DistributionState): Readonly<Record<string, Crt>> {
  const yielded = Object.entries(before.vipas).flatMap(([dvipa, { role }]) => {
    const now = after.vipas[dvipa]?.role.is;
    const hasYielded = role.is === 'owner' && now !== 'owner' && now !== 'rebuilding';
    return hasYielded ? [[dvipa, role.crt] as const] : [];
  });
  return { ...before.kept, ...Object.fromEntries(yielded) };
}

const revived =
  (reduce: DistributionReducer): DistributionReducer =>
  (before: Remembering, input) => {
    const step = reduce(before, input);
    if (step.state === before) return step;
    const tables = kept(before, step.state);
    const state = mapVipas(step.state, (vipa, dvipa) => {
      const { role } = vipa;
      const isNew = hasClaimed({ before, input, after: step.state }, dvipa);
      if (!isNew || (role.is !== 'rebuilding' && role.is !== 'owner')) return vipa;
      const old = Object.entries(recordOf(tables[dvipa] ?? recordCrt.empty)).filter(
        ([, { target }]) => step.state.view[target.stack]?.incarnation === target.incarnation,
      );
      const crt = tableOf({ ...Object.fromEntries(old), ...recordOf(role.crt) });
      return { ...vipa, role: { ...role, crt } };
    });
    const next: Remembering = { ...state, kept: tables };
    return { state: next, outputs: step.outputs };
  };

export const oldTableRevived: Mutant = {
  name: 'PM74276',
  takesAway: 'a stack that owns a DVIPA again begins with an empty table',
  cites: ['PM74276', 'R29', 'R47', 'F12.528'],
  killedBy: ['P1', 'P2', 'P3', 'P5', 'P6'],
  decorate: revived,
};
