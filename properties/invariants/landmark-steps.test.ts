/**
 * Landmarks are effects: WLM's weights count when they have chosen, not when they are merely unequal.
 */
import test from 'ava';
import { primary, profileOf } from '../../impl/testing/profiles.ts';
import { replay } from '../harness/run.ts';
import { topologiesOf } from '../harness/topologies.ts';
import { clusterOf } from '../mutants/all.ts';

/** The landmarks of selection, where A and B listen and one connection comes: the probe at the end. */
function selected(method: 'WLM' | 'ROUNDROBIN', weights: Readonly<Record<string, number>>) {
  const [topology] = topologiesOf([primary('A', { method }), profileOf('B')]);
  if (topology === undefined) throw new Error('no topology');
  const actions = [{ do: 'SetWeights', stack: 'A', weights } as const];
  const { landmarks } = replay(clusterOf(null), { topology, start: 'serving', actions });
  return ['weighted', 'wlm'].filter((id) => landmarks.has(id));
}

test('weights that choose another target than round robin are the landmark', (t) => {
  t.deepEqual(selected('WLM', { A: 1, B: 3 }), ['weighted', 'wlm']);
});

test('unequal weights that choose whom round robin chooses are not', (t) => {
  t.deepEqual(selected('WLM', { A: 3, B: 1 }), ['weighted']);
});

test('weights of WLM are nothing to a list by round robin', (t) => {
  t.deepEqual(selected('ROUNDROBIN', { A: 1, B: 3 }), []);
});
