// What has survived flat.config.js, judged by large tables as well.
import { readFileSync } from 'node:fs';

// Nothing is left out.
process.env.DVIPA_MUTATION_WITHOUT = '(?!)';
const { default: flat } = await import('./flat.config.js');
const { files } = JSON.parse(readFileSync(flat.incrementalFile, 'utf8'));

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...flat,
  mutate: Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map(({ location: { start, end } }) => {
        const from = `${start.line}:${start.column - 1}`;
        return `${file}:${from}-${end.line}:${end.column - 1}`;
      }),
  ),
};
