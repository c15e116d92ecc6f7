// Code mutation of the model, judged by what it allows and forbids, by the source's sentences, and by its own exploration.
import all from './stryker.config.js';

// From quick to slow.
process.env.DVIPA_MUTATION_JUDGES = [
  'properties/abstract/{list-borders,lists,ownership,pending,promises,routing,traffic}.test.ts',
  'properties/source/*.test.ts',
  'properties/abstract/model.test.ts',
].join(' ');
// The largest scope takes longer than the two others, and a wrong model is no judge of the right one.
process.env.DVIPA_MUTATION_WITHOUT = 'MVS3 without|a wrong model';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...all,
  mutate: ['model/*.ts', '!**/*.types.ts'],
  incrementalFile: 'reports/mutation/model-incremental.json',
  htmlReporter: { fileName: 'reports/mutation/model.html' },
  jsonReporter: { fileName: 'reports/mutation/model.json' },
};
