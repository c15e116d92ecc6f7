/**
 * What a scope counts, and what each action costs of it.
 */
import type { Action, TcpDeed } from '../../../impl/actions.types.ts';
import type { Topology } from '../../../impl/sysplex.types.ts';
import type { Start } from '../../harness/start.ts';

/** What is counted beside connections: none of it where a scope leaves it out. */
export const BUDGETS = [
  'crashes',
  'restarts',
  /** Packets that the network loses, … */
  'losses',
  /** … and that it doubles. */
  'duplicates',
  /** Times that an application begins to listen, … */
  'moves',
  /** … and that one stops. */
  'unbinds',
  /** Connections that stacks open. */
  'outgoing',
  /** Times that an end closes, aborts or gives up a connection, or that its TIME_WAIT is over. */
  'ends',
  /** Profiles that are changed while a stack runs (VARY OBEY). */
  'changes',
] as const;

export type Budget = (typeof BUDGETS)[number];

export interface StackScope extends Partial<Readonly<Record<Budget, number | undefined>>> {
  readonly topology: Topology;
  /** Connections that clients open, each once. */
  readonly connections: number;
  readonly crashes: number;
  readonly restarts: number;
  readonly losses: number;
  /** How often an application may listen on one stack: once when left out. */
  readonly listeners?: number | undefined;
  /** Where it begins: with all stacks up and every application listening when left out. */
  readonly start?: Start | undefined;
}

/** What is left of the scope's budget; of connections, how many were opened. */
export interface Left extends Readonly<Record<Budget, number>> {
  readonly opened: number;
}

export function wholeBudget(scope: StackScope): Left {
  const counts = BUDGETS.map((budget) => [budget, scope[budget] ?? 0] as const);
  return { opened: 0, ...(Object.fromEntries(counts) as Record<Budget, number>) };
}

export const ENDS: readonly TcpDeed[] = ['close', 'abort', 'giveUp', 'expire'];

/** Which budget an action is paid from; null where it is free. */
export function budgetOf(action: Action): Budget | null {
  switch (action.do) {
    case 'CrashStack':
      return 'crashes';
    case 'StartStack':
      return 'restarts';
    case 'LosePacket':
      return 'losses';
    case 'DuplicatePacket':
      return 'duplicates';
    case 'Bind':
      return 'moves';
    case 'Unbind':
      return 'unbinds';
    case 'ConnectOut':
      return 'outgoing';
    case 'ChangeProfile':
      return 'changes';
    case 'Tcp':
      return ENDS.includes(action.deed) ? 'ends' : null;
    default:
      return null;
  }
}

/** The budget after an action. */
export function spent(left: Left, action: Action): Left {
  if (action.do === 'Connect') return { ...left, opened: left.opened + 1 };
  const budget = budgetOf(action);
  return budget === null ? left : { ...left, [budget]: left[budget] - 1 };
}
