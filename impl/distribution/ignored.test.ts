/**
 * Bad input is harmless (P10): every reason for which an input changes nothing, each with a witness.
 *
 * The table below is a record over the union of reasons: a reason without a witness does not compile.
 */
import test from 'ava';
import { Alone, claimOf, epochOf, life, member, only, packet } from '../testing/alone.ts';
import { backup, primary, profileOf } from '../testing/profiles.ts';
import type { IgnoreReason, Output } from './inputs.types.ts';

/** How a stack comes to be, and the last thing that it hears. */
interface Witness {
  readonly stack: () => Alone;
  readonly because: string;
  readonly hears: (stack: Alone) => readonly Output[];
}

/** A primary that waits for B's snapshot. */
const rebuilding = () => new Alone().join('B');

/** A primary with complete tables, B alive. */
function owner(): Alone {
  const stack = rebuilding();
  stack.snapshotEnds('B');
  return stack;
}

/** A primary that has yielded to B. */
function moving(): Alone {
  const stack = owner();
  stack.claims('B', claimOf(9, 'B'));
  return stack;
}

/** A target of B's V. */
function target(): Alone {
  const stack = new Alone(profileOf('A')).join('B');
  stack.claims('B', claimOf(1, 'B'));
  return stack;
}

/** An owner that has followed K's SYN to B, which listens. */
function routing(): Alone {
  const stack = owner();
  stack.listens('B');
  stack.arrives('SYN');
  return stack;
}

const newconn = (stack: Alone) =>
  ({ type: 'NEWCONN', dvipa: 'V', epoch: stack.epoch, end: null }) as const;

const witnesses: Record<IgnoreReason, Witness> = {
  UnawareOfDistribution: {
    because: 'a stack without the function hears a list (F4.4, P9)',
    stack: () => new Alone(primary('A'), false),
    hears: (stack) => stack.claims('B', claimOf(1, 'B')),
  },
  SenderHasLeft: {
    because: 'the message is of a former life of its sender (R13, P6)',
    stack: rebuilding,
    hears: (stack) => stack.message('B', { ...newconn(stack), ...snapshotOf([]) }, 1),
  },
  StaleEpoch: {
    because: 'the report is for the owner before (R29)',
    stack: target,
    hears: (stack) => {
      const epoch = epochOf(0, 'B');
      return stack.message('B', { type: 'DVIPA', dvipa: 'V', epoch, intent: 'routing' });
    },
  },
  NotOwner: {
    because: 'the packet was redirected to a stack that does not own V (R28)',
    stack: target,
    hears: (stack) => stack.message('B', { type: 'redirected', packet: packet('ACK') }),
  },
  NotCandidate: {
    because: 'the list does not name the sender of the SRVSTAT (F6.124)',
    stack: () => new Alone(primary('A', { targets: ['XA'] })).join('B'),
    hears: (stack) => stack.listens('B'),
  },
  NotMoving: {
    because: 'the owner asks a stack that never routed V (F10.304)',
    stack: target,
    hears: (stack) => {
      const { epoch } = stack;
      return stack.message('B', { type: 'DVIPA', dvipa: 'V', epoch, intent: 'takeback' });
    },
  },
  AlreadyComplete: {
    because: 'a former router reports after all snapshots have ended (R25)',
    stack: owner,
    hears: (stack) =>
      stack.message('B', { ...newconn(stack), connections: [], reporter: 'router' }),
  },
  AlreadyRerouted: {
    because: 'the SYN that comes back has another target by now (R11)',
    stack: routing,
    hears: (stack) => {
      const how = { choice: 'followed', tried: [] } as const;
      const returned = { type: 'returned', packet: packet('SYN'), epoch: stack.epoch } as const;
      return stack.message('B', { ...returned, ...how });
    },
  },
  UnknownConnection: {
    because: 'the connection that has ended is not in the table (F8.162)',
    stack: owner,
    hears: (stack) => {
      const { epoch } = stack;
      return stack.message('B', { type: 'TERMCONN', dvipa: 'V', epoch, connection: life('B') });
    },
  },
  UnknownDvipa: {
    because: 'nobody has ever claimed the destination of the packet (F7.140)',
    stack: () => new Alone(profileOf('A')).join(),
    hears: (stack) => stack.arrives('SYN'),
  },
  UnknownWhileRebuilding: {
    because: 'the endpoint of the segment may not have reported yet (R2)',
    stack: rebuilding,
    hears: (stack) => stack.arrives('DATA'),
  },
  SynWhileRebuilding: {
    because: 'only complete tables select or refuse (R3)',
    stack: rebuilding,
    hears: (stack) => stack.arrives('SYN'),
  },
  SynAckWhileRebuilding: {
    because: 'the former owner would reset what this answer establishes (R39)',
    stack: rebuilding,
    hears: (stack) => stack.arrives('SYN-ACK'),
  },
  UnknownSynAck: {
    because: 'the NEWCONN of an outgoing connection may still be on its way (R39)',
    stack: owner,
    hears: (stack) => stack.arrives('SYN-ACK'),
  },
  UnknownReset: {
    because: 'a reset is never answered with a reset',
    stack: owner,
    hears: (stack) => stack.arrives('RST'),
  },
  NoLiveOwner: {
    because: 'the owner is dead and no backup has claimed V yet (R26)',
    stack: target,
    hears: (stack) => {
      stack.left('B');
      return stack.arrives('ACK');
    },
  },
  Malformed: {
    because: 'a SRVSTAT names a port that no port can be',
    stack: owner,
    hears: (stack) => stack.listens('B', 1, 70_000),
  },
};

