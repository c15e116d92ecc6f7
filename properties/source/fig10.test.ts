/**
 * Figure 10: stack 22 recovers, and takes DVA1 back from 38 while 26 and 34 keep their connections.
 * 22 is MVS1, 26 MVS2, 30 MVS3, 34 MVS4, 38 MVS5.
 */
import test, { type ExecutionContext } from 'ava';
import { listOfMvs1, listOfMvs5 } from '../../model/fig04-example-sysplex.ts';
import type { Vipa } from '../../model/state.types.ts';
import {
  after,
  blocksAt,
  modelAfter,
  refusal,
  see,
  sent,
  takebacks,
  type Both,
  type Step,
} from './example.ts';
import type { Event } from '../../model/events.types.ts';
import { binds, connects, fails, starts, writes } from './steps.ts';
import { mvs5TakesOver, serving, takesDva1 } from './sysplex.ts';

/** 38 routes DVA1, with connections on 26 and 34, and one on 30 which only its own list allows. */
function backedUp(t: ExecutionContext): Both {
  const rest = serving(t);
  const failed = after(t, rest, fails(rest, 'MVS1', mvs5TakesOver), binds('MVS3', 'DVA1'));
  const targets = ['MVS2', 'MVS3', 'MVS4'];
  const connections = targets.map((on, at) =>
    connects({ dvipa: 'DVA1', via: 'MVS5', on, port: at + 1 }),
  );
  return after(t, failed, ...connections);
}

function takesBack(before: Both): Step {
  return starts(before, 'MVS1', { ...takesDva1, from: 'MVS5' });
}

function takenBack(t: ExecutionContext): Both {
  const before = backedUp(t);
  return after(t, before, takesBack(before));
}

/** What the model has of DVA1 when the takeback has come so far. */
function upTo(before: Both, type: Event['type']): Vipa | undefined {
  const { events } = takesBack(before);
  const last = events.findIndex((event) => event.type === type);
  const end = modelAfter(before, ...events.slice(0, last + 1));
  return 'refused' in end ? undefined : end.vipas.DVA1;
}

/** Why the model does not let 22 route without the word of 38. */
function withoutTheWordOf38(before: Both): string | null {
  const { events } = takesBack(before);
  return refusal(before, ...events.filter(({ type }) => type !== 'Yielded'));
}

const lives = ['C1:1 on MVS2', 'C1:2 on MVS3', 'C1:3 on MVS4'];
const routes = ['C1:1 to MVS2', 'C1:2 to MVS3', 'C1:3 to MVS4'];

test('300: 22 "sends a VIPA list to the other communication protocol stacks 26, 30, 34 and 38"', (t) => {
  const before = backedUp(t);
  see(t, before, 'DVA1', { by: 'MVS5', list: listOfMvs5, lives });

  const back = takenBack(t);

  const all = ['MVS1>MVS2', 'MVS1>MVS3', 'MVS1>MVS4', 'MVS1>MVS5'];
  t.true(all.every((way) => sent(back, 'VIPA_list', 'DVA1').includes(way)));
  t.true(blocksAt(back, 'MVS1').has('F10.300'));
  see(t, back, 'DVA1', { by: 'MVS1', list: listOfMvs1 });
});

test('302: "candidate target stacks send SRVSTAT messages to the recovered primary"', (t) => {
  const back = takenBack(t);

  t.true(blocksAt(back, 'MVS2').has('F10.302'));
  t.true(['MVS2>MVS1', 'MVS4>MVS1'].every((way) => sent(back, 'SRVSTAT', 'DVA1').includes(way)));
  // 30 listens, too, and is no candidate of this list.
  see(t, back, 'DVA1', { dpt: ['MVS2:60', 'MVS4:60'] });
});

