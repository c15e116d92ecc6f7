/**
 * The promises P1 to P10, in the order of the requirements: stated once, judged everywhere.
 */
import { badInputIsHarmless, silenceOfTheUnaware } from './harmless.ts';
import { reachableAgain } from './ownership.ts';
import type { AlwaysPromise, EventuallyPromise, Promised } from './promise.types.ts';
import { neverDropped, neverMisrouted, oneOwner } from './routing.ts';
import { fairShare, synToListener } from './selection.ts';
import { nothingComesBack, tablesTellTheTruth } from './tables.ts';

export const promises: readonly Promised[] = [
  neverMisrouted,
  neverDropped,
  reachableAgain,
  synToListener,
  tablesTellTheTruth,
  nothingComesBack,
  oneOwner,
  fairShare,
  silenceOfTheUnaware,
  badInputIsHarmless,
];

export const always: readonly AlwaysPromise[] = promises.filter(
  (promise) => promise.kind === 'always',
);

export const eventually: readonly EventuallyPromise[] = promises.filter(
  (promise) => promise.kind === 'eventually',
);
