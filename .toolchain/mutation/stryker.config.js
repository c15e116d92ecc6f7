// Code mutation of impl/ but its flat table (flat.config.js), for a night: what no test notices. docs/mutation.md says
// how to run it and what is left.

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    'impl/**/*.ts',
    '!**/*.test.ts',
    '!**/*.types.ts',
    '!impl/testing/**',
    '!impl/tables/flat/**',
  ],
  plugins: ['./.toolchain/mutation/runner.ts'],
  testRunner: 'in-process',
  coverageAnalysis: 'perTest',
  // Instrumented code runs by type stripping as the original does; nobody checks its types.
  disableTypeChecks: false,
  concurrency: 1,
  timeoutMS: 10_000,
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  tempDirName: 'reports/mutation/sandbox',
  ignorePatterns: ['coverage', 'reports', 'traces/found'],
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  thresholds: { high: 95, low: 85, break: 85 },
};