test('304: 22 "also sends a DVIPA message to the backup … which receives the takeback message"', (t) => {
  const before = backedUp(t);
  const back = after(t, before, takesBack(before));

  t.deepEqual(takebacks(back, 'DVA1'), ['MVS1>MVS5']);
  t.true(blocksAt(back, 'MVS1').has('F10.304'));
  // The model says whom it asks: 38, which selects until it has answered.
  t.deepEqual(upTo(before, 'Claimed')?.routing, {
    is: 'inTransit',
    claimants: ['MVS1'],
    former: 'MVS5',
  });
  t.is(withoutTheWordOf38(before), 'MVS5 still selects');
  see(t, back, 'DVA1', { by: 'MVS1' });
});

test('306, 308: 38 "generates a NEWCONN message for each connection to DVA1 routed through" it', (t) => {
  const before = backedUp(t);
  const back = after(t, before, takesBack(before));

  const reported = back.happenings.flatMap(({ at, output }) =>
    at === 'MVS5' && output.type === 'Send' && output.envelope.body.type === 'NEWCONN'
      ? output.envelope.body.connections.map(
          ({ remote, target }) => `${remote.port} ${target.stack}`,
        )
      : [],
  );
  t.deepEqual(reported.sort(), ['1 MVS2', '2 MVS3', '3 MVS4']);
  for (const block of ['F10.306', 'F10.308']) t.true(blocksAt(back, 'MVS5').has(block), block);
  // On the model 38 has said it with its last word, and 22 begins with all of them.
  t.deepEqual(upTo(before, 'Yielded')?.routing, {
    is: 'inTransit',
    claimants: ['MVS1'],
    former: null,
  });
  const begun = upTo(before, 'RoutingBegun');
  t.deepEqual(begun?.routing.is === 'routed' && begun.routing.crt, begun?.connections);
  see(t, before, 'DVA1', { by: 'MVS5', crt: routes });
  see(t, back, 'DVA1', { by: 'MVS1', crt: routes });
});

test('308: "Alternatively, the server stacks may send NEWCONN messages directly"', (t) => {
  const back = takenBack(t);

  const servers = ['MVS2>MVS1', 'MVS3>MVS1', 'MVS4>MVS1'];
  t.true(servers.every((way) => sent(back, 'NEWCONN', 'DVA1').includes(way)));
  see(t, back, 'DVA1', { crt: routes });
});

test('310: 38 "cleans up its routing tables and deletes DVA1 so that it no longer performs routing"', (t) => {
  const back = takenBack(t);

  t.true(blocksAt(back, 'MVS5').has('F10.310'));
  t.is(back.stacks.stacks.MVS5?.distribution.vipas.DVA1?.role.is, 'none');
  see(t, back, 'DVA1', { advertised: ['MVS1'] });
  const begun = { type: 'Advertised', dvipa: 'DVA1', stack: 'MVS5' } as const;
  t.is(refusal(back, begun), 'MVS5 does not own it');
});

test('"control of DVA1 is transferred back … with limited disruption": here with none', (t) => {
  const back = takenBack(t);
  see(t, back, 'DVA1', { by: 'MVS1', lives, crt: routes });

  const told = after(t, back, ...[1, 2, 3].map((port) => writes({ dvipa: 'DVA1', port })));

  see(t, told, 'DVA1', { lives });
  for (const port of [1, 2, 3]) {
    const tcb = told.stacks.clients.C1?.connections[`DVA1:60>C1:${port}`];
    t.like(tcb, { state: 'ESTABLISHED', unacked: [] }, `the client's data of ${port} has arrived`);
  }
});

test('new connections go through 22 again, by its list: 30 gets none', (t) => {
  const attempts = ['MVS2', 'MVS4', 'MVS2'].map((on, at) =>
    connects({ dvipa: 'DVA1', via: 'MVS1', on, port: at + 11 }),
  );
  const further = after(t, takenBack(t), ...attempts);

  see(t, further, 'DVA1', {
    crt: [...routes, 'C1:11 to MVS2', 'C1:12 to MVS4', 'C1:13 to MVS2'].sort(),
  });
});
