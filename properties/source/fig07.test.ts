/**
 * Figure 7: the routing stack receives a packet from the network. The SYN to port 60 of DVA1 that 22
 * (MVS1) gives to 26 (MVS2), its entry in the CRT, and what comes after it.
 */
import { rowsOf } from '../../impl/tables/crt-rows.ts';
import test from 'ava';
import { step } from '../../model/step.ts';
import { after, blocksAt, refusal, see, type Both } from './example.ts';
import { binds, connects, fails, isRefused, writes } from './steps.ts';
import { allUp, serving } from './sysplex.ts';

const via22 = { dvipa: 'DVA1', via: 'MVS1' };

/** APP A listens on 26 only: 22 may select no other. */
function on26() {
  return [binds('MVS2', 'DVA1'), connects({ ...via22, port: 1, on: 'MVS2' })] as const;
}

/** The packets that a stack has sent on to a target over XCF, in the last step. */
function forwarded({ happenings }: Both): readonly string[] {
  return happenings.flatMap(({ output }) => {
    if (output.type !== 'Send' || output.envelope.body.type !== 'routed') return [];
    const { from, to, body } = output.envelope;
    return [`${body.packet.kind} ${from.stack}>${to.stack}`];
  });
}

/** The connections that the client has or still attempts. */
function attempts({ stacks }: Both): readonly string[] {
  return Object.keys(stacks.clients.C1?.connections ?? {});
}

test('140: what "is not to a DVIPA of the protocol stack" finds no target', (t) => {
  const rest = serving(t);
  const refused = after(t, rest, isRefused({ ...via22, port: 1, to: 61 }));

  t.deepEqual(forwarded(refused), []);
  t.deepEqual(attempts(refused), [], 'the client has been told');
  see(t, refused, 'DVA1', { crt: [], lives: [] });
  const event = { type: 'SynRouted', dvipa: 'DVA1', stack: 'MVS1', target: 'MVS2' } as const;
  const syn = { ...event, key: 'C1:1>DVA1:61', life: 'client 1', port: 61, late: [] };
  t.like(step(rest.model, syn), { refused: 'port 61 is not listed' });
});

test('142, 144: "a SYN message to port 60 of DVA1": 22 "may select … 26 as a destination"', (t) => {
  const rest = allUp(t);
  const talking = after(t, rest, ...on26());

  for (const block of ['F7.140', 'F7.142', 'F7.144', 'F7.146', 'F7.150']) {
    t.true(blocksAt(talking, 'MVS1').has(block), block);
  }
  see(t, talking, 'DVA1', { lives: ['C1:1 on MVS2'] });
});

test('146: the entry has "the source IP address, DVIPA and port and the XCF address" of the target', (t) => {
  const rest = allUp(t);
  const talking = after(t, rest, ...on26());

  see(t, talking, 'DVA1', { crt: ['C1:1 to MVS2'] });
  const stacks = talking.stacks.stacks;
  const role = stacks.MVS1?.distribution.vipas.DVA1?.role;
  const rows = role?.is === 'owner' ? rowsOf(role.crt) : [];
  t.like(rows, [
    {
      remote: { address: 'C1', port: 1 },
      local: { address: 'DVA1', port: 60 },
      target: { stack: 'MVS2' },
    },
  ]);
  t.is(stacks.MVS1?.distribution.view.MVS2?.xcf, 'XCF2');
});

test('150: "The message is also forwarded to the selected current actual target"', (t) => {
  const rest = allUp(t);
  const talking = after(t, rest, ...on26());

  t.is(forwarded(talking)[0], 'SYN MVS1>MVS2');
});

