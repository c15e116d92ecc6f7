/**
 * P3: once failures stop, every DVIPA has its one right owner and every live connection is reachable.
 *
 * Stated more precisely than "the primary if it lives, else the highest live rank": a DVIPA that a bind
 * in a range created or moved belongs to a stack that has it bound, until a primary claims it or its
 * owner dies (F12.x); a backup without the product's MOVEable form takes over only what was active,
 * which the ledger of the steps tells, as its own claim cannot; and an owner whose statement VARY OBEY has
 * removed goes on until a primary or a backup claims the DVIPA. Nobody but the owner has a role left. What is
 * reachable the harness tries (harness/probes.ts), and stuck.ts says who waits in vain.
 */
import { claims } from '../../model/promises.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { coveringRange } from '../../impl/distribution/lists.ts';
import type { StackState } from '../../impl/stack.ts';
import type { Ledger } from './ledger.ts';
import type { EventuallyPromise } from './promise.types.ts';

type Live = readonly [string, StackState];

function awareStacks(state: Sysplex): readonly Live[] {
  return Object.keys(state.stacks)
    .sort()
    .flatMap((name): Live[] => {
      const stack = state.stacks[name];
      return stack?.distribution.aware === true ? [[name, stack]] : [];
    });
}

export const reachableAgain: EventuallyPromise = {
  kind: 'eventually',
  id: 'P3',
  claim: claims.P3,
  cites: ['F9.201', 'F10.304', 'F10.310', 'F12.x', 'D3', 'V1', 'V5', 'R17', 'R18', 'R20', 'R31'],
  needs: ['owner'],
  witness: ({ state, unreachable, ledger }, checked) => {
    const live = awareStacks(state);
    for (const dvipa of addresses(state)) {
      if (isDue(live, dvipa)) checked();
      const found = wrongOwner(state, live, dvipa) ?? wrongCreator(live, dvipa, ledger);
      if (found !== null) return found;
    }
    return unreachable[0] ?? null;
  },
  symptom: ([first]) => first ?? null,
};

function addresses(state: Sysplex): readonly string[] {
  const named = Object.values(state.profiles).flatMap(({ defines, backups }) =>
    [...defines, ...backups].map(({ dvipa }) => dvipa),
  );
  const known = Object.values(state.stacks).flatMap((stack) =>
    Object.keys(stack?.distribution.vipas ?? {}),
  );
  return [...new Set([...named, ...known])].sort();
}

/** Somebody owns the DVIPA, or should: elsewhere nothing can be wrong. */
function isDue(live: readonly Live[], dvipa: string): boolean {
  return ownersOf(live, dvipa).length > 0 || allowedOwners(live, dvipa).length > 0;
}

function ownersOf(live: readonly Live[], dvipa: string): readonly string[] {
  return live
    .filter(([, { distribution }]) => distribution.vipas[dvipa]?.role.is === 'owner')
    .map(([name]) => name);
}

function wrongOwner(state: Sysplex, live: readonly Live[], dvipa: string): string | null {
  const owners = ownersOf(live, dvipa);
  const advertisers = state.network.advertised[dvipa] ?? [];
  if (owners.length > 1) return `${owners.join(' and ')} both own ${dvipa}`;
  const [owner] = owners;
  const allowed = allowedOwners(live, dvipa);
  if (owner === undefined) {
    return allowed.length === 0 ? null : `nobody owns ${dvipa}, though ${allowed.join(', ')} could`;
  }
  if (allowed.length > 0 && !allowed.includes(owner)) {
    return `${owner} owns ${dvipa}, which belongs to ${allowed.join(' or ')}`;
  }
  const isAlone = advertisers.length === 1 && advertisers[0] === owner;
  if (!isAlone) return `${owner} owns ${dvipa}, but [${advertisers.join(', ')}] advertise it`;
  const astray = live.find(
    ([, { distribution }]) => distribution.vipas[dvipa]?.claim?.epoch.stack !== owner,
  );
  if (astray !== undefined) return `${owner} owns ${dvipa}, but ${astray[0]} follows another`;
  return idleRole(live, dvipa, owner);
}

/** Whoever has given the DVIPA up has finished with it: no table and no part in a move is left (F10.310). */
function idleRole(live: readonly Live[], dvipa: string, owner: string): string | null {
  for (const [name, { distribution }] of live) {
    const is = distribution.vipas[dvipa]?.role.is ?? 'none';
    if (name === owner || is === 'none') continue;
    return `${owner} owns ${dvipa}, but ${name} is ${is} still`;
  }
  return null;
}

/** A plain backup has made it active, and whoever has taken it over since had no better right to it (D3). */
function wrongCreator(live: readonly Live[], dvipa: string, { created }: Ledger): string | null {
  const creator = created[dvipa];
  const [owner] = ownersOf(live, dvipa);
  if (creator === undefined || owner === undefined) return null;
  return (
    `${owner} owns ${dvipa}, which was active nowhere when ${creator} claimed it: ` +
    'its VIPABackup is not MOVEable'
  );
}

/** Who may own a DVIPA now; empty when nobody has to. */
function allowedOwners(live: readonly Live[], dvipa: string): readonly string[] {
  const primaries = live.filter(([, { distribution }]) =>
    distribution.profile.defines.some((entry) => entry.dvipa === dvipa),
  );
  if (primaries.length > 0) return primaries.map(([name]) => name);

  const isActive = live.some(
    ([, stack]) => (stack.distribution.vipas[dvipa]?.claim ?? null) !== null,
  );
  const head = headOfChain(live, dvipa, isActive);
  const binders = live.filter(([, stack]) => isBinder(stack, dvipa)).map(([name]) => name);
  // VARY OBEY has taken its statement away, and nobody else may own: it goes on (P2, D8).
  if (head === null) return isActive ? [...binders, ...ownersOf(live, dvipa)] : [];
  const boundOwner = binders.filter((name) =>
    live.some(([other, stack]) => other === name && ownsByBind(stack, dvipa)),
  );
  return [head, ...boundOwner];
}

/** Has an application bound the address here under a range, or did it when it claimed the address? */
function isBinder(stack: StackState, dvipa: string): boolean {
  const { distribution, tcp } = stack;
  if (ownsByBind(stack, dvipa)) return true;
  if (coveringRange(distribution.profile, dvipa) === null) return false;
  return (
    Object.keys(tcp.listeners).some((listener) => listener.startsWith(`${dvipa}:`)) ||
    Object.values(tcp.connections).some(({ local }) => local.address === dvipa)
  );
}

function ownsByBind({ distribution }: StackState, dvipa: string): boolean {
  const { self, vipas } = distribution;
  const claim = vipas[dvipa]?.claim;
  return (
    claim?.kind === 'bind' &&
    claim.epoch.stack === self.stack &&
    claim.epoch.incarnation === self.incarnation
  );
}

function headOfChain(live: readonly Live[], dvipa: string, isActive: boolean): string | null {
  const chain = live.flatMap(([name, { distribution }]) =>
    distribution.profile.backups
      .filter((entry) => entry.dvipa === dvipa && (isActive || entry.creates))
      .map(({ rank }) => ({ name, rank })),
  );
  chain.sort((a, b) => b.rank - a.rank || (a.name < b.name ? 1 : -1));
  return chain[0]?.name ?? null;
}
