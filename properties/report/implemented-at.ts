/**
 * Where each requirement is implemented: read from the sources themselves, where ids stand in code.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(folder, name));
}

/** `file:line` of the first place in impl/ that marks an id as executed, else that cites it. */
export function implementedAt(ids: readonly string[]): ReadonlyMap<string, string> {
  const marked = new Map<string, string>();
  const cited = new Map<string, string>();
  for (const file of sources(join(root, 'impl'))) {
    for (const [at, line] of readFileSync(file, 'utf8').split('\n').entries()) {
      const place = `${relative(root, file)}:${at + 1}`;
      for (const id of ids) {
        if (!marked.has(id) && line.includes(`'${id}'`)) marked.set(id, place);
        else if (!cited.has(id) && citesId(line, id)) cited.set(id, place);
      }
    }
  }
  return new Map(ids.map((id) => [id, marked.get(id) ?? cited.get(id) ?? '']));
}

function citesId(line: string, id: string): boolean {
  const at = line.indexOf(id);
  return at >= 0 && !/[\w.]/.test(line.charAt(at + id.length));
}
