/**
 * Figure 10: the failed routing stack recovers and takes the DVIPA back.
 *
 * A recovered primary claims (F10.300, F10.304) as it does when it initialises; what it is told
 * (F10.302, F10.306, F10.308) makes its tables in the step RoutingBegun.
 */
import type { Refused } from './events.types.ts';
import type { Vipa } from './state.types.ts';
import type { StackName } from './vocabulary.types.ts';

/** A stack that does not route withdraws the DVIPA from the network; never the one that does (R22). */
export function withdrawn(vipa: Vipa, stack: StackName): Vipa | Refused {
  const { routing } = vipa;
  if (routing.is === 'routed' && routing.by === stack) return { refused: `${stack} routes it` };
  return { ...vipa, advertisers: vipa.advertisers.filter((name) => name !== stack) }; // F10.310
}

/** Who routes, or has claimed and will, advertises. */
export function advertised(vipa: Vipa, stack: StackName): Vipa | Refused {
  if (!owns(vipa, stack)) return { refused: `${stack} does not own it` };
  const others = vipa.advertisers.filter((name) => name !== stack);
  return { ...vipa, advertisers: [...others, stack].sort() }; // F5.104 F11.502
}

/** Does a stack route, or believe that it does, or has it claimed? */
function owns({ routing }: Vipa, stack: StackName): boolean {
  if (routing.is === 'inactive') return false;
  if (routing.is === 'routed') return routing.by === stack;
  return routing.former === stack || routing.claimants.includes(stack);
}
