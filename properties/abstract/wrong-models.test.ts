/**
 * Wrong models: each lets happen what the model forbids, or forgets what it does, and a promise falls.
 *
 * Without them nobody would know whether a guard of the model is what keeps a promise.
 */
import test from 'ava';
import type { Event } from '../../model/events.types.ts';
import { applicableList } from '../../model/lists.ts';
import type { Cluster, Routed, Vipa } from '../../model/state.types.ts';
import { step } from '../../model/step.ts';
import { vipaOf } from '../../model/tables.ts';
import { exploreModel, type ModelStep } from './explore-model.ts';
import { scopeNamed } from './scopes.ts';

const { scope } = scopeNamed('MVS3 without the function');

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

function onVipa(cluster: Cluster, dvipa: string, change: (vipa: Vipa) => Vipa): Cluster {
  const vipa = change(vipaOf(cluster, dvipa));
  return { ...cluster, vipas: { ...cluster.vipas, [dvipa]: vipa } };
}

/** The model that lets happen what it refuses; null leaves it refused. */
function letting<T extends Event['type']>(
  type: T,
  instead: (
    cluster: Cluster,
    event: Extract<Event, { type: T }>,
    reason: string,
  ) => ReturnType<ModelStep> | null,
): ModelStep {
  return (cluster, event) => {
    const after = step(cluster, event);
    if (!('refused' in after) || event.type !== type) return after;
    const chosen = event as Extract<Event, { type: T }>;
    return instead(cluster, chosen, after.refused) ?? after;
  };
}

function withoutFormer(cluster: Cluster, dvipa: string): Cluster {
  return onVipa(cluster, dvipa, (vipa) =>
    vipa.routing.is === 'inTransit'
      ? { ...vipa, routing: { ...vipa.routing, former: null } }
      : vipa,
  );
}

function never(type: Event['type']): ModelStep {
  return (cluster, event) =>
    event.type === type ? { refused: 'it never happens' } : step(cluster, event);
}

function withTables(vipa: Vipa, tables: Partial<Routed>): Vipa {
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
  {
    title: 'a living connection is reset',
    promise: 'P2',
    model: letting('SegmentReset', (cluster) => cluster),
  },
  {
    title: 'a segment goes to another stack',
    promise: 'P1',
    model: letting('SegmentGiven', (cluster) => cluster),
  },
  {
    title: 'a SYN is refused though a candidate listens',
    promise: 'P4',
    model: letting('SynRefused', (cluster) => cluster),
  },
  {
    title: 'a stack accepts a SYN that was not sent to it',
    promise: 'P7',
    model: letting('SynAccepted', (cluster, { dvipa, stack, key, life }, reason) => {
      if (!reason.includes('did not choose')) return null;
      return onVipa(cluster, dvipa, (vipa) => {
        const place = { [key]: { stack, life } };
        const accepted = { ...vipa, connections: { ...vipa.connections, ...place } };
        const crt = vipa.routing.is === 'routed' ? { ...vipa.routing.crt, ...place } : {};
        return withTables(accepted, { crt });
      });
    }),
  },
  {
    title: 'a stack accepts a SYN though nobody listens there any more',
    promise: 'P4',
    model: letting('SynAccepted', (cluster, { dvipa, stack, key, life }, reason) =>
      reason.includes('nobody listens')
        ? onVipa(cluster, dvipa, (vipa) => {
            const connections = { ...vipa.connections, [key]: { stack, life } };
            return { ...vipa, connections };
          })
        : null,
    ),
  },
  ...(['RoutingBegun', 'CompletedLate'] as const).map((type) => ({
    title: `${type} while the former owner still selects`,
    promise: 'P7',
    model: letting(type, (cluster, event, reason) =>
      reason.includes('still selects') ? step(withoutFormer(cluster, event.dvipa), event) : null,
    ),
  })),
  {
    title: 'a new owner routes by any list',
    promise: 'P5',
    model: letting('RoutingBegun', (cluster, event, reason) => {
      if (!reason.includes('another list')) return null;
      const due = applicableList(cluster, vipaOf(cluster, event.dvipa), event);
      const begun = step(cluster, { ...event, list: due });
      if ('refused' in begun) return begun;
      return onVipa(begun, event.dvipa, (vipa) => withTables(vipa, { list: event.list, dpt: {} }));
    }),
  },
];

for (const { title, promise, model } of wrongModels) {
  test(`a wrong model does not pass: ${title}`, (t) => {
    const { broken } = exploreModel(scope, model);
    t.is(broken?.promise, promise, broken?.witness);
    t.true((broken?.way.length ?? 0) > 0, 'with the shortest way to it');
  });
}
