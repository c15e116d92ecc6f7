// Node strips the types itself, in worker threads too, so AVA needs no loader and c8 sees exact lines.

import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The committed counterexamples come first: what broke once is told before anything else. */
function rank(file) {
  return file.endsWith('corpus.test.ts') ? 0 : 1;
}

export default {
  // What tests run on the command line must not pass for a run of the user's in the report.
  environmentVariables: { DVIPA_REPORTS: join(tmpdir(), 'dvipa-test-reports') },
  files: [
    'properties/**/*.test.ts',
    'impl/**/*.test.ts',
    'model/**/*.test.ts',
    'traces/**/*.test.ts',
  ],
  sortTestFiles: (one, other) => rank(one) - rank(other) || (one < other ? -1 : 1),
  extensions: ['ts'],
  // AVA's timeout is for silence, not for the whole run: one long property is silent while it runs.
  timeout: '10m',
  concurrency: 2,
};
