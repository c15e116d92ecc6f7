// Code mutation of the model: the sentences of the source, and the exploration of the model by itself, judge it.
import all from './stryker.config.js';

process.env.DVIPA_MUTATION_JUDGES = 'properties/source/*.test.ts properties/abstract/*.test.ts';
// Two scopes say what the third, larger one says; a wrong model is wrong also where the code is mutated.
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