test('152: "Subsequent messages … will also be routed to … 26 using the CRT entry"', (t) => {
  const rest = allUp(t);
  const talking = after(t, rest, ...on26(), binds('MVS1', 'DVA1'), binds('MVS4', 'DVA1'));

  const told = after(t, talking, writes({ dvipa: 'DVA1', port: 1 }));

  t.deepEqual(forwarded(told), ['DATA MVS1>MVS2']);
  t.true(blocksAt(told, 'MVS1').has('F7.152'));
  const event = { dvipa: 'DVA1', key: 'C1:1>DVA1:60', life: 'client 1000' };
  t.false('refused' in step(told.model, { type: 'SegmentGiven', ...event, stack: 'MVS2' }));
  t.true('refused' in step(told.model, { type: 'SegmentGiven', ...event, stack: 'MVS4' }));
  // Nor does a SYN that is sent again choose afresh (E7).
  const again = { type: 'SynRouted', ...event, stack: 'MVS1', target: 'MVS4' } as const;
  t.like(step(told.model, { ...again, port: 60, late: [] }), {
    refused: 'C1:1>DVA1:60 has an entry already, to MVS2',
  });
});

test('142: "if the communication is not a SYN message" it "consults the CRT", and selects nothing', (t) => {
  const rest = after(t, allUp(t), ...on26(), binds('MVS1', 'DVA1'), binds('MVS4', 'DVA1'));
  const told = after(t, rest, ...[1, 2, 3].map(() => writes({ dvipa: 'DVA1', port: 1 })));

  t.deepEqual(forwarded(told), ['DATA MVS1>MVS2']);
  for (const block of ['F7.142', 'F7.152', 'F7.150']) {
    t.true(blocksAt(told, 'MVS1').has(block), block);
  }
  for (const block of ['F7.144', 'F7.146']) t.false(blocksAt(told, 'MVS1').has(block), block);
  see(t, told, 'DVA1', { crt: ['C1:1 to MVS2'], lives: ['C1:1 on MVS2'] });

  // What the CRT does not know is of no connection, whoever listens: the client is told (E8).
  const at = { dvipa: 'DVA1', stack: 'MVS1', key: 'C1:1>DVA1:60', life: 'client 1000' };
  const reset = { type: 'SegmentReset', ...at } as const;
  t.is(refusal(told, reset), 'C1:1>DVA1:60 lives on MVS2');
  const without26 = after(t, told, fails(told, 'MVS2'));
  t.deepEqual(attempts(without26), ['DVA1:60>C1:1']);
  const lost = after(t, without26, { ...writes({ dvipa: 'DVA1', port: 1 }), events: [reset] });
  t.false(blocksAt(lost, 'MVS1').has('F7.144'));
  t.deepEqual(attempts(lost), []);
  see(t, lost, 'DVA1', { dpt: ['MVS1:60', 'MVS4:60'], crt: [], lives: [] });
});

test('144: "utilizing a predefined selection pattern, such as round-robin"', (t) => {
  const rest = serving(t);
  const targets = ['MVS1', 'MVS2', 'MVS4', 'MVS1', 'MVS2', 'MVS4'];
  const further = targets.map((on, at) => connects({ ...via22, port: at + 1, on }));

  const talking = after(t, rest, ...further);

  see(t, talking, 'DVA1', { lives: targets.map((on, at) => `C1:${at + 1} on ${on}`) });
});

test('144: no stack is selected that has no "application bound to the DVIPA and listening"', (t) => {
  const nobody = after(t, allUp(t), isRefused({ ...via22, port: 1 }));
  see(t, nobody, 'DVA1', { lives: [], crt: [] });
  t.deepEqual(attempts(nobody), [], 'the client has been told');

  const rest = serving(t);
  const event = { type: 'SynRouted', dvipa: 'DVA1', stack: 'MVS1', target: 'MVS3' } as const;
  const syn = { ...event, key: 'C1:1>DVA1:60', life: 'client 1', port: 60, late: [] };
  t.like(step(rest.model, syn), { refused: 'MVS3 is no current actual target for port 60' });

  const without26 = after(t, rest, fails(rest, 'MVS2'));
  const further = ['MVS1', 'MVS4', 'MVS1'].map((on, at) =>
    connects({ ...via22, port: at + 1, on }),
  );
  see(t, after(t, without26, ...further), 'DVA1', {
    crt: ['C1:1 to MVS1', 'C1:2 to MVS4', 'C1:3 to MVS1'],
  });
});
