// Code mutation of the flat routing table, by itself: its inner loops go on for ever when they are changed, in code that
// no mutant is part of, so that only a limit of time ends them. Its own tests judge, which a process has loaded in seconds.
import all from './stryker.config.js';

process.env.DVIPA_MUTATION_JUDGES = 'impl/tables/**/*.test.ts';
// Large tables take too long where every operation asks which mutant it is; what survives is judged by them afterwards.
process.env.DVIPA_MUTATION_WITHOUT ??=
  '00000 operations|400,000 rows|60000 rows|one row in eight|crowded|many pages';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...all,
  mutate: ['impl/tables/flat/*.ts', '!**/*.test.ts', '!**/*.types.ts'],
  timeoutMS: 2_000,
  timeoutFactor: 1,
  incrementalFile: 'reports/mutation/flat-incremental.json',
  htmlReporter: { fileName: 'reports/mutation/flat.html' },
  jsonReporter: { fileName: 'reports/mutation/flat.json' },
  // The score is that of both runs: npm run mutation:summary.
  thresholds: { ...all.thresholds, break: null },
};
