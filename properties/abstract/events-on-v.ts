/**
 * The model's events on one DVIPA, V, in few words, and the states that they lead to: for tables of tests.
 */
import type { ClaimKind, Distribution, Profile } from '../../model/config.types.ts';
import type { Event } from '../../model/events.types.ts';
import type { Cluster } from '../../model/state.types.ts';
import { step } from '../../model/step.ts';

const DVIPA = 'V';
const PORT = 60;
/** The 4-tuple of which the tables speak, and its life. */
export const KEY = 'C1:1>V:60';
export const LIFE = 'client 1';

export const starts = (profile: Profile, aware = true): Event => {
  return { type: 'StackStarted', stack: profile.stack, aware, profile };
};
export const fails = (stack: string): Event => ({ type: 'StackFailed', stack });
export const obeys = (profile: Profile): Event => {
  return { type: 'ProfileChanged', stack: profile.stack, profile };
};

export const claims = (stack: string, as: ClaimKind, late: readonly string[] = []): Event => {
  return { type: 'Claimed', dvipa: DVIPA, stack, as, late };
};
export const begins = (
  stack: string,
  as: ClaimKind,
  list: Distribution | null,
  received: readonly string[],
): Event => ({ type: 'RoutingBegun', dvipa: DVIPA, stack, as, list, received });
export const relists = (stack: string, list: Distribution | null): Event => {
  return { type: 'ListChanged', dvipa: DVIPA, stack, as: 'define', list };
};
export const keeps = (stack: string, list: Distribution | null): Event => {
  return { type: 'ListKept', dvipa: DVIPA, stack, list };
};
export const forgets: Event = { type: 'Forgotten', dvipa: DVIPA };

type Plain = 'Yielded' | 'CompletedLate' | 'Advertised' | 'Withdrawn' | 'ListReceived';
export const does = (type: Plain, stack: string): Event => ({ type, dvipa: DVIPA, stack });

export const binds = (stack: string, port = PORT): Event => {
  return { type: 'ApplicationBound', dvipa: DVIPA, stack, port };
};
export const unbinds = (stack: string, port = PORT): Event => {
  return { type: 'ApplicationEnded', dvipa: DVIPA, stack, port };
};

interface Packet {
  readonly target?: string;
  readonly key?: string;
  readonly life?: string;
  readonly port?: number;
  readonly late?: readonly string[];
}

export const routes = (
  stack: string,
  { target = 'A', key = KEY, life = LIFE, port = PORT, late = [] }: Packet = {},
): Event => ({ type: 'SynRouted', dvipa: DVIPA, stack, target, key, life, port, late });
export const refuses = (stack: string, { port = PORT, late = [] }: Packet = {}): Event => {
  return { type: 'SynRefused', dvipa: DVIPA, stack, port, late };
};
export const givesBack = (target: string, to: string): Event => {
  return { type: 'SynReturned', dvipa: DVIPA, stack: to, key: KEY, life: LIFE, target };
};
export const accepts = (stack: string, { life = LIFE, port = PORT }: Packet = {}): Event => {
  return { type: 'SynAccepted', dvipa: DVIPA, stack, key: KEY, life, port };
};

type OfConnection =
  'SegmentGiven' | 'SegmentReset' | 'ConnectionOpened' | 'ConnectionReplaced' | 'ConnectionEnded';
export const handles = (type: OfConnection, stack: string, life = LIFE, key = KEY): Event => {
  return { type, dvipa: DVIPA, stack, key, life };
};

/** The state after some events, from nothing. Throws where the model refuses one. */
export function after(...events: readonly Event[]): Cluster {
  return events.reduce<Cluster>(
    (cluster, event) => {
      const next = step(cluster, event);
      if ('refused' in next) throw new Error(`${event.type}: ${next.refused}`);
      return next;
    },
    { stacks: {}, vipas: {} },
  );
}
