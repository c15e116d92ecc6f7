/**
 * What the actions read and write that a scope allows only where it counts them, for the remembered search.
 */
import type { Action } from '../../../impl/actions.types.ts';
import { enabledDeeds } from '../../../impl/enabled.ts';
import type { Packet } from '../../../impl/messages.types.ts';
import { packetLabel } from '../../../impl/network/network.ts';
import type { Rule } from '../local-system.types.ts';
import { stackNames } from './cell-parts.ts';
import { ENDS, type StackScope } from './budget.ts';
import { changes, outgoing, unbinds } from './rare-actions.ts';
import type { Explored } from './system.ts';

type StackRule = Rule<Explored, Action>;
export type Footprint = Pick<StackRule, 'reads' | 'sets' | 'adds'>;

/** `at` says what a step of a stack reads and writes. */
export function rareRules(
  scope: StackScope,
  at: (stack: string) => Footprint,
): readonly StackRule[] {
  const stacks = stackNames(scope.topology);
  const { clients } = scope.topology;
  return [
    ...stacks.flatMap((name) => [
      outgoingRule(scope, name, paid(at(name))),
      unbindRule(scope, name, paid(at(name))),
      changeRule(scope, name, paid(at(name))),
      endRule(name, paid(at(name))),
    ]),
    ...clients.map((name) =>
      endRule(name, paid({ reads: [name], sets: [name], adds: ['to the cluster'] })),
    ),
    ...['to the cluster', 'to clients'].map(doubleRule),
  ];
}

/** It costs something of the budget. */
function paid({ reads, sets, adds }: Footprint): Footprint {
  return { reads: [...reads, 'budget'], sets: [...sets, 'budget'], adds };
}

function outgoingRule(scope: StackScope, name: string, footprint: Footprint): StackRule {
  const { clients } = scope.topology;
  return {
    name: `open from ${name}`,
    when: 'outgoing left',
    ...footprint,
    reads: [
      ...footprint.reads,
      'under way',
      'spoken of',
      ...clients.map((client) => `talks ${client}`),
    ],
    actions: ({ sysplex, left }) => outgoing(scope, sysplex, left, name),
    drains: 'never',
  };
}

function unbindRule(scope: StackScope, name: string, footprint: Footprint): StackRule {
  return {
    name: `unbind at ${name}`,
    when: 'unbinds left',
    ...footprint,
    actions: ({ sysplex }) =>
      unbinds(scope, sysplex).filter((action) => 'stack' in action && action.stack === name),
    drains: 'never',
  };
}

function changeRule(scope: StackScope, name: string, footprint: Footprint): StackRule {
  return {
    name: `change ${name}`,
    when: 'changes left',
    ...footprint,
    reads: [...footprint.reads, 'profiles'],
    sets: [...footprint.sets, 'profiles'],
    actions: () => changes(scope).filter((action) => 'stack' in action && action.stack === name),
    drains: 'never',
  };
}

function endRule(name: string, footprint: Footprint): StackRule {
  return {
    name: `end at ${name}`,
    when: 'ends left',
    ...footprint,
    reads: [...footprint.reads, 'under way'],
    actions: ({ sysplex }) =>
      enabledDeeds(sysplex, ENDS).filter((action) => action.do === 'Tcp' && action.at === name),
    drains: 'never',
  };
}

function doubleRule(bag: string): StackRule {
  return {
    name: `double ${bag}`,
    takes: bag,
    when: 'duplicates left',
    reads: ['budget'],
    sets: ['budget'],
    adds: [bag],
    actions: (_state, item) => [{ do: 'DuplicatePacket', packet: packetLabel(item as Packet) }],
    drains: 'never',
  };
}
