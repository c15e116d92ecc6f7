/**
 * Where an interleaving begins: with nothing started, with every stack up, or with applications too.
 *
 * Every start is reached by ordinary actions and a drain, so it is a reachable state; a trace names it
 * by its word and replays it.
 */
import type { Action } from '../../impl/actions.types.ts';
import { initialSysplex } from '../../impl/sysplex.ts';
import type { Sysplex, SysplexStepper, Topology } from '../../impl/sysplex.types.ts';
import { coveringRange } from '../../impl/distribution/lists.ts';
import { drain } from './drain.ts';

/**
 * `cold`: all stacks down. `settled`: all up and at rest. `serving`: the applications listen, too.
 * `ranged`: up are only those stacks that define no DVIPA which a VIPARange of another covers (F12.x).
 */
export type Start = 'cold' | 'settled' | 'serving' | 'ranged';

const known = new WeakMap<SysplexStepper, WeakMap<Topology, Map<Start, Sysplex>>>();

export function startState(step: SysplexStepper, topology: Topology, start: Start): Sysplex {
  const perTopology = known.get(step) ?? new WeakMap<Topology, Map<Start, Sysplex>>();
  known.set(step, perTopology);
  const perStart = perTopology.get(topology) ?? new Map<Start, Sysplex>();
  perTopology.set(topology, perStart);
  const state = perStart.get(start) ?? build(step, topology, start);
  perStart.set(start, state);
  return state;
}

function build(step: SysplexStepper, topology: Topology, start: Start): Sysplex {
  const cold = initialSysplex(topology);
  if (start === 'cold') return cold;
  const first = start === 'ranged' ? withoutRangedPrimaries(topology) : topology.profiles;
  const starts = first.map(({ stack }): Action => ({ do: 'StartStack', stack }));
  const settled = runAll(step, cold, starts);
  if (start !== 'serving') return settled;
  const binds = topology.applications.map((application): Action => ({
    do: 'Bind',
    ...application,
  }));
  return runAll(step, settled, binds);
}

function withoutRangedPrimaries({ profiles }: Topology): Topology['profiles'] {
  return profiles.filter(
    ({ defines }) =>
      !defines.some(({ dvipa }) => profiles.some((other) => coveringRange(other, dvipa) !== null)),
  );
}

function runAll(step: SysplexStepper, from: Sysplex, actions: readonly Action[]): Sysplex {
  const state = actions.reduce((before, action) => step(before, action)?.state ?? before, from);
  return drain(step, state).state;
}
