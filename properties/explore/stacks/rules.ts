/**
 * What each action of the cluster reads and writes, for the remembered search. The order is that of a drain.
 *
 * A stack's step reads the stack, who advertises (it may, too) and which incarnations live, to which alone XCF
 * carries; it adds to the channels out of the stack and to the packets for clients.
 */
import type { Action } from '../../../impl/actions.types.ts';
import { enabledDeeds, routesToLearn } from '../../../impl/enabled.ts';
import type { Packet } from '../../../impl/messages.types.ts';
import { packetLabel } from '../../../impl/network/network.ts';
import type { Topology } from '../../../impl/sysplex.types.ts';
import { nextOn } from '../../../impl/xcf/medium.ts';
import type { Rule } from '../local-system.types.ts';
import { channelsFrom, channelsTo, stackNames } from './cell-parts.ts';
import { enabledMoves } from './moves.ts';
import { rareRules, type Footprint } from './rare-rules.ts';
import type { StackScope } from './budget.ts';
import { crash, isFirstWrite, isLost, opening, start } from './scope.ts';
import type { Explored } from './system.ts';

type StackRule = Rule<Explored, Action>;

export function rulesOf(scope: StackScope): readonly StackRule[] {
  const { topology } = scope;
  const stacks = stackNames(topology);
  const at = (name: string): Footprint => stackStep(stacks, name);
  return [
    ...stacks.map((name) => noticeRule(name, at(name))),
    ...stacks.flatMap((to) => channelsTo(stacks, to).map((name) => xcfRule(name, to, at(to)))),
    ...stacks.map((name) => readRule(name, at(name))),
    ...topology.routers.map(learnRule),
    ...topology.routers.flatMap((router) => [
      ...stacks.map((hop) => arrivalRule(router, hop)),
      nowhereRule(router, stacks),
    ]),
    ...[...topology.clients].sort().map((client) => clientRule(client)),
    ...deedRules(topology, stacks, 'retransmit'),
    ...deedRules(topology, stacks, 'write'),
    openRule(scope, stacks),
    ...stacks.flatMap((name) => [crashRule(name, stacks), startRule(name, stacks)]),
    ...['to the cluster', 'to clients'].map(loseRule),
    ...stacks.map((name) => moveRule(scope, name, at(name))),
    ...rareRules(scope, at),
  ];
}

function stackStep(stacks: readonly string[], name: string): Footprint {
  return {
    reads: [`around ${name}`, name],
    sets: [name, 'advertised'],
    adds: [...channelsFrom(stacks, name), 'to clients'],
  };
}

function noticeRule(to: string, footprint: Footprint): StackRule {
  return {
    name: `notice ${to}`,
    takes: `notices ${to}`,
    ...footprint,
    actions: () => [{ do: 'DeliverNotice', to }],
    drains: 'first',
  };
}

/** A message waits for the notice that its sender has joined. */
function xcfRule(name: string, to: string, footprint: Footprint): StackRule {
  const from = name.slice(0, name.indexOf('>'));
  return {
    name: `xcf ${name}`,
    takes: name,
    ...footprint,
    reads: [`heard by ${to}`, to],
    actions: ({ sysplex }) =>
      nextOn(sysplex.medium, from, to) === null ? [] : [{ do: 'DeliverXcf', from, to }],
    drains: 'first',
  };
}

function readRule(stack: string, footprint: Footprint): StackRule {
  return {
    name: `read ${stack}`,
    when: `reads ${stack}`,
    ...footprint,
    actions: () => [{ do: 'ReadQueue', stack }],
    drains: 'first',
  };
}

function learnRule(router: string): StackRule {
  return {
    name: `learn ${router}`,
    reads: [`routes ${router}`, 'advertised'],
    sets: [`routes ${router}`],
    adds: [],
    actions: ({ sysplex }) =>
      routesToLearn(sysplex).filter((action) => 'router' in action && action.router === router),
    drains: 'first',
  };
}

function hopOf({ sysplex }: Explored, router: string, { destination }: Packet): string | null {
  return sysplex.network.routes[router]?.[destination.address] ?? null;
}

function arrivalRule(router: string, hop: string): StackRule {
  return {
    name: `packet by ${router} to ${hop}`,
    takes: 'to the cluster',
    when: `${router} leads to ${hop}`,
    reads: [`routes ${router}`, hop],
    sets: [hop],
    adds: [],
    actions: (state, item) => {
      const packet = item as Packet;
      const isUp = (state.sysplex.stacks[hop] ?? null) !== null;
      if (!isUp || hopOf(state, router, packet) !== hop) return [];
      return [{ do: 'DeliverPacket', packet: packetLabel(packet), router }];
    },
    drains: 'first',
  };
}

