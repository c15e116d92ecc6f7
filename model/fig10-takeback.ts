/**
 * Figure 10: the failed routing stack recovers and takes the DVIPA back.
 *
 * A recovered primary claims as it does when it initialises (fig05-initialise.ts, fig11-claim-movable.ts); what
 * it is told makes its tables in the step RoutingBegun.
 */
import type { Next } from './events.types.ts';
import { selects } from './fig07-packet.ts';
import type { Vipa } from './state.types.ts';
import type { StackName } from './vocabulary.types.ts';

/** A stack that does not route withdraws the DVIPA from the network; never the one that does (R22). */
export function withdrawn(vipa: Vipa, stack: StackName): Next {
  const { routing } = vipa;
  if (routing.is === 'routed' && routing.by === stack) return { refused: `${stack} routes it` };
  return { ...vipa, advertisers: vipa.advertisers.filter((name) => name !== stack) }; // F10.310
}

/** Who routes, or believes that it does, or has claimed and will, advertises. */
export function advertised(vipa: Vipa, stack: StackName): Next {
  const { routing } = vipa;
  const claims = routing.is === 'inTransit' && routing.claimants.includes(stack);
  if (!claims && !selects(vipa, stack)) return { refused: `${stack} does not own it` };
  return { ...vipa, advertisers: [...new Set([...vipa.advertisers, stack])].sort() }; // F5.104 F11.502
}
