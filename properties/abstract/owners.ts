/**
 * Stacks that define V, back it up or may bind it, and how one comes to route it: for the tests of Figures 5 and 9 to 12.
 */
import { backup, distribute, primary, profileOf, ranged } from '../../impl/testing/profiles.ts';
import { begins, binds, claims, fails, starts } from './events-on-v.ts';

const { dvipa: _dvipa, ...list } = distribute();
const { dvipa: _other, ...narrow } = distribute({ targets: ['XA'] });

export const a = primary('A');
export const b = backup('B', 20);
/** The product's MOVEable form: it may create what is active nowhere. */
export const movable = backup('B', 20, {}, true);
export const noBackup = 'B may not claim it by backup';
export const ranges = ranged('D');
const ofAnother = { dvipa: 'W', mask: null };
export const another = profileOf('E', {
  defines: [ofAnother],
  backups: [{ ...ofAnother, rank: 1, creates: true }],
  ranges: ranged('E', 'W').ranges,
});

/** A routes V by its profile, and B is up. */
export const byA = [
  starts(a),
  starts(b),
  claims('A', 'define'),
  begins('A', 'define', list, ['A', 'B']),
];
export const c = backup('C', 10);
export const bound = [starts(ranges), binds('D')];
export const disruptive = ranged('D', 'V', false);
export const otherList = 'A has another list for V';
export const own = backup('C', 10, { distributes: [distribute({ targets: ['XA'] })] });
export const noBind = 'D may not claim it by bind';
/** E has bound V under a range of its own, and routes it. */
export const byBind = [
  ...[starts(ranged('E')), binds('E'), claims('E', 'bind')],
  begins('E', 'bind', null, ['E']),
];
/** B has claimed it, and A has not heard so. */
export const outbid = [...byA, claims('B', 'backup', ['A'])];
/** A has failed, and nobody has claimed what it routed. */
export const ownerless = [...byA, fails('A')];

export { list, narrow };
