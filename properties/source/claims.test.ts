/**
 * The claims, C1 to C43: the method, the system, the means and the program product say the same four
 * times, so a group of claims is one test, on the model and on the stacks.
 */
import test, { type ExecutionContext } from 'ava';
import { figure4, listOfDvb1, listOfMvs1 } from '../../model/fig04-example-sysplex.ts';
import { step } from '../../model/step.ts';
import { isCandidate } from '../../model/tables.ts';
import { after, listsOf, see, sent } from './example.ts';
import { binds, closes, connects, fails, isRefused, opens, unbinds, writes } from './steps.ts';
import { allUp, distributedBy, serving, stated } from './sysplex.ts';

const ALL_CLAIMS = Array.from({ length: 43 }, (_, at) => `C${at + 1}`);
const covered: string[] = [];

/** A test of a group of claims that say the same. */
function claims(ids: string, sentence: string, body: (t: ExecutionContext) => void): void {
  covered.push(...ids.split(' '));
  test(`${ids}: ${sentence}`, body);
}

const via22 = { dvipa: 'DVA1', via: 'MVS1' };

claims(
  'C1 C13 C20 C32',
  '"communicating … utilizing a single Internet Protocol (IP) address"',
  (t) => {
    const rest = allUp(t);
    see(t, rest, 'DVA1', { by: 'MVS1', advertised: ['MVS1'], list: listOfMvs1, dpt: [], crt: [] });

    const listening = after(t, rest, binds('MVS2', 'DVA1'), binds('MVS4', 'DVA1'));
    t.deepEqual(sent(listening, 'SRVSTAT', 'DVA1'), ['MVS4>MVS1']);
    see(t, listening, 'DVA1', { dpt: ['MVS2:60', 'MVS4:60'] });

    const talking = after(
      t,
      listening,
      connects({ ...via22, port: 1, on: 'MVS2' }),
      connects({ ...via22, port: 2, on: 'MVS4' }),
      writes({ dvipa: 'DVA1', port: 1 }),
      writes({ dvipa: 'DVA1', port: 2 }),
    );
    see(t, talking, 'DVA1', {
      crt: ['C1:1 to MVS2', 'C1:2 to MVS4'],
      lives: ['C1:1 on MVS2', 'C1:2 on MVS4'],
    });
    for (const tcb of Object.values(talking.stacks.clients.C1?.connections ?? {})) {
      t.like(tcb, { state: 'ESTABLISHED', unacked: [], remote: { address: 'DVA1', port: 60 } });
    }
  },
);

claims(
  'C2 C21 C33',
  '"defining all of the plurality … as candidate target communication protocol stacks"',
  (t) => {
    const names = figure4.map(({ stack }) => stack);
    const rest = after(t, allUp(t), ...names.map((stack) => binds(stack, 'DVB1')));

    t.true(names.every((stack) => isCandidate(rest.model, stack, listOfDvb1)));
    see(t, rest, 'DVB1', { by: 'MVS5', dpt: names.map((stack) => `${stack}:60`) });
    const attempts = names.map((on, at) =>
      connects({ dvipa: 'DVB1', via: 'MVS5', port: at + 1, on }),
    );
    see(t, after(t, rest, ...attempts), 'DVB1', {
      lives: names.map((on, at) => `C1:${at + 1} on ${on}`),
    });
  },
);

claims(
  'C3 C22 C34',
  '"defining enumerated ones … as candidate target communication protocol stacks"',
  (t) => {
    const list = { ...listOfMvs1, targets: ['XCF2'] };
    const rest = after(t, distributedBy(t, list), binds('MVS2', 'DVA1'));
    t.false(isCandidate(rest.model, 'MVS4', list));

    // MVS4 is up and is not enumerated: it does not hold the address, so nothing can be bound to it.
    const tried = after(t, rest, { ...binds('MVS4', 'DVA1'), events: [] });
    t.true(
      tried.happenings.some(({ at, output }) => at === 'MVS4' && output.type === 'RefuseBind'),
    );

    const attempts = [1, 2, 3].map((port) => connects({ ...via22, port, on: 'MVS2' }));
    see(t, after(t, tried, ...attempts), 'DVA1', {
      dpt: ['MVS2:60'],
      crt: ['C1:1 to MVS2', 'C1:2 to MVS2', 'C1:3 to MVS2'],
    });
  },
);

