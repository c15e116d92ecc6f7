/**
 * The printed example of Figures 11 and 12: DVB1 is bound on stack 30, then on stack 26, then taken by its
 * configured primary, stack 38, with live connections on 30 and 26 all along (F12.x).
 *
 * Stacks 30, 26 and 38 are MVS3, MVS2 and MVS5 of the example sysplex.
 */
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Action } from '../../impl/actions.types.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { rowsOf } from '../../impl/tables/crt-rows.ts';
import { drain } from '../harness/drain.ts';
import { readProfileDirectory } from '../harness/read-profiles.ts';
import { startState } from '../harness/start.ts';
import { topologiesOf } from '../harness/topologies.ts';
import { livesOf } from '../invariants/lives.ts';
import { clusterOf } from '../mutants/all.ts';

const step = clusterOf(null);
const folder = join(import.meta.dirname, '..', '..', 'impl', 'profile', 'figure-4');
const [topology] = topologiesOf(readProfileDirectory(folder).profiles);

function after(t: ExecutionContext, state: Sysplex, action: Action): Sysplex {
  const next = step(state, action);
  t.truthy(next, `${action.do} is enabled`);
  return drain(step, next?.state ?? state).state;
}

function connect(t: ExecutionContext, state: Sysplex, port: number): Sysplex {
  const to = { dvipa: 'DVB1', to: 60, isn: port * 1_000 };
  return after(t, state, { do: 'Connect', client: 'C1', port, ...to });
}

function homes(state: Sysplex): readonly string[] {
  return livesOf(state)
    .map(({ stack, tcb }) => `${tcb.remote.port} ${tcb.state} on ${stack}`)
    .sort();
}

function ownerOf(state: Sysplex): readonly string[] {
  return Object.entries(state.stacks)
    .filter(([, stack]) => stack?.distribution.vipas.DVB1?.role.is === 'owner')
    .map(([name]) => name);
}

function routesOf(state: Sysplex, stack: string): readonly string[] {
  const role = state.stacks[stack]?.distribution.vipas.DVB1?.role;
  if (role?.is !== 'owner') return [];
  return rowsOf(role.crt)
    .map(({ remote, target }) => `${remote.port} to ${target.stack}`)
    .sort();
}

test('DVB1 moves from stack 30 to stack 26 to stack 38, and no connection is disturbed', (t) => {
  if (topology === undefined) return t.fail('no topology');
  const rest = startState(step, topology, 'ranged');

  const on30 = connect(
    t,
    after(t, rest, { do: 'Bind', stack: 'MVS3', dvipa: 'DVB1', port: 60 }),
    1,
  );
  t.deepEqual(ownerOf(on30), ['MVS3']);
  t.deepEqual(homes(on30), ['1 ESTABLISHED on MVS3']);

  const on26 = connect(
    t,
    after(t, on30, { do: 'Bind', stack: 'MVS2', dvipa: 'DVB1', port: 60 }),
    2,
  );
  t.deepEqual(ownerOf(on26), ['MVS2']);
  t.deepEqual(homes(on26), ['1 ESTABLISHED on MVS3', '2 ESTABLISHED on MVS2']);
  t.deepEqual(routesOf(on26, 'MVS2'), ['1 to MVS3', '2 to MVS2']);

  const on38 = after(t, on26, { do: 'StartStack', stack: 'MVS5' });
  t.deepEqual(ownerOf(on38), ['MVS5']);
  t.deepEqual(homes(on38), homes(on26));
  t.deepEqual(routesOf(on38, 'MVS5'), ['1 to MVS3', '2 to MVS2']);
  t.deepEqual(on38.network.advertised.DVB1, ['MVS5']);

  const talked = [1, 2].reduce((state, port) => {
    const connection = `DVB1:60>C1:${port}`;
    return after(t, state, { do: 'Tcp', at: 'C1', deed: 'write', connection });
  }, on38);
  t.deepEqual(homes(talked), homes(on26));
  for (const { tcb } of Object.values(talked.clients.C1?.connections ?? {}).map((tcb) => ({
    tcb,
  }))) {
    t.deepEqual(tcb.unacked, [], 'the data has arrived where the connection lives');
  }
});
