/**
 * Where each requirement stands: read from the sources themselves, where ids stand in code and comments.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

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

/** A line of the model that does what an id says: the comment at its end names it. */
interface Mark {
  readonly id: string;
  /** Without its folder. */
  readonly file: string;
  readonly line: number;
}

function modelFiles(): readonly string[] {
  const all = files('model', (name) => isSource(name) && name !== 'blocks.ts');
  return [...all.filter(isOfFigure), ...all.filter((name) => !isOfFigure(name))];
}

function isOfFigure(name: string): boolean {
  return /^fig\d\d-/.test(basename(name));
}

/** Every id in a comment that ends a line of code of the model; the figures' files before others. */
export function marksInModel(): readonly Mark[] {
  return modelFiles().flatMap((name) =>
    readFileSync(name, 'utf8')
      .split('\n')
      .flatMap((text, at) =>
        idsAtEnd(text).map((id) => ({ id, file: basename(name), line: at + 1 })),
      ),
  );
}

function idsAtEnd(line: string): readonly string[] {
  if (/^\s*(\/\/|\/?\*)/.test(line)) return [];
  const [, comment = ''] = / \/\/ (.*)$/.exec(line) ?? [];
  return comment.match(/\b[A-Z]+\d+(\.\w+)?/g) ?? [];
}

/**
 * Where the model states an id: the line whose end names it, in the file of its figure before others, else
 * the first that cites it.
 */
export function modelledAt(ids: readonly string[]): ReadonlyMap<string, string> {
  const marks = marksInModel();
  const cited = firstPlaces(ids, modelFiles());
  return new Map(
    ids.map((id) => {
      const [, figure = ''] = /^F(\d+)\./.exec(id) ?? [];
      const own = `fig${figure.padStart(2, '0')}-`;
      const its = marks.filter((mark) => mark.id === id);
      const mark = its.find(({ file }) => file.startsWith(own)) ?? its[0];
      return [id, mark === undefined ? (cited.get(id) ?? '') : `model/${mark.file}:${mark.line}`];
    }),
  );
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
