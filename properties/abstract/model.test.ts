/**
 * The model on its own: all its states at small scope keep the promises, and a wrong model does not pass.
 */
import test from 'ava';
import type { Event } from '../../model/events.types.ts';
import type { Cluster, Vipa } from '../../model/state.types.ts';
import { step } from '../../model/step.ts';
import { exploreModel, type ModelStep } from './explore-model.ts';
import { modelScopes } from './scopes.ts';

const [small, twoTuples, unaware] = modelScopes;
if (small === undefined || twoTuples === undefined || unaware === undefined) {
  throw new Error('the model has no scopes');
}

/**
 * How many states the model has at each scope, and how often each event happens in them. Whoever changes what the model
 * allows, or forbids, finds it here, also where no promise speaks of it.
 */
const sizes = [
  {
    states: 1318,
    events: {
      Advertised: 1328,
      ApplicationBound: 1212,
      ApplicationEnded: 1208,
      Claimed: 3474,
      CompletedLate: 208,
      ConnectionEnded: 656,
      ConnectionOpened: 1188,
      ConnectionReplaced: 656,
      Forgotten: 42,
      ListReceived: 2636,
      RoutingBegun: 960,
      StackFailed: 2420,
      StackStarted: 216,
      SynAccepted: 304,
      SynReturned: 528,
      SynRouted: 560,
      Withdrawn: 1820,
      Yielded: 1820,
    },
  },
  {
    states: 5030,
    events: {
      Advertised: 5104,
      ApplicationBound: 4748,
      ApplicationEnded: 4744,
      Claimed: 13_690,
      CompletedLate: 608,
      ConnectionEnded: 4832,
      ConnectionOpened: 9736,
      ConnectionReplaced: 4832,
      Forgotten: 42,
      ListReceived: 10_060,
      RoutingBegun: 2784,
      StackFailed: 9492,
      StackStarted: 568,
      SynAccepted: 2224,
      SynReturned: 4896,
      SynRouted: 3728,
      Withdrawn: 6460,
      Yielded: 6460,
    },
  },
  {
    states: 4268,
    events: {
      Advertised: 4288,
      ApplicationBound: 3912,
      ApplicationEnded: 3904,
      Claimed: 11_220,
      CompletedLate: 416,
      ConnectionEnded: 1984,
      ConnectionOpened: 4104,
      ConnectionReplaced: 1984,
      Forgotten: 126,
      ListReceived: 12_804,
      RoutingBegun: 1920,
      StackFailed: 9950,
      StackStarted: 2854,
      SynAccepted: 896,
      SynReturned: 2112,
      SynRouted: 1824,
      Withdrawn: 9540,
      Yielded: 9540,
    },
  },
];

for (const [at, { sentence, scope }] of [small, twoTuples, unaware].entries()) {
  test(`every reachable state keeps the promises, and none is missing or new: ${sentence}`, (t) => {
    const { broken, states, fired } = exploreModel(scope);

    t.is(broken, null);
    t.deepEqual({ states, events: Object.fromEntries(fired) }, sizes[at]);
  });
}

type Change = (vipa: Vipa, event: Event, before: Cluster) => Vipa;

/** The model with its DVIPAs changed after every event of some types. */
function wrong(types: readonly Event['type'][], change: Change): ModelStep {
  return (cluster, event) => {
    const after = step(cluster, event);
    if ('refused' in after || !types.includes(event.type)) return after;
    const vipas = Object.entries(after.vipas).map(
      ([dvipa, vipa]) => [dvipa, change(vipa, event, cluster)] as const,
    );
    return { ...after, vipas: Object.fromEntries(vipas) };
  };
}

function never(type: Event['type']): ModelStep {
  return (cluster, event) =>
    event.type === type ? { refused: 'it never happens' } : step(cluster, event);
}

function withTables(vipa: Vipa, tables: object): Vipa {
  return vipa.routing.is === 'routed' ? { ...vipa, routing: { ...vipa.routing, ...tables } } : vipa;
}

const wrongModels: readonly {
  readonly title: string;
  readonly promise: string;
  readonly model: ModelStep;
}[] = [
  {
    title: 'a new owner begins with an empty CRT',
    promise: 'P1',
    model: wrong(['RoutingBegun'], (vipa) => withTables(vipa, { crt: {} })),
  },
  {
    title: 'a takeover ends the connections',
    promise: 'P2',
    model: wrong(['RoutingBegun'], (vipa) => withTables({ ...vipa, connections: {} }, { crt: {} })),
  },
  { title: 'nobody gives a SYN back', promise: 'P3', model: never('SynReturned') },
  { title: 'nobody takes over', promise: 'P3', model: never('RoutingBegun') },
  {
    title: 'the end of an application is not reported',
    promise: 'P5',
    model: wrong(['ApplicationEnded'], (vipa, _event, before) => {
      const routing = before.vipas.DVA1?.routing;
      return routing?.is === 'routed' ? withTables(vipa, { dpt: routing.dpt }) : vipa;
    }),
  },
  {
    title: 'TERMCONN removes nothing',
    promise: 'P6',
    model: wrong(['ConnectionEnded'], (vipa, _event, before) => {
      const routing = before.vipas.DVA1?.routing;
      return routing?.is === 'routed' ? withTables(vipa, { crt: routing.crt }) : vipa;
    }),
  },
  {
    title: 'the routes to a stack outlive it',
    promise: 'P6',
    model: wrong(['StackFailed'], (vipa, _event, before) => {
      const routing = before.vipas.DVA1?.routing;
      return routing?.is === 'routed' ? withTables(vipa, { crt: routing.crt }) : vipa;
    }),
  },
  {
    title: 'a stack without the function becomes a target',
    promise: 'P9',
    model: wrong(['RoutingBegun'], (vipa, _event, { stacks }) =>
      (stacks.MVS3 ?? null) === null ? vipa : withTables(vipa, { dpt: { MVS3: { 60: 1 } } }),
    ),
  },
];

for (const { title, promise, model } of wrongModels) {
  test(`a wrong model does not pass: ${title}`, (t) => {
    const { broken } = exploreModel(unaware.scope, model);
    t.is(broken?.promise, promise);
    t.true((broken?.way.length ?? 0) > 0, 'with the shortest way to it');
  });
}
