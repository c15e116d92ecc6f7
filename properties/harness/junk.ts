/**
 * Messages that no sound member sends at this moment: stale, foreign, unexpected or malformed (P10).
 *
 * Each is addressed in the name of a member that lives, so that only its content can give it away.
 */
import type { Action } from '../../impl/actions.types.ts';
import { upStacks } from '../../impl/enabled.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import type { Packet, XcfBody } from '../../impl/messages.types.ts';
import type { Socket } from '../../model/vocabulary.types.ts';
import type { Draw } from './draw.types.ts';

export function junkMessages(draw: Draw, state: Sysplex): readonly Action[] {
  const up = upStacks(state);
  const to = up[draw(Math.max(up.length, 1))];
  const from = up.find((name) => name !== to && !state.topology.unaware.includes(name));
  if (to === undefined || from === undefined) return [];
  const vipas = state.stacks[to]?.distribution.vipas ?? {};
  const dvipas = [...Object.keys(vipas).sort(), '192.0.2.99'];
  return dvipas.flatMap((dvipa) =>
    [
      ...staleBodies(dvipa, from),
      ...malformedBodies(state, to, dvipa),
      ...unexpectedBodies(state, from, to, dvipa),
    ].map((body): Action => ({
      do: 'InjectMessage',
      from,
      to,
      body,
    })),
  );
}

/** Of the present epoch, so that only what they say gives them away. */
function malformedBodies(state: Sysplex, to: string, dvipa: string): readonly XcfBody[] {
  const { claim = null, role = null } = state.stacks[to]?.distribution.vipas[dvipa] ?? {};
  if (claim === null) return [];
  const { epoch } = claim;
  const nobody = {
    remote: { address: 'C9', port: 9 },
    local: { address: dvipa, port: 9 },
    target: { stack: 'NOBODY', incarnation: 0 },
    remoteIsn: 0,
    localIsn: 0,
  };
  // A SYN that nobody has sent, to a port on which somebody listens: it would find a target.
  const port = role?.is === 'owner' ? (role.dpt[0]?.port ?? 9) : 9;
  const neverChosen = synTo({ address: dvipa, port });
  const elsewhere = { ...nobody, local: { address: '192.0.2.98', port: 9 } };
  const list = { type: 'VIPA_list', definitions: { primary: [], backup: [] } } as const;
  const forged = { ...claim, epoch: { ...epoch, number: Number.NaN } };
  const base = { type: 'NEWCONN', dvipa, epoch, reporter: 'endpoint', end: null } as const;
  return [
    { type: 'SRVSTAT', dvipa, epoch, listeners: [{ port: 0, count: 1 }] },
    { type: 'SRVSTAT', dvipa, epoch, listeners: [{ port: 60, count: -1 }] },
    { ...base, connections: [nobody] },
    { ...base, connections: [elsewhere], reporter: 'router' },
    { type: 'TERMCONN', dvipa, epoch, connection: nobody },
    { ...list, claims: [forged] },
    { ...list, claims: [{ ...claim, version: -1 }] },
    { type: 'returned', packet: neverChosen, epoch, choice: 'selected', tried: [] },
  ];
}

/** Well-formed, of the present epoch, and said by whom, or to whom, nobody says it. */
function unexpectedBodies(
  state: Sysplex,
  from: string,
  to: string,
  dvipa: string,
): readonly XcfBody[] {
  const receiver = state.stacks[to]?.distribution;
  const sender = state.stacks[from]?.distribution;
  const vipa = receiver?.vipas[dvipa];
  const claim = vipa?.claim;
  if (sender === undefined || vipa === undefined || claim === null || claim === undefined)
    return [];
  const { epoch } = claim;
  const connection = {
    remote: { address: 'C9', port: 9 },
    local: { address: dvipa, port: 9 },
    target: sender.self,
    remoteIsn: 0,
    localIsn: 0,
  };
  const said = { dvipa, epoch } as const;
  const reported = { type: 'NEWCONN', ...said, connections: [connection], end: null } as const;
  // A former router has reported before the tables are complete (R25).
  if (vipa.role.is === 'owner') return [{ ...reported, reporter: 'router' }];
  if (vipa.role.is === 'rebuilding') return [];
  return [
    { ...reported, reporter: 'endpoint' },
    { type: 'SRVSTAT', ...said, listeners: [{ port: 9, count: 1 }] },
    { type: 'TERMCONN', ...said, connection },
  ];
}

function synTo(destination: Socket): Packet {
  return { source: { address: 'C9', port: 9 }, destination, kind: 'SYN', seq: 0, ack: null };
}

function staleBodies(dvipa: string, from: string): readonly XcfBody[] {
  const epoch = { number: 0, stack: 'NOBODY', incarnation: 0 };
  const packet = synTo({ address: dvipa, port: 9 });
  const connection = {
    remote: packet.source,
    local: packet.destination,
    target: { stack: from, incarnation: 0 },
    remoteIsn: 0,
    localIsn: 0,
  };
  return [
    { type: 'SRVSTAT', dvipa, epoch, listeners: [{ port: 9, count: 1 }] },
    { type: 'SRVSTAT', dvipa, epoch, listeners: [{ port: -1, count: -1 }] },
    { type: 'NEWCONN', dvipa, epoch, connections: [connection], reporter: 'endpoint', end: null },
    { type: 'NEWCONN', dvipa, epoch, connections: [], reporter: 'router', end: { routedTo: [] } },
    { type: 'TERMCONN', dvipa, epoch, connection },
    { type: 'DVIPA', dvipa, epoch, intent: 'takeback' },
    { type: 'DVIPA', dvipa, epoch, intent: 'routing' },
    { type: 'routed', packet, epoch, choice: 'selected', tried: [] },
    { type: 'returned', packet, epoch, choice: 'selected', tried: [] },
  ];
}
