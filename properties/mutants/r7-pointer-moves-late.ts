/**
 * R7: the snapshot is sent when the list comes, but the owner pointer moves only when the new owner says
 * that it routes. What ends in between is told to the old owner.
 */
import type { Claim } from '../../impl/messages.types.ts';
import type { DistributionReducer } from '../../impl/distribution/reduce.ts';
import type { DistributionState, Vipa } from '../../impl/distribution/state.types.ts';
import type { Mutant } from './mutant.types.ts';

/** The claim whose list has come while the pointer still stands where it stood. */
type LateVipa = Vipa & { readonly pending?: Claim };

function mapVipas(
  state: DistributionState,
  change: (dvipa: string, vipa: LateVipa) => LateVipa,
): DistributionState {
  const vipas = Object.entries(state.vipas).map(
    ([dvipa, vipa]) => [dvipa, change(dvipa, vipa)] as const,
  );
  const isSame = vipas.every(([dvipa, vipa]) => vipa === state.vipas[dvipa]);
  return isSame ? state : { ...state, vipas: Object.fromEntries(vipas) };
}

function isOwnClaim(state: DistributionState, claim: Claim | null): boolean {
  return claim?.epoch.stack === state.self.stack;
}

/** Puts the pointer back to where it stood, for every DVIPA that another stack has just claimed. */
function hold(before: DistributionState, after: DistributionState): DistributionState {
  return mapVipas(after, (dvipa, vipa) => {
    const old = before.vipas[dvipa];
    const isMoved = old !== undefined && old.claim !== null && old.claim !== vipa.claim;
    if (!isMoved || vipa.claim === null || vipa.role.is !== 'none') return vipa;
    if (isOwnClaim(after, vipa.claim) || isOwnClaim(after, old.claim)) return vipa;
    return { ...vipa, claim: old.claim, pending: vipa.claim };
  });
}

function released({ pending: _held, ...vipa }: LateVipa, claim: Claim): Vipa {
  return { ...vipa, claim };
}

function release(state: DistributionState, dvipa: string): DistributionState {
  return mapVipas(state, (name, vipa) =>
    name === dvipa && vipa.pending !== undefined ? released(vipa, vipa.pending) : vipa,
  );
}

const late =
  (reduce: DistributionReducer): DistributionReducer =>
  (state, input) => {
    if (input.type !== 'MessageArrived') return reduce(state, input);
    const { body } = input.envelope;
    if (body.type === 'DVIPA' && body.intent === 'routing') {
      const released = release(state, body.dvipa);
      return released === state ? reduce(state, input) : { state: released, outputs: [] };
    }
    if (body.type !== 'VIPA_list') return reduce(state, input);
    const step = reduce(state, input);
    return { state: hold(state, step.state), outputs: step.outputs };
  };

export const pointerMovesLate: Mutant = {
  name: 'R7',
  takesAway: 'the owner pointer moves before the snapshot is taken',
  cites: ['R7', 'F9.204'],
  killedBy: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7'],
  decorate: late,
};