claims('C4 C23 C35', '"at least one specified port associated with the IP address"', (t) => {
  const rest = after(t, allUp(t), binds('MVS2', 'DVA1'), binds('MVS4', 'DVA1', 61));

  see(t, rest, 'DVA1', { list: listOfMvs1, dpt: ['MVS2:60'] });
  const talking = after(
    t,
    rest,
    connects({ ...via22, port: 1, on: 'MVS2' }),
    isRefused({ ...via22, port: 2, to: 61 }),
  );
  see(t, talking, 'DVA1', { crt: ['C1:1 to MVS2'], lives: ['C1:1 on MVS2'] });
});

claims('C5 C18 C24 C36', '"a plurality of ports identified in a port list"', (t) => {
  const rest = after(
    t,
    distributedBy(t, { ...listOfMvs1, ports: [60, 61] }),
    ...[binds('MVS2', 'DVA1', 60), binds('MVS4', 'DVA1', 61), binds('MVS4', 'DVA1', 62)],
  );
  see(t, rest, 'DVA1', { dpt: ['MVS2:60', 'MVS4:61'] });

  const talking = after(
    t,
    rest,
    connects({ ...via22, port: 1, to: 61, on: 'MVS4' }),
    connects({ ...via22, port: 2, to: 60, on: 'MVS2' }),
    isRefused({ ...via22, port: 3, to: 62 }),
  );
  see(t, talking, 'DVA1', { lives: ['C1:1 on MVS4', 'C1:2 on MVS2'] });
});

claims('C6 C19 C25 C37', '"all ports associated with the single IP address"', (t) => {
  const rest = after(
    t,
    distributedBy(t, { ...listOfMvs1, ports: 'ALL' }),
    ...[binds('MVS2', 'DVA1', 80), binds('MVS4', 'DVA1', 8080)],
  );
  see(t, rest, 'DVA1', { dpt: ['MVS2:80', 'MVS4:8080'] });

  const talking = after(
    t,
    rest,
    connects({ ...via22, port: 1, to: 8080, on: 'MVS4' }),
    connects({ ...via22, port: 2, to: 80, on: 'MVS2' }),
  );
  see(t, talking, 'DVA1', { lives: ['C1:1 on MVS4', 'C1:2 on MVS2'] });
});

claims(
  'C7 C26 C38',
  '"has terminated listening": "removing the routing table entry corresponding to" it',
  (t) => {
    const talking = after(
      t,
      allUp(t),
      ...[binds('MVS2', 'DVA1'), binds('MVS4', 'DVA1')],
      connects({ ...via22, port: 1, on: 'MVS2' }),
    );

    const ended = after(t, talking, unbinds('MVS2', 'DVA1'));

    // The row goes; the connection that is alive keeps its way (E9).
    see(t, ended, 'DVA1', { dpt: ['MVS4:60'], crt: ['C1:1 to MVS2'], lives: ['C1:1 on MVS2'] });
    const further = [2, 3].map((port) => connects({ ...via22, port, on: 'MVS4' }));
    see(t, after(t, ended, ...further), 'DVA1', {
      lives: ['C1:1 on MVS2', 'C1:2 on MVS4', 'C1:3 on MVS4'],
    });
  },
);

claims('C8 C27 C39', '"sending a termination message through a cross coupling facility"', (t) => {
  const rest = serving(t);
  const ended = after(t, rest, unbinds('MVS4', 'DVA1'));

  const statuses = ended.happenings.flatMap(({ output }) =>
    output.type === 'Send' && output.envelope.body.type === 'SRVSTAT' ? [output.envelope] : [],
  );
  t.like(statuses, [
    { from: { stack: 'MVS4' }, to: { stack: 'MVS1' }, body: { dvipa: 'DVA1', listeners: [] } },
  ]);
  t.is(statuses.length, 1);
  see(t, ended, 'DVA1', { dpt: ['MVS1:60', 'MVS2:60'] });
});

claims(
  'C9 C28 C40',
  '"incorporating a VIPADISTribute statement in a VIPADynamic definition block"',
  (t) => {
    const { list, both } = stated(t);

    t.like(list, { ports: [60, 61], targets: ['XCF2', 'XCF4'] });
    const bound = after(t, both, binds('MVS2', 'DVA1'), binds('MVS4', 'DVA1', 61));
    see(t, bound, 'DVA1', { by: 'MVS1', list, dpt: ['MVS2:60', 'MVS4:61'] });
  },
);