/** Without a route, or to a stack that is down, a packet is lost. */
function nowhereRule(router: string, stacks: readonly string[]): StackRule {
  return {
    name: `packet by ${router} to nobody`,
    takes: 'to the cluster',
    reads: [`routes ${router}`, ...stacks.map((name) => `up ${name}`)],
    sets: [],
    adds: [],
    actions: (state, item) => {
      const packet = item as Packet;
      const hop = hopOf(state, router, packet);
      if (hop !== null && (state.sysplex.stacks[hop] ?? null) !== null) return [];
      return [{ do: 'DeliverPacket', packet: packetLabel(packet), router }];
    },
    drains: 'first',
  };
}

function clientRule(client: string): StackRule {
  return {
    name: `packet to ${client}`,
    takes: 'to clients',
    reads: [client],
    sets: [client],
    adds: ['to the cluster'],
    actions: (_state, item) => {
      const packet = item as Packet;
      if (packet.destination.address !== client) return [];
      return [{ do: 'DeliverToClient', packet: packetLabel(packet) }];
    },
    drains: 'first',
  };
}

function deedRules(
  { clients }: Topology,
  stacks: readonly string[],
  deed: 'write' | 'retransmit',
): readonly StackRule[] {
  const isMeant = deed === 'write' ? isFirstWrite : isLost;
  const reads = deed === 'write' ? [] : ['under way'];
  const rule = (name: string, footprint: Footprint): StackRule => ({
    name: `${deed} at ${name}`,
    when: `may ${deed} at ${name}`,
    ...footprint,
    reads: [...footprint.reads, ...reads],
    actions: ({ sysplex }) =>
      enabledDeeds(sysplex, [deed]).filter(
        (action) => action.do === 'Tcp' && action.at === name && isMeant(sysplex, action),
      ),
    drains: deed === 'retransmit' ? 'again' : 'never',
  });
  return [
    ...clients.map((name) => rule(name, { reads: [name], sets: [name], adds: ['to the cluster'] })),
    ...stacks.map((name) => rule(name, stackStep(stacks, name))),
  ];
}

function openRule(scope: StackScope, stacks: readonly string[]): StackRule {
  const { clients } = scope.topology;
  return {
    name: 'open',
    when: 'connections left',
    reads: ['budget', ...clients, 'under way', ...stacks.map((name) => `opening ${name}`)],
    sets: ['budget', ...clients],
    adds: ['to the cluster'],
    actions: ({ sysplex, left }) => opening(scope, sysplex, left),
    drains: 'never',
  };
}

function crashRule(name: string, stacks: readonly string[]): StackRule {
  const observers = stacks.filter((other) => other !== name).map((other) => `notices ${other}`);
  return {
    name: `crash ${name}`,
    when: `may crash ${name}`,
    reads: ['budget', `member ${name}`, 'advertised', 'members'],
    sets: ['budget', name, 'advertised', `notices ${name}`, ...channelsTo(stacks, name)],
    adds: observers,
    actions: () => [crash(name)],
    drains: 'never',
  };
}

/** A notice that the former life has left is merged with the one that the next has joined. */
function startRule(name: string, stacks: readonly string[]): StackRule {
  const notices = stacks.map((other) => `notices ${other}`);
  return {
    name: `start ${name}`,
    when: `may start ${name}`,
    reads: ['budget', 'joins', 'profiles', 'members', 'advertised', ...notices],
    sets: ['budget', 'joins', name, 'advertised', ...notices],
    adds: [...channelsFrom(stacks, name), 'to clients'],
    actions: () => [start(name)],
    drains: 'never',
  };
}

function loseRule(bag: string): StackRule {
  return {
    name: `lose ${bag}`,
    takes: bag,
    when: 'losses left',
    reads: ['budget'],
    sets: ['budget'],
    adds: [],
    actions: (_state, item) => [{ do: 'LosePacket', packet: packetLabel(item as Packet) }],
    drains: 'never',
  };
}

function moveRule(scope: StackScope, name: string, footprint: Footprint): StackRule {
  return {
    name: `move to ${name}`,
    when: 'moves left',
    ...footprint,
    reads: [...footprint.reads, 'budget'],
    sets: [...footprint.sets, 'budget'],
    actions: ({ sysplex, left }) =>
      left.moves > 0
        ? enabledMoves(scope, sysplex).filter(
            (action) => action.do === 'Bind' && action.stack === name,
          )
        : [],
    drains: 'never',
  };
}
