// The layers: model <- impl (nouns only) <- properties <- traces. `npm run layers` also checks that every file was seen.

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'model-stands-alone',
      comment: 'model/ imports only model/ and npm packages.',
      severity: 'error',
      from: { path: '^model/' },
      to: { pathNot: '^(model|node_modules)/', dependencyTypes: ['local'] },
    },
    {
      name: 'impl-shares-nouns-only',
      comment: 'impl/ shares types with model/, never logic: import from model/**/*.types.ts.',
      severity: 'error',
      from: { path: '^impl/' },
      to: { path: '^model/', pathNot: '[.]types[.]ts$' },
    },
    {
      name: 'impl-shares-nouns-as-types',
      comment: 'impl/ imports from model/ with `import type`.',
      severity: 'error',
      from: { path: '^impl/' },
      to: { path: '^model/.*[.]types[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'impl-knows-no-checker',
      comment: 'impl/ imports only impl/, the nouns of model/ and npm packages.',
      severity: 'error',
      from: { path: '^impl/' },
      to: { pathNot: '^(impl|model|node_modules)/', dependencyTypes: ['local'] },
    },
    {
      name: 'properties-below-traces',
      comment: 'properties/ imports only properties/, model/, impl/ and npm packages.',
      severity: 'error',
      from: { path: '^properties/' },
      to: { pathNot: '^(properties|model|impl|node_modules)/', dependencyTypes: ['local'] },
    },
    {
      name: 'nothing-imports-traces',
      comment: 'traces/ is the top: only its own files import it.',
      severity: 'error',
      from: { pathNot: '^traces/' },
      to: { path: '^traces/' },
    },
    {
      name: 'no-test-imports',
      comment: 'What two tests share is not a test: move it to a file of its own.',
      severity: 'error',
      from: {},
      to: { path: '[.]test[.]ts$' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other, even for types, are one idea or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'product-needs-no-tools',
      comment: 'model/ and impl/ run with the dependencies alone, without the devDependencies.',
      severity: 'error',
      from: { path: '^(model|impl)/', pathNot: '[.]test[.]ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
    },
  },
};