function snapshotOf(connections: readonly ReturnType<typeof life>[]) {
  return { connections, reporter: 'endpoint', end: { routedTo: [] } } as const;
}

/** An input that is ignored leaves the state as it was; only a departure is news by itself. */
for (const [reason, { because, stack: make, hears }] of Object.entries(witnesses)) {
  test(`${reason}: ${because}`, (t) => {
    const stack = make();
    const before = stack.state;
    const outputs = hears(stack);

    t.deepEqual(
      only(outputs, 'Ignore').map((output) => output.reason),
      [reason],
    );
    if (reason !== 'NoLiveOwner') t.is(stack.state, before);
  });
}

const malformed = {
  'a SRVSTAT with a negative count': (stack: Alone) => stack.listens('B', -1),
  'a SRVSTAT with half a listener': (stack: Alone) => stack.listens('B', 0.5),
  'a NEWCONN about another address': (stack: Alone) => {
    const local = { address: 'W', port: 60 };
    return stack.message('B', { ...newconn(stack), ...snapshotOf([{ ...life('B'), local }]) });
  },
  "a NEWCONN about another stack's connection, as its endpoint": (stack: Alone) =>
    stack.message('B', { ...newconn(stack), ...snapshotOf([life('C')]) }),
  "a NEWCONN about its sender's former life": (stack: Alone) =>
    stack.message('B', {
      ...newconn(stack),
      ...snapshotOf([{ ...life('B'), target: member('B', 1) }]),
    }),
  "a TERMCONN of another stack's connection": (stack: Alone) => {
    const { epoch } = stack;
    return stack.message('B', { type: 'TERMCONN', dvipa: 'V', epoch, connection: life('A') });
  },
  'a DVIPA message in the name of another owner': (stack: Alone) => {
    const { epoch } = stack;
    return stack.message('B', { type: 'DVIPA', dvipa: 'V', epoch, intent: 'routing' });
  },
} as const;

for (const [what, hears] of Object.entries(malformed)) {
  test(`Malformed: ${what} spoils the whole message (P10)`, (t) => {
    const stack = owner();
    const before = stack.state;

    t.deepEqual(hears(stack), [{ type: 'Ignore', reason: 'Malformed' }]);
    t.is(stack.state, before);
  });
}

test('UnknownDvipa: reports and DVIPA messages about an unclaimed address (P10)', (t) => {
  const stack = new Alone(profileOf('A')).join('B');
  const { epoch } = stack;

  t.deepEqual(stack.listens('B'), [{ type: 'Ignore', reason: 'UnknownDvipa' }]);
  t.deepEqual(stack.message('B', { type: 'DVIPA', dvipa: 'V', epoch, intent: 'routing' }), [
    { type: 'Ignore', reason: 'UnknownDvipa' },
  ]);
});

test('NotOwner: reports and SYNs that come back reach a stack that has yielded (R29)', (t) => {
  const stack = moving();
  const back = { packet: packet('SYN'), choice: 'selected', tried: [] } as const;

  t.deepEqual(only(stack.listens('B'), 'Ignore')[0]?.reason, 'NotOwner');
  const returned = stack.message('B', { type: 'returned', epoch: stack.epoch, ...back });
  t.deepEqual(only(returned, 'Ignore')[0]?.reason, 'NotOwner');
});

test('StaleEpoch: a lower claim is answered with the list that holds the higher one (R17)', (t) => {
  const stack = owner();
  const answers = stack.claims('B', claimOf(0, 'B'));

  t.like(only(answers, 'Send'), [
    { envelope: { to: { stack: 'B' }, body: { type: 'VIPA_list', claims: [{ dvipa: 'V' }] } } },
  ]);
});

test('StaleEpoch: who only passes on a lower claim of another is not answered', (t) => {
  const stack = new Alone(backup('A', 10)).join('B', 'C');
  stack.claims('B', claimOf(5, 'B'));
  const outputs = stack.claims('C', claimOf(1, 'C'), claimOf(2, 'B'));

  t.deepEqual(
    only(outputs, 'Ignore').map(({ reason }) => reason),
    ['StaleEpoch', 'StaleEpoch'],
  );
  t.is(only(outputs, 'Send').length, 1, 'C is told of its own lower claim only');
});

test('the same list twice changes nothing the second time (P10)', (t) => {
  const stack = target();
  const before = stack.vipa;

  t.deepEqual(only(stack.claims('B', claimOf(1, 'B')), 'Send'), []);
  t.is(stack.vipa, before);
});

test('a stack without the function binds nothing that it does not have (F4.4)', (t) => {
  const stack = new Alone(primary('A'), false);

  t.deepEqual(stack.hear({ type: 'BindRequested', dvipa: 'V', port: 60 }), [
    { type: 'RefuseBind', dvipa: 'V', port: 60, error: 'EADDRNOTAVAIL' },
  ]);
});
