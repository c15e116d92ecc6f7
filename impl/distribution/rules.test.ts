/**
 * The rules decide, and nothing else does: what each of them is asked, and that its answer is followed.
 *
 * A mutant of the protocol replaces one rule; it shows something only if the code around it obeys.
 */
import test from 'ava';
import type { Profile } from '../../model/config.types.ts';
import { Alone, claimOf, life, member, only, packet, sent } from '../testing/alone.ts';
import { Cluster } from '../testing/cluster.ts';
import { backup, distribute, primary, profileOf } from '../testing/profiles.ts';
import type { Rules } from './rules.ts';

/** A has routed port 1 of client K to C, and has yielded to B, which has not asked for its table yet. */
function yielding(rules: Partial<Rules>): Alone {
  const stack = new Alone(primary('A'), true, rules).join('B', 'C');
  for (const name of ['B', 'C']) stack.snapshotEnds(name);
  stack.listens('C');
  stack.arrives('SYN', 1);
  stack.claims('B', claimOf(9, 'B', { former: member('A') }));
  return stack;
}

test('who does not own a DVIPA resets a packet if the rule says so (R26)', (t) => {
  const stack = yielding({ packetAtNonOwner: () => 'reset' });

  t.deepEqual(stack.arrives('ACK', 1), [
    { type: 'Reset', packet: packet('ACK', 1), reason: 'NoSuchConnection' },
  ]);
});

test('a former owner looks a packet up in its table if the rule says so (R47)', (t) => {
  const stack = yielding({ packetAtNonOwner: () => 'route' });
  const { epoch } = stack;
  const how = { epoch, choice: 'followed', tried: [] };

  t.deepEqual(sent(stack.arrives('ACK', 1)), [
    { to: 'C', type: 'routed', packet: packet('ACK', 1), ...how },
  ]);
  t.deepEqual(stack.arrives('ACK', 2), [
    { type: 'Reset', packet: packet('ACK', 2), reason: 'NoSuchConnection' },
  ]);
  stack.message('B', { type: 'DVIPA', dvipa: 'V', epoch, intent: 'routing' });
  t.like(sent(stack.arrives('ACK', 1)), [{ to: 'B', type: 'redirected' }], 'it has no table now');
});

test('an owner that rebuilds selects if the rule says so, and goes on rebuilding (R3)', (t) => {
  const stack = new Alone(primary('A'), true, { synWhileRebuilding: () => 'select' }).join('B');
  stack.listens('B');

  t.like(sent(stack.arrives('SYN')), [{ to: 'B', type: 'routed', choice: 'selected' }]);
  t.like(stack.vipa.role, { is: 'rebuilding', awaiting: [{ stack: 'B' }] });
});

test('a stack keeps its connections to itself if the rule says so (E10)', (t) => {
  const stack = new Alone(profileOf('A'), true, { reportsConnections: () => false }).join('B');
  stack.claims('B', claimOf(1, 'B'));
  const { remote, local } = life('A');
  const opened = { type: 'ConnectionOpened', remote, local, via: null, replaces: false } as const;
  stack.hear({ ...opened, remoteIsn: 1, localIsn: 2 });

  t.deepEqual(
    sent(stack.claims('B', claimOf(2, 'B'))).map(
      (body) => 'connections' in body && body.connections,
    ),
    [[]],
  );
});

test('the rule about broadcasts hears whether a backup will use the list it inherits (E12)', (t) => {
  const heard = (profiles: readonly Profile[]): readonly boolean[] => {
    const asked: boolean[] = [];
    const broadcastsClaim = (inherits: boolean): boolean => asked.push(inherits) > 0;
    const cluster = new Cluster(profiles, {}, { broadcastsClaim }).start('A', 'B').crash('A');
    t.deepEqual(cluster.owners(), ['B']);
    return asked;
  };
  const own = { distributes: [distribute({ targets: ['XB'] })] };

  t.deepEqual(heard([primary('A'), backup('B', 10)]), [false, true]);
  t.deepEqual(heard([primary('A'), backup('B', 10, own)]), [false, false]);
  t.deepEqual(heard([primary('A', null), primary('B', null)]), [false, false]);
});

test('the rule about the routes of a SRVSTAT hears whether its sender still listens (E9)', (t) => {
  const heard: boolean[] = [];
  const routesAfterSrvstat = <T>(crt: T, _sender: unknown, stillListening: boolean): T => {
    heard.push(stillListening);
    return crt;
  };
  const stack = new Alone(primary('A', { targets: ['XB'] }), true, { routesAfterSrvstat }).join(
    'B',
  );
  stack.listens('B', 1);
  stack.listens('B', 0);

  t.deepEqual(heard, [true, false]);
  t.deepEqual(only(stack.listens('B', 1), 'Ignore'), []);
});
