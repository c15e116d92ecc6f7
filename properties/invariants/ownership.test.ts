/**
 * P3 and who made a DVIPA active: a plain VIPABackup takes over what was active, and creates nothing (D3). Its own
 * claim makes a DVIPA look active, so that P3 goes by what observers remember (ledger.ts).
 */
import test from 'ava';
import type { Action } from '../../impl/actions.types.ts';
import { backup, primary } from '../../impl/testing/profiles.ts';
import { replay, type Broken } from '../harness/run.ts';
import { topologiesOf } from '../harness/topologies.ts';
import { clusterOf, mutantNamed } from '../mutants/all.ts';
import { promisesOnly, refinementOnly, type Judges } from './judges.ts';

const plain = [primary('A'), backup('B', 20), backup('C', 10)];
const movable = [primary('A'), backup('B', 20, {}, true), backup('C', 10)];

const starts = (stack: string): Action => ({ do: 'StartStack', stack });
const crashes = (stack: string): Action => ({ do: 'CrashStack', stack });
/** `from` notices that the other one has joined, and its list arrives there. */
const greets = (from: string, to: string): readonly Action[] => [
  { do: 'DeliverNotice', to: from },
  { do: 'DeliverXcf', from, to },
];

/** What breaks from a cold start when every backup creates, as if its statement were MOVEable. */
function broken(
  profiles: typeof plain,
  actions: readonly Action[],
  judges: Judges = promisesOnly,
): Broken | null {
  const [topology] = topologiesOf(profiles);
  if (topology === undefined) throw new Error('no topology');
  const step = clusterOf(mutantNamed('D3b') ?? null);
  return replay(step, { topology, start: 'cold', actions }, judges).broken;
}

test('a plain backup that starts alone and creates the DVIPA breaks P3', (t) => {
  t.deepEqual(broken(plain, [starts('B')]), {
    promise: 'P3',
    witness: 'B owns V, which was active nowhere when B claimed it: its VIPABackup is not MOVEable',
    after: 1,
  });
});

test('the refinement sees it in the step of the claim', (t) => {
  const { promise, witness } = broken(plain, [starts('B')], refinementOnly) ?? {};
  t.is(promise, 'REF');
  t.is(
    witness,
    'the model does not allow Claimed(V, B, backup): B may not claim it by backup; ' +
      'it would have allowed stack no stack',
  );
});

test('the statement decides: the MOVEable form creates it', (t) => {
  t.is(broken(movable, [starts('B')]), null);
  t.is(broken(movable, [starts('B')], refinementOnly), null);
});

test('whoever takes over from the wrong creator is no better', (t) => {
  const handedOn = [starts('C'), starts('B'), ...greets('C', 'B'), crashes('C')];
  const { witness } = broken(plain, handedOn) ?? {};
  t.regex(witness ?? '', /^B owns V, which was active nowhere when C claimed it/);
});

test('a primary that has claimed it since owns it by right, and so does its backup then', (t) => {
  const claimed = [starts('B'), starts('A'), ...greets('B', 'A')];
  t.is(broken(plain, claimed), null);
  const told = { do: 'DeliverXcf', from: 'A', to: 'B' } as const;
  t.is(broken(plain, [...claimed, told, crashes('A')]), null);
});

test('a backup takes over what it has heard of, and what is still on its way to it', (t) => {
  const heard = [starts('A'), starts('B'), ...greets('A', 'B'), crashes('A')];
  const underWay = [
    starts('A'),
    starts('B'),
    { do: 'DeliverNotice', to: 'A' } as const,
    crashes('A'),
  ];
  for (const actions of [heard, underWay]) {
    t.is(broken(plain, actions), null);
    t.is(broken(plain, actions, refinementOnly), null);
  }
});

test('what nobody remembers is active nowhere again', (t) => {
  const forgotten = [starts('A'), crashes('A'), starts('B')];
  t.is(broken(plain, forgotten)?.promise, 'P3');
  t.is(broken(plain, forgotten, refinementOnly)?.promise, 'REF');
});
