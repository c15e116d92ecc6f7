/**
 * An action as one line that an engineer reads: who does what to whom.
 */
import { match } from 'ts-pattern';
import type { Action } from '../../impl/actions.types.ts';

export function describeAction(action: Action): string {
  return match(action)
    .with({ do: 'StartStack' }, ({ stack }) => `${stack} starts`)
    .with({ do: 'CrashStack' }, ({ stack }) => `${stack} crashes`)
    .with({ do: 'DeliverNotice' }, ({ to }) => `${to} is given its next membership notice`)
    .with({ do: 'DeliverXcf' }, ({ from, to }) => `XCF delivers the next message ${from} -> ${to}`)
    .with({ do: 'ReadQueue' }, ({ stack }) => `${stack} reads a packet from its input queue`)
    .with({ do: 'DeliverPacket', router: 'XCF' }, ({ packet }) => `${packet} overtakes on XCF`)
    .with({ do: 'DeliverPacket', router: 'membership' }, (a) => `notice ${a.packet} overtakes`)
    .with({ do: 'DeliverPacket', router: 'suspicion' }, (a) => `false notice ${a.packet}`)
    .with({ do: 'DeliverPacket' }, ({ packet, router }) => `router ${router} forwards ${packet}`)
    .with({ do: 'DeliverToClient' }, ({ packet }) => `the network delivers ${packet}`)
    .with({ do: 'LosePacket' }, ({ packet }) => `the network loses ${packet}`)
    .with({ do: 'DuplicatePacket' }, ({ packet }) => `the network duplicates ${packet}`)
    .with({ do: 'LearnRoute' }, ({ router, dvipa, stack }) =>
      stack === null
        ? `router ${router} drops its route to ${dvipa}`
        : `router ${router} learns ${dvipa} via ${stack}`,
    )
    .with({ do: 'Bind' }, (a) => `an application on ${a.stack} binds ${a.dvipa} port ${a.port}`)
    .with({ do: 'Unbind' }, (a) => `an application on ${a.stack} closes ${a.dvipa} port ${a.port}`)
    .with(
      { do: 'Connect' },
      (a) => `client ${a.client}:${a.port} connects to ${a.dvipa}:${a.to} (isn ${a.isn})`,
    )
    .with(
      { do: 'ConnectOut' },
      (a) => `${a.stack} connects from ${a.dvipa}:${a.port} to ${a.client}:${a.to} (isn ${a.isn})`,
    )
    .with({ do: 'Tcp' }, ({ at, deed, connection }) => `${at}: ${deed} ${connection}`)
    .with({ do: 'ChangeProfile' }, (a) => `${a.stack} loads variation ${a.profile} of its profile`)
    .with(
      { do: 'SetWeights' },
      ({ stack, weights }) => `WLM tells ${stack} the weights ${JSON.stringify(weights)}`,
    )
    .with(
      { do: 'InjectMessage' },
      ({ from, to, body }) => `${to} is given a bad ${body.type} in the name of ${from}`,
    )
    .exhaustive();
}
