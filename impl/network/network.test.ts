/** The network: a bag of packets, advertisements of one or two stacks, and what routers believe. */
import test from 'ava';
import type { Packet } from '../messages.types.ts';
import {
  addPacket,
  advertise,
  findPacket,
  initialNetwork,
  learnRoute,
  packetLabel,
  removePacket,
  silence,
  withdraw,
} from './network.ts';

const idle = initialNetwork(['R1', 'R2']);
const syn: Packet = {
  source: { address: 'K', port: 1 },
  destination: { address: 'V', port: 60 },
  kind: 'SYN',
  seq: 1_000,
  ack: null,
};

test('a packet is found by a name that leaves its numbers out', (t) => {
  const network = addPacket(idle, 'toCluster', syn);

  t.is(packetLabel({ ...syn, seq: 7 }), 'K:1>V:60 SYN');
  t.is(findPacket(network, 'toCluster', 'K:1>V:60 SYN'), syn);
  t.is(findPacket(network, 'toClients', 'K:1>V:60 SYN'), undefined);
});

test('of a duplicated packet one copy is taken at a time', (t) => {
  const twice = addPacket(addPacket(idle, 'toCluster', syn), 'toCluster', syn);
  const once = removePacket(twice, 'toCluster', syn);

  t.deepEqual(once.toCluster, [syn]);
  t.deepEqual(removePacket(once, 'toCluster', syn).toCluster, []);
});

test('two stacks advertise an address while it changes hands (R22)', (t) => {
  const both = advertise(advertise(idle, 'V', 'B'), 'V', 'A');
  t.deepEqual(both.advertised, { V: ['A', 'B'] });
  t.deepEqual(advertise(both, 'V', 'B').advertised, both.advertised, 'once is enough');
  t.deepEqual(withdraw(both, 'V', 'A').advertised, { V: ['B'] });
});

test('to withdraw what nobody advertises changes nothing that a router could learn', (t) => {
  t.deepEqual(withdraw(idle, 'V', 'A').advertised, { V: [] });
});

test('a stack that is gone advertises nothing, the others go on', (t) => {
  const shared = advertise(advertise(idle, 'V', 'A'), 'V', 'B');
  const network = silence(advertise(shared, 'W', 'A'), 'A');

  t.deepEqual(network.advertised, { V: ['B'], W: [] });
});

test('routers learn one by one, and go on believing until they learn (R27)', (t) => {
  const learned = learnRoute(idle, 'R1', 'V', 'A');
  t.deepEqual(learned.routes, { R1: { V: 'A' }, R2: {} });

  const stale = withdraw(learned, 'V', 'A');
  t.deepEqual(stale.routes.R1, { V: 'A' });
  t.deepEqual(learnRoute(stale, 'R1', 'V', 'B').routes.R1, { V: 'B' });
  t.deepEqual(learnRoute(stale, 'R1', 'V', null).routes.R1, {});
});
