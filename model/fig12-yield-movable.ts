/**
 * Figure 12: an owner, or a claimant, learns of another stack's claim and gives way.
 */
import type { Next } from './events.types.ts';
import type { Vipa } from './state.types.ts';
import { withoutRouter } from './fig09-takeover.ts';
import { uses } from './fig11-claim-movable.ts';
import type { StackName } from './vocabulary.types.ts';

/** It selects no more, and tells the new owner everything from now on. */
export function yielded(vipa: Vipa, stack: StackName): Next {
  const { routing } = vipa;
  if (routing.is === 'routed') {
    return routing.by === stack ? { refused: `${stack} routes it` } : vipa;
  }
  if (routing.is === 'inactive') return vipa;
  const rest = withoutRouter(routing, stack); // F12.520 F12.522 F12.528: its tables are purged
  return { ...vipa, routing: rest }; // F12.524 F12.525: connections stay, and are reported (fig05-initialise.ts)
}

/** A claimant that has been outbid, and has not heard so, completes: it selects until it hears. */
export function completedLate(vipa: Vipa, stack: StackName): Next {
  const { routing } = vipa;
  if (routing.is !== 'inTransit' || !routing.claimants.includes(stack)) {
    return { refused: `${stack} has not claimed it` };
  }
  if (routing.former !== null) return { refused: `${routing.former} still selects` };
  const claimants = routing.claimants.filter((name) => name !== stack);
  return { ...vipa, routing: { ...routing, claimants, former: stack } };
}

/** Nobody routes, nobody claims, nobody uses it: those that are up never heard of it. */
export function forgotten(vipa: Vipa, stacks: readonly StackName[]): Next {
  const { routing } = vipa;
  const isHeld = routing.is !== 'inTransit' || routing.claimants.length > 0;
  const user = stacks.find((stack) => uses(vipa, stack));
  if (isHeld || user !== undefined) return { refused: `${user ?? 'somebody'} still has it` };
  return { ...vipa, routing: { is: 'inactive' } };
}
