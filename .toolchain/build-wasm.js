/**
 * Builds what is in WebAssembly from its AssemblyScript and writes it into modules of TypeScript, as text: who
 * imports them reads no file. `--check` writes nothing and fails if a module is not what it
 * would write. Plain JavaScript, because the compiler's types change those of the whole project.
 */
import asc from 'assemblyscript/asc';
import { readFileSync, writeFileSync } from 'node:fs';

const MODULES = [
  {
    source: 'impl/tables/flat/lookup.as',
    target: 'impl/tables/flat/lookup-binary.ts',
    name: 'LOOKUP_BINARY',
  },
  {
    source: 'impl/packet/headers.as',
    target: 'impl/packet/headers-binary.ts',
    name: 'HEADERS_BINARY',
  },
];
const OPTIONS = '--importMemory --runtime stub --enable simd --noAssert -O3 --outFile module.wasm';

/**
 * @param {string} source
 * @returns {Promise<Uint8Array>}
 */
async function build(source) {
  let binary = null;
  const { error, stderr } = await asc.main(['module.ts', ...OPTIONS.split(' ')], {
    readFile: (name) => (name === 'module.ts' ? readFileSync(source, 'utf8') : null),
    writeFile: (name, contents) => {
      if (name === 'module.wasm') binary = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || binary === null) throw new Error(stderr.toString());
  return binary;
}

/**
 * @param {string} name
 * @param {string} source
 * @param {Uint8Array} binary
 */
function asModule(name, source, binary) {
  const lines = Buffer.from(binary)
    .toString('base64')
    .match(/.{1,90}/g);
  const text = (lines ?? []).map((line) => `  '${line}'`).join(' +\n');
  return `/** Built from ${source} by \`npm run build:wasm\`: the module as base64. */
export const ${name} =
${text};
`;
}

for (const { source, target, name } of MODULES) {
  const built = asModule(name, source, await build(source));
  if (!process.argv.includes('--check')) {
    writeFileSync(target, built);
  } else if (readFileSync(target, 'utf8') !== built) {
    console.error(`${target} is not what ${source} builds: run npm run build:wasm.`);
    process.exitCode = 1;
  }
}
