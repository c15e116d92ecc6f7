/** A packet path follows what a distribution function knows: weights, ports, its own listeners, a fresh claim. */
import test from 'ava';
import { Alone, claimOf, packet } from '../testing/alone.ts';
import { Pair } from '../testing/packet-pair.ts';
import { backup, primary, profileOf, ranged } from '../testing/profiles.ts';
import { bytes, say, SIZE } from '../testing/packet-owner.ts';
import { followState } from './from-state.ts';
import { routePacket } from './path.ts';

/** What both say of a SYN from each of these client ports. */
function syns(pair: Pair, ports: readonly number[], to = 60): readonly (readonly string[])[] {
  return ports.map((port) => {
    const sent = packet('SYN', port);
    return pair.arrive({ ...sent, destination: { ...sent.destination, port: to } });
  });
}

function bothSay(...words: readonly string[]) {
  return words.map((word) => [word, word]);
}

test('turns go by the weights of the list', (t) => {
  const weights = { XB: 1, XC: 2 };
  const pair = new Pair(true, primary('A', { method: 'WEIGHTED', weights })).serve();

  t.deepEqual(syns(pair, [1, 2, 3]), bothSay('Selected C', 'Selected B', 'Selected C'));
});

test('a port has its own listeners', (t) => {
  const pair = new Pair(true, primary('A', { ports: [60, 70] }));
  pair.control(() => {
    for (const stack of ['B', 'C']) pair.alone.snapshotEnds(stack);
    pair.alone.listens('B', 1, 60);
    pair.alone.listens('C', 1, 70);
  });

  t.deepEqual(syns(pair, [1, 2]), bothSay('Selected B', 'Selected B'));
  t.deepEqual(syns(pair, [3, 4], 70), bothSay('Selected C', 'Selected C'));
});

test('a port that nobody listens on any more refuses, and another one does not', (t) => {
  const pair = new Pair(true, primary('A', { ports: [60, 70] })).serve();
  pair.control(() => {
    pair.alone.listens('B', 0);
    pair.alone.listens('C', 0);
    pair.alone.listens('C', 1, 70);
  });

  t.deepEqual(syns(pair, [1]), bothSay('NoListeningCandidate'));
  t.deepEqual(syns(pair, [2], 70), bothSay('Selected C'));
});

test('whoever stops and listens again between two choices changes nobody’s turn', (t) => {
  const pair = new Pair(true, primary('A')).serve();
  t.deepEqual(syns(pair, [1]), bothSay('Selected B'));
  for (const count of [0, 1]) {
    pair.control(() => {
      pair.alone.listens('B', count);
    });
  }

  t.deepEqual(syns(pair, [2, 3]), bothSay('Selected C', 'Selected B'));
});

test('the stack itself listens, lives, and is chosen', (t) => {
  const pair = new Pair(true, primary('A'));
  for (const stack of ['B', 'C']) pair.alone.snapshotEnds(stack);
  pair.alone.hear({ type: 'BindRequested', dvipa: 'V', port: 60 });
  followState(pair.path, pair.names, pair.alone.state, null);
  const decisionOn = (kind: 'SYN' | 'ACK') =>
    say(pair.path, routePacket(pair.path, bytes(packet(kind)), 0, SIZE));

  t.is(decisionOn('SYN'), 'Selected A');
  t.is(decisionOn('ACK'), 'Followed A');
});

test('a stack that owns again by a new claim begins its turns afresh', (t) => {
  const pair = new Pair(true, primary('A')).serve();
  t.deepEqual(syns(pair, [1]), bothSay('Selected B'));

  // A owns, lost it to B and took it back, and the path hears of it only now.
  const again = new Alone(primary('A')).starts('B', 'C');
  again.claims('C');
  again.claims('B', claimOf(4, 'B'));
  again.left('B');
  again.joined('B', 2);
  again.claims('B');
  for (const stack of ['B', 'C']) again.snapshotEnds(stack);
  for (const stack of ['B', 'C']) again.listens(stack);
  t.is(again.vipa.role.is, 'owner');
  t.not(again.epoch.number, pair.alone.epoch.number);
  followState(pair.path, pair.names, again.state, pair.alone.state);

  const words = bytes(packet('SYN', 2));
  t.is(say(pair.path, routePacket(pair.path, words, 0, SIZE)), 'Selected B');
});

test('a DVIPA that is not distributed is the stack’s own, at every port', (t) => {
  const pair = new Pair(true, primary('A', null));
  pair.control(() => {
    for (const stack of ['B', 'C']) pair.alone.snapshotEnds(stack);
  });

  t.deepEqual(syns(pair, [1]), bothSay('Deliver'));
  t.deepEqual(syns(pair, [2], 99), bothSay('Deliver'));
});

test('what nobody has claimed is unknown, and what was claimed has an owner that may be gone', (t) => {
  const unclaimed = new Pair(true, backup('A', 10));
  t.deepEqual(syns(unclaimed, [1]), bothSay('UnknownDvipa'));

  const pair = new Pair(true, profileOf('A'));
  pair.control(() => {
    pair.alone.claims('B', claimOf(2, 'B'));
  });
  t.deepEqual(syns(pair, [1]), bothSay('Redirect B'));
  pair.control(() => {
    pair.alone.left('B');
  });
  t.deepEqual(syns(pair, [2]), bothSay('NoLiveOwner'));
});

test('a DVIPA that an application has bound a moment ago is this stack’s at once', (t) => {
  const pair = new Pair(true, ranged('A'));
  t.deepEqual(syns(pair, [1]), bothSay('UnknownDvipa'));
  pair.control(() => {
    pair.alone.hear({ type: 'BindRequested', dvipa: 'V', port: 60 });
    for (const stack of ['B', 'C']) pair.alone.snapshotEnds(stack);
  });

  t.is(pair.alone.vipa.role.is, 'owner');
  t.deepEqual(syns(pair, [2]), bothSay('Deliver'));
});
