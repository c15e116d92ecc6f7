// Node strips the types itself, in worker threads too, so AVA needs no loader and c8 sees exact lines.
export default {
  files: [
    'properties/**/*.test.ts',
    'impl/**/*.test.ts',
    'model/**/*.test.ts',
    'traces/**/*.test.ts',
  ],
  extensions: ['ts'],
  // AVA's timeout is for silence, not for the whole run: one long property is silent while it runs.
  timeout: '10m',
  concurrency: 2,
};
