/** Rows for the DPT that the list of the DVIPA does not allow: the owner reads a wider list than the one it has. */
import type { Distribution } from '../../model/config.types.ts';
import type { DistributionState } from '../../impl/distribution/state.types.ts';
import { answering, mapVipas, type Decorator } from './decorators.ts';

/** Every claim with another list; the same reference when the list is the same. */
function withLists(
  state: DistributionState,
  listOf: (dvipa: string, own: Distribution | null) => Distribution | null,
): DistributionState {
  return mapVipas(state, (vipa, dvipa) => {
    if (vipa.claim === null) return vipa;
    const distribution = listOf(dvipa, vipa.claim.distribution);
    return distribution === vipa.claim.distribution
      ? vipa
      : { ...vipa, claim: { ...vipa.claim, distribution } };
  });
}

export function acceptingRows(
  widened: Pick<Distribution, 'ports'> | Pick<Distribution, 'targets'>,
): Decorator {
  return answering((state, input, reduce) => {
    if (input.type !== 'MessageArrived' || input.envelope.body.type !== 'SRVSTAT') return null;
    const step = reduce(
      withLists(state, (_dvipa, own) => (own === null ? null : { ...own, ...widened })),
      input,
    );
    if (step.outputs.some(({ type }) => type === 'Ignore')) return null;
    const listed = withLists(
      step.state,
      (dvipa) => state.vipas[dvipa]?.claim?.distribution ?? null,
    );
    return { ...step, state: listed };
  });
}
