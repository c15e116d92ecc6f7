/**
 * P2 and the home list: a stack announces that a DVIPA has come to it or has gone (F6.126, F12.525, R32).
 *
 * The kernel takes packets for an address, and lets an application bind to it, from one announcement to the
 * other. So these follow, step by step, what needs the address: a role, a place in the list of candidates, a
 * listener, a connection, the last two as the TCP endpoint has them.
 */
import type { Address } from '../../model/vocabulary.types.ts';
import { isCandidate } from '../../impl/distribution/lists.ts';
import type { StackState } from '../../impl/stack.ts';
import type { Observation } from './promise.types.ts';

const known = new WeakMap<StackState, ReadonlySet<Address>>();

/** The DVIPAs that something on a stack needs. */
function neededAt(stack: StackState): ReadonlySet<Address> {
  const found = known.get(stack) ?? needed(stack);
  known.set(stack, found);
  return found;
}

function needed({ distribution, tcp }: StackState): ReadonlySet<Address> {
  const addresses = new Set<Address>();
  for (const [dvipa, vipa] of Object.entries(distribution.vipas)) {
    if (vipa.role.is !== 'none' || isCandidate(distribution, vipa)) addresses.add(dvipa);
  }
  for (const name of Object.keys(tcp.listeners)) {
    addresses.add(name.slice(0, name.lastIndexOf(':')));
  }
  for (const { local } of Object.values(tcp.connections)) addresses.add(local.address);
  return addresses;
}

/** What a stack announced in this step, against what it needs before and after. */
export function wrongHomeList({ before, after, happenings }: Observation): string | null {
  if (before.stacks === after.stacks) return null;
  for (const [name, now] of Object.entries(after.stacks)) {
    const then = before.stacks[name] ?? null;
    if (now === null || now === then || !now.distribution.aware) continue;
    const home = new Set(then === null ? [] : neededAt(then));
    for (const { at, output } of happenings) {
      if (at !== name) continue;
      if (output.type === 'AddAddress') home.add(output.dvipa);
      if (output.type === 'DeleteAddress') home.delete(output.dvipa);
    }
    const found = difference(name, home, neededAt(now));
    if (found !== null) return found;
  }
  return null;
}

function difference(
  stack: string,
  home: ReadonlySet<Address>,
  wanted: ReadonlySet<Address>,
): string | null {
  const missing = [...wanted].find((dvipa) => !home.has(dvipa));
  if (missing !== undefined)
    return `${stack} needs ${missing}, and has not added it to its home list`;
  const left = [...home].find((dvipa) => !wanted.has(dvipa));
  return left === undefined
    ? null
    : `${stack} keeps ${left} in its home list, and nothing needs it`;
}
