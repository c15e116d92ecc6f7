/**
 * Why an action is not enabled in a state, in words: what is missing, or in the way.
 *
 * Asked about an action that the cluster has just refused. Left out: whether it is enabled, which impl/ decides.
 */
import { match, P } from 'ts-pattern';
import type { Action } from '../../impl/actions.types.ts';
import { holds } from '../../impl/distribution/lists.ts';
import { vipaOf } from '../../impl/distribution/turn.ts';
import { endpointAt } from '../../impl/endpoints.ts';
import { packetLabel } from '../../impl/network/network.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';

type Doing<Name extends Action['do']> = Extract<Action, { readonly do: Name }>;

/** The reason, without a full stop. */
export function whyDisabled(state: Sysplex, action: Action): string {
  return match(action)
    .with({ do: 'StartStack' }, ({ stack }) => `${stack} is up already`)
    .with({ do: 'CrashStack' }, ({ stack }) => `${stack} is down already`)
    .with(
      { do: 'DeliverNotice' },
      ({ to }) => downOr(state, to) ?? `no membership notice is under way to ${to}`,
    )
    .with({ do: 'DeliverXcf' }, (a) => whyNoMessage(state, a))
    .with(
      { do: 'ReadQueue' },
      ({ stack }) => downOr(state, stack) ?? `the input queue of ${stack} is empty`,
    )
    .with(
      { do: 'DeliverPacket', router: P.union('XCF', 'membership', 'suspicion') },
      ({ packet, router }) => `there is no ${packet} that ${router} could bring`,
    )
    .with({ do: 'DeliverPacket' }, { do: 'DeliverToClient' }, { do: 'LosePacket' }, (a) =>
      whyNoPacket(state, a.packet),
    )
    .with({ do: 'DuplicatePacket' }, ({ packet }) => whyNoPacket(state, packet))
    .with({ do: 'LearnRoute' }, (a) => whyNoRoute(state, a))
    .with(
      { do: 'Bind' },
      (a) => downOr(state, a.stack) ?? `as many applications listen there already as may`,
    )
    .with(
      { do: 'Unbind' },
      ({ stack, dvipa, port }) =>
        downOr(state, stack) ?? `nothing on ${stack} listens at ${dvipa}:${port}`,
    )
    .with({ do: 'Connect' }, (a) => whyNotFree(`${a.client}:${a.port}>${a.dvipa}:${a.to}`))
    .with({ do: 'ConnectOut' }, (a) => whyNoConnectOut(state, a))
    .with({ do: 'Tcp' }, (a) => whyNoDeed(state, a))
    .with(
      { do: 'ChangeProfile' },
      ({ stack, profile }) => `${stack} runs with variation ${profile} of its profile already`,
    )
    .with({ do: 'SetWeights' }, ({ stack }) => downOr(state, stack) ?? `${stack} cannot be told`)
    .with({ do: 'InjectMessage' }, ({ to }) => downOr(state, to) ?? `${to} cannot be told`)
    .exhaustive();
}

function downOr({ stacks }: Sysplex, stack: string): string | null {
  return (stacks[stack] ?? null) === null ? `${stack} is down` : null;
}

function whyNoMessage(state: Sysplex, { from, to }: Doing<'DeliverXcf'>): string {
  return downOr(state, to) ?? `no message is under way from ${from} to ${to}`;
}

/** What else of the same connection travels tells how far it has come. */
function whyNoPacket({ network }: Sysplex, label: string): string {
  const [connection = ''] = label.split(' ');
  const [one = '', other = ''] = connection.split('>');
  const labels = [...network.toCluster, ...network.toClients].map(packetLabel);
  const related = labels.filter((name) =>
    [`${one}>${other}`, `${other}>${one}`].includes(name.split(' ')[0] ?? ''),
  );
  const instead = related.length === 0 ? '' : `, only ${[...new Set(related)].join(', ')}`;
  return `no ${label} is under way${instead}`;
}

function whyNoRoute({ network }: Sysplex, { router, dvipa, stack }: Doing<'LearnRoute'>): string {
  const present = network.routes[router]?.[dvipa] ?? null;
  const advertisers = network.advertised[dvipa] ?? [];
  if (present === stack) {
    return stack === null
      ? `${router} has no route to ${dvipa} to drop`
      : `${router} routes ${dvipa} via ${stack} already`;
  }
  const who = advertisers.length === 0 ? 'nobody' : advertisers.join(' and ');
  return `${dvipa} is advertised by ${who}`;
}

function whyNotFree(connection: string): string {
  return `${connection} is in use, or a segment of it is still under way`;
}

function whyNoConnectOut(state: Sysplex, action: Doing<'ConnectOut'>): string {
  const { stack, dvipa, client, to, port } = action;
  const distribution = state.stacks[stack]?.distribution;
  if (distribution === undefined) return `${stack} is down`;
  if (distribution.joining.length > 0) return `${stack} is still joining`;
  const vipa = vipaOf(distribution, dvipa);
  if (vipa.claim === null) return `${stack} knows of nobody who owns ${dvipa}`;
  if (!holds(distribution, vipa)) return `${stack} does not hold ${dvipa}`;
  return whyNotFree(`${client}:${to}>${dvipa}:${port}`);
}

function whyNoDeed(state: Sysplex, { at, deed, connection }: Doing<'Tcp'>): string {
  const endpoint = endpointAt(state, at);
  if (endpoint === undefined) return `${at} is down`;
  const tcb = endpoint.connections[connection];
  if (tcb === undefined) return `${at} has no connection ${connection}`;
  const many = tcb.unacked.length;
  return `${connection} is ${tcb.state} at ${at} with ${many} segments not acknowledged, which allows no ${deed}`;
}
