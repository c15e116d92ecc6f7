/**
 * The states in which the examples begin: the five stacks of Figure 4 up, or without 38, or with their
 * applications (F4.2), or with another list for DVA1. Each is reached by steps, never made up.
 */
import type { ExecutionContext } from 'ava';
import { readProfile } from '../../impl/profile/read.ts';
import type { Distribution, Profile } from '../../model/config.types.ts';
import { figure4, listOfDvb1, listOfMvs1, listOfMvs5 } from '../../model/fig04-example-sysplex.ts';
import { after, allDown, type Both } from './example.ts';
import { binds, starts, type Taking } from './steps.ts';

export const takesDva1: Taking = { dvipa: 'DVA1', as: 'define', list: listOfMvs1 };
export const takesDvb1: Taking = { dvipa: 'DVB1', as: 'define', list: listOfDvb1 };

/** The stacks 22, 26, 30, 34 and 38 of Figure 4. */
export const names = ['MVS1', 'MVS2', 'MVS3', 'MVS4', 'MVS5'];
const primaries = new Map([
  ['MVS1', takesDva1],
  ['MVS5', takesDvb1],
]);

/** The stacks of an order start one after the other; by other profiles than those of Figure 4, if told. */
export function startedInOrder(
  t: ExecutionContext,
  order: readonly string[],
  profiles: readonly Profile[] = figure4,
): Both {
  return order.reduce((both, stack) => {
    const takes = primaries.get(stack);
    return after(t, both, starts(both, stack, ...(takes === undefined ? [] : [takes])));
  }, allDown(profiles));
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

/** Figure 4 with a second backup of DVA1 before 38: 34, of rank 20, and without a list of its own. */
export const twoBackups: readonly Profile[] = figure4.map((profile) => {
  const backup = { dvipa: 'DVA1', rank: 20, creates: false, mask: null };
  return profile.stack === 'MVS4' ? { ...profile, backups: [backup] } : profile;
});

/** More than the text asks: every stack retains the list that it has been told, backup or not. */
export function keptByAll(list: Distribution): Readonly<Record<string, Distribution>> {
  return Object.fromEntries(names.map((name) => [name, list]));
}

/** MVS1, MVS2 and MVS4 of Figure 4, where MVS1 distributes DVA1 by another list; in the order of their start. */
export function distributedBy(
  t: ExecutionContext,
  list: Distribution,
  order = ['MVS1', 'MVS2', 'MVS4'],
): Both {
  const profiles = figure4.map((profile): Profile =>
    profile.stack === 'MVS1' ? { ...profile, distributes: [{ dvipa: 'DVA1', ...list }] } : profile,
  );
  const takes = { dvipa: 'DVA1', as: 'define', list } as const;
  return order.reduce((both, stack) => {
    const taken = stack === 'MVS1' ? [takes] : [];
    return after(t, both, starts(both, stack, ...taken));
  }, allDown(profiles));
}

/** MVS1 with a VIPADISTribute statement of its own. */
const STATEMENTS = `IPCONFIG DYNAMICXCF XCF1
INTERFACE OSA1 DEFINE IPAQENET PORTNAME OSA1 IPADDR 192.0.2.1/24
VIPADynamic
  VIPADEFine MOVEable IMMEDIATE DVA1
  VIPADISTribute DVA1 PORT 60 61 DESTIP XCF2 XCF4
ENDVIPADynamic
`;

/** The list of the statement, and a sysplex whose MVS1 goes by it. */
export function stated(
  t: ExecutionContext,
  order?: string[],
): { readonly list: Distribution; readonly both: Both } {
  const { profile } = readProfile(STATEMENTS, 'MVS1.profile', 'MVS1');
  const { dvipa, ...list } = profile?.distributes[0] ?? { dvipa: '', ...listOfDvb1 };
  t.is(dvipa, 'DVA1');
  return { list, both: distributedBy(t, list, order) };
}
