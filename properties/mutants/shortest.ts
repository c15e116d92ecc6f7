/**
 * How short can a counterexample be? A bounded search, breadth first, through what a trace is made of.
 *
 * From the trace's start it tries every sequence of the trace's own actions and of deliveries, state by state, until
 * the promise breaks or the bound is met. What it has exhausted is proved, within this scope: the trace's sysplex,
 * its connections, its faults, its routers. Left out: other faults and connections, which chance has tried.
 */
import { createHash } from 'node:crypto';
import type { Action } from '../../impl/actions.types.ts';
import { enabledDeliveries } from '../../impl/enabled.ts';
import type { Sysplex, SysplexStepper } from '../../impl/sysplex.types.ts';
import { emptyLedger, record, type Ledger } from '../invariants/ledger.ts';
import { replay, type Scenario } from '../harness/run.ts';
import { startState } from '../harness/start.ts';

export interface Shortest {
  /** The shortest list found, at most as long as the trace. */
  readonly scenario: Scenario;
  /** Every shorter list up to this length was tried: the shortest is proved if it has one action more. */
  readonly exhausted: number;
  readonly states: number;
}

interface Node {
  readonly state: Sysplex;
  readonly ledger: Ledger;
  readonly path: readonly Action[];
}

/** Searches for a shorter list than the scenario's, through at most `most` states. */
export function shortest(
  step: SysplexStepper,
  scenario: Scenario,
  promise: string,
  most: number,
): Shortest {
  const { topology, start, actions } = scenario;
  const breaks = (path: readonly Action[]): boolean =>
    replay(step, { topology, start, actions: path }).broken?.promise === promise;
  const seen = new Set<string>();
  const root: Node = { state: startState(step, topology, start), ledger: emptyLedger, path: [] };
  if (breaks([])) return found(scenario, [], 1);

  let frontier: readonly Node[] = [root];
  for (let length = 1; length < actions.length; length += 1) {
    const next: Node[] = [];
    for (const node of frontier) {
      for (const successor of successorsOf(step, node, actions)) {
        const name = nameOf(successor);
        if (seen.has(name)) continue;
        if (seen.size >= most) return { scenario, exhausted: length - 1, states: seen.size };
        seen.add(name);
        if (breaks(successor.path)) return found(scenario, successor.path, seen.size);
        next.push(successor);
      }
    }
    frontier = next;
  }
  return { scenario, exhausted: actions.length - 1, states: seen.size };
}

function found(scenario: Scenario, actions: readonly Action[], states: number): Shortest {
  return { scenario: { ...scenario, actions }, exhausted: actions.length - 1, states };
}

function successorsOf(
  step: SysplexStepper,
  { state, ledger, path }: Node,
  actions: readonly Action[],
): readonly Node[] {
  return offersIn(state, actions).flatMap((action) => {
    const next = step(state, action);
    if (next === null) return [];
    const { state: after, happenings } = next;
    const recorded = record(ledger, { before: state, action, happenings, after });
    return [{ state: after, ledger: recorded, path: [...path, action] }];
  });
}

/** The trace's own actions, and deliveries, through the routers that it uses. */
function offersIn(state: Sysplex, actions: readonly Action[]): readonly Action[] {
  const routers = new Set(actions.flatMap((action) => ('router' in action ? [action.router] : [])));
  const [first = ''] = state.topology.routers;
  const isUsed = (action: Action): boolean =>
    !('router' in action) ||
    routers.has(action.router) ||
    (routers.size === 0 && action.router === first);
  const all = [...actions, ...enabledDeliveries(state).filter(isUsed)];
  return [...new Map(all.map((action) => [JSON.stringify(action), action])).values()];
}

function nameOf({ state, ledger }: Node): string {
  const { topology: _same, ...rest } = state;
  return createHash('sha1')
    .update(JSON.stringify([rest, ledger]))
    .digest('base64');
}
