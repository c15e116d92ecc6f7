// Code mutation of the model: the sentences of the source, and the exploration of the model by itself, judge it.
import all from './stryker.config.js';

process.env.DVIPA_MUTATION_JUDGES = 'properties/source/*.test.ts properties/abstract/*.test.ts';
// The largest scope takes as long as the two others, and a wrong model is no judge of the right one.
process.env.DVIPA_MUTATION_WITHOUT = '2 4-tuples|a wrong model';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...all,
  mutate: ['model/*.ts', '!**/*.types.ts'],
  incrementalFile: 'reports/mutation/model-incremental.json',
  htmlReporter: { fileName: 'reports/mutation/model.html' },
  jsonReporter: { fileName: 'reports/mutation/model.json' },
  thresholds: { ...all.thresholds, break: null },
};
