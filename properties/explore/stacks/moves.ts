/**
 * The binds that a scope counts as moves: an application begins to listen on a stack, so that a stack that has come
 * back serves again, or a DVIPA of a VIPARange moves to it (F11.500).
 */
import type { Action } from '../../../impl/actions.types.ts';
import { coveringRange } from '../../../impl/distribution/lists.ts';
import { enabledBinds } from '../../../impl/enabled.ts';
import type { Sysplex } from '../../../impl/sysplex.types.ts';
import type { StackScope } from './budget.ts';

/**
 * Binds where nobody listens for the application yet. A second listener of a stack is no move, unless the scope
 * says so.
 */
export function enabledMoves(
  { topology: { applications, profiles }, listeners: most = 1 }: StackScope,
  state: Sysplex,
): readonly Action[] {
  const [served] = applications;
  if (served === undefined) return [];
  const { dvipa, port } = served;
  return enabledBinds(state, [{ dvipa, port }]).filter((action) => {
    if (action.do !== 'Bind') return false;
    const isPlace =
      applications.some((one) => one.stack === action.stack && one.dvipa === dvipa) ||
      profiles.some((one) => one.stack === action.stack && coveringRange(one, dvipa) !== null);
    const listeners = state.stacks[action.stack]?.tcp.listeners ?? {};
    return isPlace && (listeners[`${dvipa}:${port}`] ?? 0) < most;
  });
}
