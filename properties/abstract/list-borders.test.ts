/**
 * By which list a stack routes: its own, the one that it has kept for a takeover, the next one after VARY OBEY
 * (Figures 5, 6 and 9).
 */
import test from 'ava';
import { primary } from '../../impl/testing/profiles.ts';
import { judgeBorder, type Borders } from './borders.ts';
import { begins, claims, does, fails, keeps, obeys, relists, starts } from './events-on-v.ts';
import { a, bound, byA, c, list, narrow, otherList, outbid, own, ownerless } from './owners.ts';

const borders: Borders = {
  'F6.135: who has a list of its own routes by that one': [
    {
      given: [starts(a), claims('A', 'define')],
      event: begins('A', 'define', narrow, ['A']),
      reason: 'A has another list for V',
    },
    {
      given: [starts(a), claims('A', 'define')],
      event: begins('A', 'define', list, ['A']),
      reason: null,
    },
    {
      given: [
        ...byA,
        starts(own),
        does('ListReceived', 'C'),
        fails('A'),
        claims('C', 'backup', ['B']),
      ],
      event: begins('C', 'backup', narrow, ['B', 'C']),
      reason: null,
    },
    {
      given: [
        ...byA,
        starts(own),
        does('ListReceived', 'C'),
        fails('A'),
        claims('C', 'backup', ['B']),
      ],
      event: begins('C', 'backup', list, ['B', 'C']),
      reason: 'C has another list for V',
    },
  ],
  'F6.134: a backup without a list of its own routes by the one that it has kept': [
    {
      given: [...ownerless, claims('B', 'backup')],
      event: begins('B', 'backup', list, ['B']),
      reason: null,
    },
    {
      given: [...ownerless, claims('B', 'backup')],
      event: begins('B', 'backup', narrow, ['B']),
      reason: 'B has another list for V',
    },
    {
      given: [...ownerless, claims('B', 'backup')],
      event: begins('B', 'backup', null, ['B']),
      reason: 'B has another list for V',
    },
    // A newer list of A was under way to B when A failed.
    {
      given: [...ownerless, keeps('B', narrow), claims('B', 'backup')],
      event: begins('B', 'backup', narrow, ['B']),
      reason: null,
    },
    {
      given: [...ownerless, keeps('B', null), claims('B', 'backup')],
      event: begins('B', 'backup', null, ['B']),
      reason: null,
    },
    {
      given: [...byA, starts(c), fails('A'), fails('B'), claims('C', 'backup')],
      event: begins('C', 'backup', list, ['C']),
      reason: 'C has another list for V',
    },
    // By a bind nobody inherits.
    {
      given: [...ownerless, ...bound, keeps('D', list), claims('D', 'bind')],
      event: begins('D', 'bind', list, ['B', 'D']),
      reason: 'D has another list for V',
    },
  ],
  'D8: the stack that routes changes its list, to the one that it states': [
    { given: [starts(a)], event: relists('A', list), reason: 'A does not route' },
    { given: outbid, event: relists('A', list), reason: 'A does not route' },
    { given: byA, event: relists('B', list), reason: 'B does not route' },
    { given: byA, event: relists('A', narrow), reason: 'A has another list for V' },
    { given: byA, event: relists('A', list), reason: null },
    { given: [...byA, obeys(primary('A', null))], event: relists('A', null), reason: null },
    { given: [...byA, obeys(primary('A', null))], event: relists('A', narrow), reason: otherList },
  ],
};

for (const [sentence, cases] of Object.entries(borders)) {
  test(sentence, (t) => {
    judgeBorder(t, cases);
  });
}
