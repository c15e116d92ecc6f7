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

for (const { sentence, scope } of [small, twoTuples, unaware]) {
  test(`every reachable state keeps the promises: ${sentence}`, (t) => {
    const { broken, states, fired } = exploreModel(scope);
    t.is(broken, null);
    t.true(states > 1_000);
    const everyEvent = ['Claimed', 'RoutingBegun', 'Yielded', 'CompletedLate', 'Forgotten'].concat(
      ['Advertised', 'Withdrawn', 'ListReceived', 'ApplicationBound', 'ApplicationEnded'],
      ['SynRouted', 'SynReturned', 'SynAccepted', 'ConnectionOpened', 'ConnectionEnded'],
    );
    for (const type of everyEvent) t.true((fired.get(type) ?? 0) > 0, `${type} fired`);
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
    title: 'a stack without the function becomes a target',
    promise: 'P9',
    model: wrong(['RoutingBegun'], (vipa) => withTables(vipa, { dpt: { MVS3: { 60: 1 } } })),
  },
];

for (const { title, promise, model } of wrongModels) {
  test(`a wrong model does not pass: ${title}`, (t) => {
    const { broken } = exploreModel(unaware.scope, model);
    t.is(broken?.promise, promise);
    t.true((broken?.way.length ?? 0) > 0, 'with the shortest way to it');
  });
}
