/**
 * Figure 4: the profiles as they are printed, the lists that 22 and 38 broadcast of them, and what they
 * mean to model and stacks. Stacks 22, 26, 30, 34 and 38 are MVS1 to MVS5 (E1).
 */
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { figure4, listOfDvb1, listOfMvs1 } from '../../model/fig04-example-sysplex.ts';
import { isCandidate } from '../../model/tables.ts';
import { readProfileDirectory } from '../harness/read-profiles.ts';
import { clustersOf, listsOf, see, type Both } from './example.ts';
import { allUp } from './sysplex.ts';

const folder = join(import.meta.dirname, '..', '..', 'impl', 'profile', 'figure-4');
const names = figure4.map(({ stack }) => stack);

test('the profiles of Figure 4, read as text, are the ones that the model has as data', (t) => {
  t.deepEqual(readProfileDirectory(folder).profiles, figure4);
});

test('"MVS1: VIPABackup 30 DVB1", "MVS5: VIPABackup 10 DVA1"', (t) => {
  const chains = figure4.flatMap(({ stack, backups }) =>
    backups.map(({ dvipa, rank }) => `${stack}: VIPABackup ${rank} ${dvipa}`),
  );
  t.deepEqual(chains, ['MVS1: VIPABackup 30 DVB1', 'MVS5: VIPABackup 10 DVA1']);
});

/** What a stack that starts last broadcasts of its DVIPA, the same to all others. */
function broadcastBy(t: ExecutionContext, both: Both, stack: string, dvipa: string) {
  const lists = listsOf(both, stack, dvipa);
  t.deepEqual(
    lists.map(({ to }) => to).sort(),
    names.filter((name) => name !== stack),
  );
  const [first] = lists;
  for (const { definitions, claims } of lists) {
    t.deepEqual(
      { definitions, claims },
      { definitions: first?.definitions, claims: first?.claims },
    );
  }
  const claim = first?.claims.find((one) => one.dvipa === dvipa);
  return { definitions: first?.definitions, claims: first?.claims ?? [], claim };
}

/** The candidate targets by a list, the same on the model and on the stacks. */
function candidatesOf(t: ExecutionContext, both: Both, dvipa: string): readonly string[] {
  const found = Object.values(clustersOf(both)).map((cluster) => {
    const routing = cluster.vipas[dvipa]?.routing;
    const list = routing?.is === 'routed' ? routing.list : null;
    return names.filter((stack) => isCandidate(cluster, stack, list));
  });
  t.deepEqual(found[0], found[1]);
  return found[0] ?? [];
}

test('DVIPA_list_1: 22, "DVA1 as a dynamic routable VIPA with port 60 as an associated port"', (t) => {
  const rest = allUp(t, 'MVS1');
  const { definitions, claim } = broadcastBy(t, rest, 'MVS1', 'DVA1');

  // "identifying MVS1 as the primary routing communication protocol stack"
  t.deepEqual(definitions?.primary, ['DVA1']);
  t.like(claim, { kind: 'define', epoch: { stack: 'MVS1' } });
  t.deepEqual(claim?.distribution?.ports, [60]);
  // "the communication protocol stacks 22, 26 and 34 as candidate target communication protocol stacks"
  t.deepEqual(claim?.distribution?.targets, ['XCF1', 'XCF2', 'XCF4']);
  t.deepEqual(candidatesOf(t, rest, 'DVA1'), ['MVS1', 'MVS2', 'MVS4']);
  see(t, rest, 'DVA1', { by: 'MVS1', list: listOfMvs1, received: names });
});

test('DVIPA_list_2: 38, "DVB1 as a dynamic routable VIPA with port 60 as an associated port"', (t) => {
  const rest = allUp(t, 'MVS5');
  const { definitions, claim } = broadcastBy(t, rest, 'MVS5', 'DVB1');

  // The text has it "identifying MVS1 as the primary", which is a misprint (E2).
  t.deepEqual(definitions?.primary, ['DVB1']);
  t.like(claim, { kind: 'define', epoch: { stack: 'MVS5' } });
  t.deepEqual(claim?.distribution?.ports, [60]);
  // "all of the communication protocol stacks 22, 26 30, 34 and 38 as candidate target" stacks
  t.is(claim?.distribution?.targets, 'ALL');
  t.deepEqual(candidatesOf(t, rest, 'DVB1'), names);
  see(t, rest, 'DVB1', { by: 'MVS5', list: listOfDvb1, received: names });
});

test('22 "would be identified as a backup to" 38, and 38 "would be identified as a backup to" 22', (t) => {
  const first = broadcastBy(t, allUp(t, 'MVS1'), 'MVS1', 'DVA1').definitions;
  const second = broadcastBy(t, allUp(t, 'MVS5'), 'MVS5', 'DVB1').definitions;

  t.deepEqual(first?.backup, [{ dvipa: 'DVB1', rank: 30, creates: false }]);
  t.deepEqual(second?.backup, [{ dvipa: 'DVA1', rank: 10, creates: false }]);
});

test('"the distributed VIPA list for DVB2" is that of DVB1: there is no other (E3)', (t) => {
  const rest = allUp(t, 'MVS5');
  const { claims } = broadcastBy(t, rest, 'MVS5', 'DVB1');

  t.deepEqual(
    claims.map(({ dvipa }) => dvipa),
    ['DVA1', 'DVB1'],
  );
  for (const { vipas } of Object.values(clustersOf(rest))) {
    t.deepEqual(Object.keys(vipas).sort(), ['DVA1', 'DVB1']);
  }
});
