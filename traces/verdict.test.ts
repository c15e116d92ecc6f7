/**
 * What is said of an old trace when the code is another one, or when one of its actions has no place any more.
 */
import { join } from 'node:path';
import test from 'ava';
import type { Action } from '../impl/actions.types.ts';
import { clusterOf, mutantNamed } from '../properties/mutants/all.ts';
import { everyJudge, judgesFor } from '../properties/invariants/judges.ts';
import { readTrace } from './files.ts';
import type { Trace } from './format.ts';
import { judge, renderVerdict } from './verdict.ts';

const corpus = join(import.meta.dirname, 'corpus');
const recorded = readTrace(join(corpus, 'E9.trace.json'));
/** With a variation of the first profile that changes nothing. */
const changes = { MVS1: recorded.topology.profiles.slice(0, 1) };
const trace: Trace = { ...recorded, topology: { ...recorded.topology, changes } };
const sound = clusterOf(null);

function verdictOn(actions: readonly Action[]): string {
  const changed: Trace = { ...trace, actions: structuredClone(actions) as Trace['actions'] };
  return renderVerdict(judge(changed, sound, everyJudge).verdict, changed);
}

test('on its mutant a trace still fails; on the implementation it is fixed', (t) => {
  const mutant = mutantNamed('E9') ?? null;
  const { verdict } = judge(trace, clusterOf(mutant), judgesFor(trace.promise));
  t.is(renderVerdict(verdict, trace), 'still fails: P5');
  t.is(verdictOn(trace.actions), 'fixed: every action is enabled, and P5 holds');
});

test('a trace that breaks another promise than it says fails otherwise', (t) => {
  const other: Trace = { ...trace, promise: 'P6' };
  const { verdict } = judge(other, clusterOf(mutantNamed('E9') ?? null), judgesFor('P5'));
  t.is(renderVerdict(verdict, other), 'fails otherwise: P5 instead of P6');
});

test('a trace that fails with an action left out says which one, and why', (t) => {
  const crash = { do: 'CrashStack', stack: 'MVS2' } as const;
  const start = { do: 'StartStack', stack: 'MVS1' } as const;
  const late: Trace = { ...trace, actions: [start, ...trace.actions] };
  const { verdict } = judge(late, clusterOf(mutantNamed('E9') ?? null), judgesFor('P5'));
  t.is(
    renderVerdict(verdict, late),
    'still fails: P5, though not as recorded from step 1 on: "MVS1 starts" is not enabled, because MVS1 is up already',
  );
  t.regex(
    verdictOn([crash, crash]),
    /^not applicable from step 2 on: "MVS2 crashes" is not enabled/,
  );
});

const connection = 'C1:1001>DVA1:60';
const connect = { do: 'Connect', client: 'C1', port: 1001, dvipa: 'DVA1', to: 60, isn: 1 } as const;
const outward = { stack: 'MVS1', port: 40_001, client: 'C1', to: 8001, isn: 9 } as const;
const bind = { do: 'Bind', stack: 'MVS1', dvipa: 'DVA1', port: 60 } as const;

/** Actions of which the last is not enabled in the sysplex that serves, and the reason. */
const obstacles: readonly (readonly [readonly Action[], string])[] = [
  [[{ do: 'StartStack', stack: 'MVS1' }], 'MVS1 is up already'],
  [[{ do: 'DeliverNotice', to: 'MVS1' }], 'no membership notice is under way to MVS1'],
  [[{ do: 'DeliverXcf', from: 'MVS1', to: 'MVS2' }], 'no message is under way from MVS1 to MVS2'],
  [
    [
      { do: 'CrashStack', stack: 'MVS2' },
      { do: 'DeliverXcf', from: 'MVS1', to: 'MVS2' },
    ],
    'MVS2 is down',
  ],
  [[{ do: 'ReadQueue', stack: 'MVS2' }], 'the input queue of MVS2 is empty'],
  [[{ do: 'LosePacket', packet: `${connection} SYN` }], `no ${connection} SYN is under way`],
  [
    [connect, { do: 'DeliverPacket', packet: `${connection} DATA`, router: 'R1' }],
    `no ${connection} DATA is under way, only ${connection} SYN`,
  ],
  [
    [{ do: 'DeliverPacket', packet: 'MVS1>MVS2 SRVSTAT', router: 'XCF' }],
    'there is no MVS1>MVS2 SRVSTAT that XCF could bring',
  ],
  [
    [{ do: 'LearnRoute', router: 'R1', dvipa: 'DVA1', stack: 'MVS2' }],
    'DVA1 is advertised by MVS1',
  ],
  [
    [{ do: 'LearnRoute', router: 'R1', dvipa: 'DVA1', stack: 'MVS1' }],
    'R1 routes DVA1 via MVS1 already',
  ],
  [
    [{ do: 'LearnRoute', router: 'R1', dvipa: 'DVB1', stack: null }],
    'R1 has no route to DVB1 to drop',
  ],
  [[bind, bind], 'as many applications listen there already as may'],
  [[{ ...bind, do: 'Unbind', port: 99 }], 'nothing on MVS1 listens at DVA1:99'],
  [[connect, connect], `${connection} is in use, or a segment of it is still under way`],
  [[{ do: 'ConnectOut', dvipa: 'DVB1', ...outward }], 'MVS1 knows of nobody who owns DVB1'],
  [
    [{ do: 'Tcp', at: 'C1', deed: 'close', connection: 'DVA1:60>C1:1001' }],
    'C1 has no connection DVA1:60>C1:1001',
  ],
  [
    [connect, { do: 'Tcp', at: 'C1', deed: 'close', connection: 'DVA1:60>C1:1001' }],
    'DVA1:60>C1:1001 is SYN_SENT at C1 with 1 segments not acknowledged, which allows no close',
  ],
  [
    [
      { do: 'CrashStack', stack: 'MVS1' },
      { do: 'SetWeights', stack: 'MVS1', weights: {} },
    ],
    'MVS1 is down',
  ],
  [
    [{ do: 'ChangeProfile', stack: 'MVS1', profile: 0 }],
    'MVS1 runs with variation 0 of its profile already',
  ],
];

for (const [actions, reason] of obstacles) {
  test(`a trace ends to apply because ${reason}`, (t) => {
    const said = verdictOn(actions);
    t.true(said.startsWith(`not applicable from step ${actions.length} on: `), said);
    t.true(said.endsWith(`because ${reason}; every promise holds in the rest`), said);
  });
}
