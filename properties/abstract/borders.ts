/**
 * Where the model draws the border between what may happen and what may not: cases on both sides of it.
 */
import type { ExecutionContext } from 'ava';
import type { Event } from '../../model/events.types.ts';
import { step } from '../../model/step.ts';
import { after } from './events-on-v.ts';

/** An event after others, and why the model refuses it; null where it may happen. */
export interface Case {
  readonly given: readonly Event[];
  readonly event: Event;
  readonly reason: string | null;
}

/** A sentence of the protocol, and the cases on both sides of the border that it draws. */
export type Borders = Readonly<Record<string, readonly Case[]>>;

export function judgeBorder(t: ExecutionContext, cases: readonly Case[]): void {
  t.true(
    cases.some(({ reason }) => reason === null) && cases.some(({ reason }) => reason !== null),
    'a border has two sides',
  );
  for (const [at, { given, event, reason }] of cases.entries()) {
    const next = step(after(...given), event);
    const found = 'refused' in next ? next.refused : null;
    t.is(found, reason, `case ${at + 1}: ${event.type}`);
  }
}