claims(
  'C10 C29 C41',
  '"broadcasting a list including the definitions of the VIPADISTribute statement"',
  (t) => {
    // All others are up before: what MVS1 claims goes to each, and is no answer to a joiner.
    const { list, both } = stated(t, ['MVS2', 'MVS4', 'MVS1']);

    const lists = listsOf(both, 'MVS1', 'DVA1');
    t.deepEqual(lists.map(({ to }) => to).sort(), ['MVS2', 'MVS4']);
    for (const { claims } of lists) t.like(claims, [{ dvipa: 'DVA1', distribution: list }]);
    see(t, both, 'DVA1', { by: 'MVS1', list, received: ['MVS1', 'MVS2', 'MVS4'] });
  },
);

claims(
  'C11 C17 C30 C42',
  '"notifying … that a connection … has terminated", "removing the routing table entry"',
  (t) => {
    const talking = after(
      t,
      after(t, allUp(t), binds('MVS2', 'DVA1'), binds('MVS4', 'DVA1')),
      connects({ ...via22, port: 1, on: 'MVS2' }),
      connects({ ...via22, port: 2, on: 'MVS4' }),
    );

    const ended = after(t, talking, closes({ dvipa: 'DVA1', port: 1, on: 'MVS2' }));

    t.deepEqual(sent(ended, 'TERMCONN', 'DVA1'), ['MVS2>MVS1']);
    see(t, ended, 'DVA1', { crt: ['C1:2 to MVS4'], lives: ['C1:2 on MVS4'] });
  },
);

claims(
  'C12 C16 C31 C43',
  '"selecting a current actual target stack" for "the connection request"',
  (t) => {
    const rest = serving(t);
    const selected = after(t, rest, connects({ ...via22, port: 1, on: 'MVS1' }));

    const choices = selected.happenings.flatMap(({ output }) =>
      output.type === 'Selected' ? [output] : [],
    );
    t.is(choices.length, 1);
    t.deepEqual(
      choices[0]?.candidates.map(({ target }) => target),
      ['MVS1', 'MVS2', 'MVS4'],
    );
    see(t, selected, 'DVA1', { crt: ['C1:1 to MVS1'], lives: ['C1:1 on MVS1'] });

    // The model leaves the choice open, among the current actual targets.
    const syn = { dvipa: 'DVA1', stack: 'MVS1', key: 'C1:9>DVA1:60', life: 'client 9', late: [] };
    const allowed = figure4.filter(({ stack: target }) => {
      const next = step(rest.model, { type: 'SynRouted', ...syn, target, port: 60 });
      return !('refused' in next);
    });
    t.deepEqual(
      allowed.map(({ stack }) => stack),
      ['MVS1', 'MVS2', 'MVS4'],
    );
  },
);

claims('C14', '"build the destination port table based on status messages"', (t) => {
  const rest = serving(t);
  see(t, rest, 'DVA1', { dpt: ['MVS1:60', 'MVS2:60', 'MVS4:60'] });

  // Whoever comes to route asks by its list, and is told by everybody.
  const takes = { stack: 'MVS1', dvipa: 'DVB1', as: 'backup', list: listOfDvb1 } as const;
  const moved = after(t, rest, fails(rest, 'MVS5', takes));

  t.deepEqual(sent(moved, 'SRVSTAT', 'DVB1'), ['MVS2>MVS1', 'MVS3>MVS1']);
  see(t, moved, 'DVB1', { dpt: ['MVS2:60', 'MVS3:60'] });
});

claims(
  'C15',
  '"stacks which initiate connections utilizing the single IP address … as a source address"',
  (t) => {
    const rest = serving(t);
    const opened = after(t, rest, opens(rest, 'MVS4', { dvipa: 'DVA1', port: 60 }));

    t.deepEqual(sent(opened, 'NEWCONN', 'DVA1'), ['MVS4>MVS1']);
    see(t, opened, 'DVA1', { crt: ['C1:8004 to MVS4'], lives: ['C1:8004 on MVS4'] });
    const tcb = opened.stacks.stacks.MVS4?.tcp.connections['C1:8004>DVA1:60'];
    t.like(tcb, { state: 'ESTABLISHED', local: { address: 'DVA1', port: 60 } });
  },
);

test('every claim is covered, by one test', (t) => {
  t.deepEqual([...covered].sort(), [...ALL_CLAIMS].sort());
});
