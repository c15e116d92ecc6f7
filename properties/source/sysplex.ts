/**
 * The sysplex of Figure 4 on the model and as stacks: all five up, and with its applications (F4.2).
 */
import type { ExecutionContext } from 'ava';
import { listOfDvb1, listOfMvs1, listOfMvs5 } from '../../model/fig04-example-sysplex.ts';
import { after, allDown, type Both } from './example.ts';
import { binds, starts, type Taking } from './steps.ts';

export const takesDva1: Taking = { dvipa: 'DVA1', as: 'define', list: listOfMvs1 };
export const takesDvb1: Taking = { dvipa: 'DVB1', as: 'define', list: listOfDvb1 };

const names = ['MVS1', 'MVS2', 'MVS3', 'MVS4', 'MVS5'];
const primaries = new Map([
  ['MVS1', takesDva1],
  ['MVS5', takesDvb1],
]);

function startedInOrder(t: ExecutionContext, order: readonly string[]): Both {
  return order.reduce((both, stack) => {
    const takes = primaries.get(stack);
    return after(t, both, starts(both, stack, ...(takes === undefined ? [] : [takes])));
  }, allDown());
}

/** All five stacks are up, and nobody listens; one of them was the last to start. */
export function allUp(t: ExecutionContext, last = 'MVS5'): Both {
  return startedInOrder(t, [...names.filter((name) => name !== last), last]);
}

/** 38 "has not been started": nobody routes DVB1 yet (the example of Figures 11 and 12). */
export function without38(t: ExecutionContext): Both {
  return startedInOrder(
    t,
    names.filter((name) => name !== 'MVS5'),
  );
}

/** With APP A on MVS1, MVS2 and MVS4, and APP B on MVS2, MVS3 and MVS5. */
export function serving(t: ExecutionContext): Both {
  const appA = ['MVS1', 'MVS2', 'MVS4'].map((stack) => binds(stack, 'DVA1'));
  const appB = ['MVS2', 'MVS3', 'MVS5'].map((stack) => binds(stack, 'DVB1'));
  return after(t, allUp(t), ...appA, ...appB);
}

/** 38 takes DVA1 when 22 fails, by its own list (Figure 9). */
export const mvs5TakesOver = {
  stack: 'MVS5',
  dvipa: 'DVA1',
  as: 'backup',
  list: listOfMvs5,
} as const;
