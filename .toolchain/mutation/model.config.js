// Code mutation of the model: the sentences of the source, the exploration of the model by itself, and the refinement of
// generated interleavings judge it.
import all from './stryker.config.js';

process.env.DVIPA_MUTATION_JUDGES =
  'properties/source/*.test.ts properties/abstract/*.test.ts .toolchain/mutation/campaign.ts';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...all,
  mutate: ['model/*.ts', '!**/*.types.ts'],
  incrementalFile: 'reports/mutation/model-incremental.json',
  htmlReporter: { fileName: 'reports/mutation/model.html' },
  jsonReporter: { fileName: 'reports/mutation/model.json' },
};
