/**
 * Quiescence: the faults stop, and everything under way is delivered, in one fixed order.
 *
 * *Eventually* promises are judged after a drain. It first empties XCF, queues and the network, then lets
 * each connection retransmit and TIME_WAIT end, until nothing is left to do or the bound is reached.
 */
import type { Action } from '../../impl/actions.types.ts';
import { enabledDeeds, enabledDeliveries } from '../../impl/enabled.ts';
import type { Happening, Sysplex, SysplexStepper } from '../../impl/sysplex.types.ts';

export interface Drained {
  readonly state: Sysplex;
  readonly actions: readonly Action[];
  readonly happenings: readonly Happening[];
  /** False when the bound was reached with deliveries still to come: a livelock, a finding. */
  readonly isQuiet: boolean;
}

/** No drain of a sound cluster of five stacks and a handful of connections comes near this. */
const MOST_STEPS = 5_000;

export function drain(step: SysplexStepper, start: Sysplex, rounds = 3): Drained {
  const drain: Draining = { step, state: start, actions: [], happenings: [] };
  let isQuiet = settle(drain);
  for (let round = 0; round < rounds && isQuiet; round += 1) {
    for (const action of enabledDeeds(drain.state, ['retransmit', 'expire'])) take(drain, action);
    isQuiet = settle(drain);
  }
  return { state: drain.state, actions: drain.actions, happenings: drain.happenings, isQuiet };
}

interface Draining {
  readonly step: SysplexStepper;
  state: Sysplex;
  readonly actions: Action[];
  readonly happenings: Happening[];
}

/** False when the cluster does not do it after all: a stepper may have an action taken away. */
function take(drain: Draining, action: Action): boolean {
  const next = drain.step(drain.state, action);
  if (next === null) return false;
  drain.state = next.state;
  drain.actions.push(action);
  drain.happenings.push(...next.happenings);
  return true;
}

/** Delivers until nothing is under way; routers learn before packets travel. */
function settle(drain: Draining): boolean {
  const seen = new Set<string>();
  const refused = new Set<string>();
  for (let count = 0; count < MOST_STEPS; count += 1) {
    const next = enabledDeliveries(drain.state).find((action) => {
      // Two advertisers would otherwise have a router change its mind for ever.
      const isOnce = action.do === 'LearnRoute' || refused.size > 0;
      return !isOnce || !(seen.has(nameOf(action)) || refused.has(nameOf(action)));
    });
    if (next === undefined) return true;
    if (next.do === 'LearnRoute') seen.add(nameOf(next));
    else if (next.do !== 'DeliverPacket' && next.do !== 'DeliverToClient') seen.clear();
    if (!take(drain, next)) refused.add(nameOf(next));
  }
  return false;
}

function nameOf(action: Action): string {
  return JSON.stringify(action);
}
