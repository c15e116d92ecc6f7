/**
 * What the promises and the refinement look at in a cluster, as cells for the remembered search.
 */
import type { Profile } from '../../../model/config.types.ts';
import type { StackState } from '../../../impl/stack.ts';
import type { Sysplex, SysplexStepper } from '../../../impl/sysplex.types.ts';
import { rowsOf } from '../../../impl/tables/crt-rows.ts';
import { abstractionOf } from '../../refinement/abstract.ts';
import { flushed, unheardBy } from '../../refinement/flush.ts';
import { leftUndone } from './at-rest.ts';
import { allChannels, channelsTo, stackIn, view, type StackCell } from './cell-parts.ts';
import type { Explored } from './system.ts';

export function judgedCells(step: SysplexStepper, stacks: readonly string[]): readonly StackCell[] {
  return [...truths(stacks), ...tables(stacks), ...abstraction(step, stacks)];
}

/** What P4 and P7 ask of every stack: who owns, who follows whose claim, who listens. */
function truths(stacks: readonly string[]): readonly StackCell[] {
  const vipas = (state: Explored, name: string) =>
    Object.entries(stackIn(state, name)?.distribution.vipas ?? {});
  return [
    ...stacks.flatMap((name) => [
      view(`owned by ${name}`, name, (state) =>
        vipas(state, name).flatMap(([dvipa, { role }]) => (role.is === 'owner' ? [dvipa] : [])),
      ),
      view(`follows ${name}`, name, (state) => ({
        isUp: stackIn(state, name) !== null,
        listeners: stackIn(state, name)?.tcp.listeners ?? {},
        claims: vipas(state, name).map(([dvipa, { claim }]) =>
          claim === null ? null : { dvipa, epoch: claim.epoch, version: claim.version },
        ),
      })),
      view(`awaits ${name}`, name, (state) => ({
        joining: stackIn(state, name)?.distribution.joining ?? [],
        awaiting: vipas(state, name).map(([dvipa, { role }]) =>
          role.is === 'rebuilding' ? { dvipa, awaiting: role.awaiting } : null,
        ),
      })),
    ]),
    { name: 'owners', parts: stacks.map((name) => `owned by ${name}`) },
    { name: 'lives', parts: stacks.map((name) => `lives ${name}`) },
    { name: 'awaited', parts: stacks.map((name) => `awaits ${name}`) },
    {
      name: 'settled',
      parts: [
        ...stacks.map((name) => `follows ${name}`),
        ...allChannels(stacks).map((name) => `idle ${name}`),
        ...stacks.map((name) => `noticed ${name}`),
      ],
    },
  ];
}

/** What P6 compares: the rows of one stack with the ends on another, and what the two tell each other. */
function tables(stacks: readonly string[]): readonly StackCell[] {
  return [
    ...stacks.flatMap((name) => [
      view(`rows ${name}`, name, (state) => rowsAt(stackIn(state, name))),
      view(`ends ${name}`, name, (state) => endsAt(stackIn(state, name))),
      view(`has rows ${name}`, name, (state) => rowsAt(stackIn(state, name)).length > 0),
    ]),
    ...stacks.flatMap((owner) =>
      stacks.map((target) => ({
        name: `rows ${owner} of ${target}`,
        parts: [
          `rows ${owner}`,
          `ends ${target}`,
          ...(owner === target ? [] : [`tells ${target}>${owner}`, `tells ${owner}>${target}`]),
        ],
      })),
    ),
    ...stacks.map((owner) => ({
      name: `rows of ${owner}`,
      when: `has rows ${owner}`,
      parts: stacks.map((target) => `rows ${owner} of ${target}`),
    })),
    { name: 'rows', parts: stacks.map((owner) => `rows of ${owner}`) },
    ...stacks.map((name) => view(`ports ${name}`, name, (state) => portsAt(stackIn(state, name)))),
    { name: 'ports', parts: stacks.map((name) => `ports ${name}`) },
  ];
}

function rowsAt(stack: StackState | null): readonly unknown[] {
  if (stack === null) return [];
  const { vipas, view: seen } = stack.distribution;
  const owned = Object.entries(vipas).flatMap(([dvipa, { role, claim }]) => {
    if (role.is !== 'owner') return [];
    const rows = [...rowsOf(role.crt)].map(({ remote, local, target, remoteIsn }) => ({
      remote,
      local,
      target,
      remoteIsn,
    }));
    return rows.length === 0 ? [] : [{ dvipa, epoch: claim?.epoch ?? null, rows }];
  });
  if (owned.length === 0) return [];
  const lives = Object.entries(seen).map(([name, { incarnation }]) => ({ name, incarnation }));
  return [owned, lives];
}

