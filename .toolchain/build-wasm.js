/**
 * Builds the lookups in WebAssembly from their AssemblyScript and writes them into a module of TypeScript, as
 * text: who imports it reads no file. `--check` writes nothing and fails if the module is not what it
 * would write. Plain JavaScript, because the compiler's types change those of the whole project.
 */
import asc from 'assemblyscript/asc';
import { readFileSync, writeFileSync } from 'node:fs';

const SOURCE = 'impl/tables/flat/lookup.as';
const TARGET = 'impl/tables/flat/lookup-binary.ts';
const OPTIONS = '--importMemory --runtime stub --enable simd --noAssert -O3 --outFile lookup.wasm';

/** @returns {Promise<Uint8Array>} */
async function build() {
  let binary = null;
  const { error, stderr } = await asc.main(['lookup.ts', ...OPTIONS.split(' ')], {
    readFile: (name) => (name === 'lookup.ts' ? readFileSync(SOURCE, 'utf8') : null),
    writeFile: (name, contents) => {
      if (name === 'lookup.wasm') binary = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || binary === null) throw new Error(stderr.toString());
  return binary;
}

/** @param {Uint8Array} binary */
function asModule(binary) {
  const lines = Buffer.from(binary)
    .toString('base64')
    .match(/.{1,90}/g);
  const text = (lines ?? []).map((line) => `  '${line}'`).join(' +\n');
  return `/** Built from lookup.as by \`npm run build:wasm\`: the module as base64. */
export const LOOKUP_BINARY =
${text};
`;
}

const built = asModule(await build());
if (process.argv.includes('--check')) {
  if (readFileSync(TARGET, 'utf8') !== built) {
    console.error(`${TARGET} is not what ${SOURCE} builds: run npm run build:wasm.`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(TARGET, built);
}
