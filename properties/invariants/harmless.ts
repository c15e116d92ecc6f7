/**
 * P9 and P10: unaware stacks are left in peace, and bad input changes nothing.
 */
import { claims } from '../../model/promises.ts';
import type { Envelope } from '../../impl/messages.types.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import type { AlwaysPromise, Observation } from './promise.types.ts';

function isUnaware(state: Sysplex, stack: string): boolean {
  return state.topology.unaware.includes(stack);
}

export const silenceOfTheUnaware: AlwaysPromise = {
  kind: 'always',
  id: 'P9',
  claim: claims.P9,
  cites: ['F4.4', 'R37', 'E19'],
  needs: ['unaware'],
  witness: ({ before, after, happenings }, checked) => {
    if (after.topology.unaware.length === 0) return null;
    for (const { output } of happenings) {
      if (output.type !== 'Send' || !isUnaware(after, output.envelope.to.stack)) continue;
      checked();
      if (output.envelope.body.type !== 'VIPA_list') return asked(output.envelope);
    }
    return waitedFor(after) ?? changed(before, after);
  },
};

function asked({ from, to, body }: Envelope): string {
  return `${from.stack} sent ${body.type} to ${to.stack}, which lacks the function`;
}

function waitedFor(state: Sysplex): string | null {
  for (const [name, stack] of Object.entries(state.stacks)) {
    const { joining = [], vipas = {} } = stack?.distribution ?? {};
    const slow = joining.find((other) => isUnaware(state, other));
    if (slow !== undefined)
      return `${name} waits for the list of ${slow}, which lacks the function`;
    for (const [dvipa, { role }] of Object.entries(vipas)) {
      if (role.is !== 'rebuilding') continue;
      const awaited = role.awaiting.find((member) => isUnaware(state, member.stack));
      if (awaited !== undefined) {
        return `${name} waits for the snapshot of ${dvipa} on ${awaited.stack}, which lacks the function`;
      }
    }
  }
  return null;
}

function changed(before: Sysplex, after: Sysplex): string | null {
  const stack = after.topology.unaware.find((name) => {
    const was = before.stacks[name]?.distribution;
    const is = after.stacks[name]?.distribution;
    const isSameLife = was !== undefined && was.self === is?.self;
    return isSameLife && was !== is;
  });
  return stack === undefined ? null : `${stack} lacks the function, but its protocol state changed`;
}

export const badInputIsHarmless: AlwaysPromise = {
  kind: 'always',
  id: 'P10',
  claim: claims.P10,
  cites: ['E19', 'R13', 'R24', 'R29', 'C1'],
  needs: ['two'],
  witness: (seen, checked) => {
    const { action } = seen;
    if (action.do !== 'DeliverXcf' && action.do !== 'ReadQueue' && action.do !== 'InjectMessage') {
      return null;
    }
    const at = action.do === 'ReadQueue' ? action.stack : action.to;
    if (action.do === 'InjectMessage') return changedByInjection(seen, at, checked);
    const isOnlyIgnored =
      seen.happenings.length > 0 &&
      seen.happenings.every(
        ({ output }) => output.type === 'Ignore' || output.type === 'Reached',
      ) &&
      seen.happenings.some(({ output }) => output.type === 'Ignore');
    if (!isOnlyIgnored || carriesList(seen)) return null;
    checked();
    return changedAt(seen, at);
  },
};

/** A VIPA list may carry one stale claim beside news; each claim of it is judged by itself. */
function carriesList({ before, action }: Observation): boolean {
  if (action.do !== 'DeliverXcf') return false;
  const [envelope] = before.medium.channels[`${action.from}>${action.to}`] ?? [];
  return envelope?.body.type === 'VIPA_list';
}

function changedByInjection(seen: Observation, at: string, checked: () => void): string | null {
  checked();
  return changedAt(seen, at);
}

function changedAt({ before, after, happenings }: Observation, at: string): string | null {
  if (before.stacks[at]?.distribution === after.stacks[at]?.distribution) return null;
  const reasons = happenings.flatMap(({ output }) =>
    output.type === 'Ignore' ? [output.reason] : [],
  );
  return `${at} changed its state on input that it should ignore (${reasons.join(', ') || 'no reason'})`;
}