/** The DPTs that a stack owns. */
function portsAt(stack: StackState | null): readonly unknown[] {
  return Object.entries(stack?.distribution.vipas ?? {}).flatMap(([dvipa, { role }]) =>
    role.is === 'owner' ? [{ dvipa, dpt: role.dpt }] : [],
  );
}

function endsAt(stack: StackState | null): unknown {
  if (stack === null) return null;
  const { self, vipas } = stack.distribution;
  return {
    incarnation: self.incarnation,
    claims: Object.entries(vipas).map(([dvipa, { claim }]) => [dvipa, claim?.epoch ?? null]),
    ends: Object.entries(stack.tcp.connections).map(([key, { irs }]) => [key, irs]),
  };
}

/** The model's cluster (refinement/abstract.ts), and what follows from it. */
function abstraction(step: SysplexStepper, stacks: readonly string[]): readonly StackCell[] {
  return [
    ...stacks.flatMap((name) => [
      view(`owns ${name}`, name, (state) =>
        Object.values(stackIn(state, name)?.distribution.vipas ?? {}).some(
          ({ role }) => role.is === 'owner',
        ),
      ),
      view(`seen of ${name}`, name, (state) => seenOf(stackIn(state, name))),
      {
        name: `late for ${name}`,
        parts: [`named for ${name}`, ...channelsTo(stacks, name).map((from) => `speaks ${from}`)],
      },
      {
        name: `unheard by ${name}`,
        parts: [`named for ${name}`, ...channelsTo(stacks, name).map((from) => `lists ${from}`)],
        of: ({ sysplex }: Explored) => unheardBy(sysplex, name),
      },
      {
        name: `flushed ${name}`,
        when: `owns ${name}`,
        parts: [
          name,
          `notices ${name}`,
          ...channelsTo(stacks, name).map((from) => `reports ${from}`),
        ],
        of: ({ sysplex }: Explored) => flushedTables(step, sysplex, name),
      },
    ]),
    ...stacks.map((name) => ({
      name: `claims to ${name}`,
      parts: channelsTo(stacks, name).map((from) => `claims ${from}`),
    })),
    { name: 'claims', parts: stacks.map((name) => `claims to ${name}`) },
    { name: 'seen', parts: stacks.map((name) => `seen of ${name}`) },
    { name: 'flushed', parts: stacks.map((name) => `flushed ${name}`) },
    {
      name: 'model',
      parts: ['claims', 'advertised', 'seen', 'flushed'],
      of: ({ sysplex }) => abstractionOf(step, sysplex),
    },
    { name: 'late', parts: stacks.map((name) => `late for ${name}`) },
    {
      name: 'pending',
      parts: ['model', 'advertised', 'seen', 'lives', 'rows', 'ports'],
      of: ({ sysplex }) => leftUndone(step, sysplex),
    },
  ];
}

function flushedTables(step: SysplexStepper, sysplex: Sysplex, name: string): unknown {
  const vipas = Object.entries(flushed(step, sysplex, name)?.vipas ?? {});
  return vipas.map(([dvipa, { role }]) =>
    role.is === 'owner' ? { dvipa, dpt: role.dpt, rows: [...rowsOf(role.crt)] } : { dvipa },
  );
}

interface Seen {
  readonly aware: boolean;
  readonly profile: Profile;
  readonly listeners: Readonly<Record<string, number>>;
  readonly connections: readonly unknown[];
  readonly vipas: readonly unknown[];
}

/** What the abstraction reads of a stack beside its tables. */
function seenOf(stack: StackState | null): Seen | null {
  if (stack === null) return null;
  const { distribution, tcp } = stack;
  const { aware, profile, vipas } = distribution;
  return {
    aware,
    profile,
    listeners: tcp.listeners,
    connections: Object.entries(tcp.connections).map(([key, { iss, irs, isOutgoing, local }]) => [
      key,
      local.address,
      isOutgoing ? iss : irs,
      isOutgoing,
    ]),
    vipas: Object.entries(vipas).map(([dvipa, { claim, inherited, role }]) => ({
      dvipa,
      claim,
      inherited,
      role: role.is,
    })),
  };
}
