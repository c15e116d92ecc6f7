/**
 * Where each requirement stands: read from the sources themselves, where ids stand in code and comments.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

type Select = (name: string) => boolean;

const isSource: Select = (name) => name.endsWith('.ts') && !name.endsWith('.test.ts');
const isTest: Select = (name) => name.endsWith('.test.ts');

function files(folder: string, select: Select): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(select)
    .sort()
    .map((name) => join(root, folder, name));
}

/** `file:line` of the first place in impl/ that marks an id as executed, else that cites it. */
export function implementedAt(ids: readonly string[]): ReadonlyMap<string, string> {
  return firstPlaces(ids, files('impl', isSource), true);
}

/** The model's file that states an id, by its first line that cites it; the figures' files before others. */
export function modelledAt(ids: readonly string[]): ReadonlyMap<string, string> {
  const all = files('model', (name) => isSource(name) && name !== 'blocks.ts');
  const figures = all.filter((name) => name.includes('/fig'));
  return firstPlaces(ids, [...figures, ...all]);
}

/** The test that cites an id: of the source's figures first, then of the implementation. */
export function testedAt(ids: readonly string[]): ReadonlyMap<string, string> {
  const folders = ['properties/source', 'impl', 'properties', 'traces'];
  return firstPlaces(
    ids,
    folders.flatMap((folder) => files(folder, isTest)),
  );
}

function firstPlaces(
  ids: readonly string[],
  names: readonly string[],
  marks = false,
): ReadonlyMap<string, string> {
  const marked = new Map<string, string>();
  const cited = new Map<string, string>();
  for (const file of names) {
    for (const [at, line] of readFileSync(file, 'utf8').split('\n').entries()) {
      const place = `${relative(root, file)}:${at + 1}`;
      for (const id of ids) {
        if (marks && !marked.has(id) && line.includes(`'${id}'`)) marked.set(id, place);
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
