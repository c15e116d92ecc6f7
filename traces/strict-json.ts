/**
 * JSON from a file that nobody vouches for: its value, where each part stands, and what is wrong with the text.
 *
 * Besides what JSON forbids, refused are nesting without end, a key twice in one object, keys that every object in
 * JavaScript has, and text that is no Unicode: all of them are read differently by different programs.
 * Left out: what the value must look like (format.ts).
 */
import {
  findNodeAtLocation,
  parseTree,
  printParseErrorCode,
  visit,
  type Node,
  type ParseErrorCode,
} from 'jsonc-parser';

export type JsonPath = readonly (string | number)[];

/** Something that is wrong, and the offset in the text where it stands. */
export interface Flaw {
  readonly offset: number;
  /** Null where the text is no JSON: there are no paths in it. */
  readonly path: JsonPath | null;
  readonly message: string;
}

const DEEPEST = 32;
const strict = { disallowComments: true, allowTrailingComma: false };

/** What is wrong with the text, first things first; empty when it is JSON without surprises. */
export function flawsOf(text: string): readonly Flaw[] {
  const deep = tooDeep(text);
  if (deep !== null) return [deep];
  if (!isJson(text)) return [syntaxFlaw(text)];
  const flaws: Flaw[] = [];
  const keys: Set<string>[] = [];
  visit(
    text,
    {
      onObjectBegin: () => void keys.push(new Set()),
      onObjectEnd: () => void keys.pop(),
      onObjectProperty: (key, offset, _length, _line, _column, pathOf) => {
        const flaw = flawOfKey(key, keys.at(-1));
        if (flaw !== null) flaws.push({ offset, path: [...pathOf(), key], message: flaw });
        keys.at(-1)?.add(key);
      },
      onLiteralValue: (value: unknown, offset, _length, _line, _column, pathOf) => {
        const flaw = flawOfLiteral(value);
        if (flaw !== null) flaws.push({ offset, path: pathOf(), message: flaw });
      },
    },
    strict,
  );
  return flaws;
}

function flawOfKey(key: string, seen: ReadonlySet<string> | undefined): string | null {
  if (seen?.has(key) === true) return `expected each key once, found ${JSON.stringify(key)} again`;
  if (key in Object.prototype) {
    return `expected a key that not every object has, found ${JSON.stringify(key)}`;
  }
  return key.isWellFormed() ? null : 'expected Unicode, found half of a surrogate pair in a key';
}

function flawOfLiteral(value: unknown): string | null {
  if (Object.is(value, -0)) return 'expected a number that is written in one way, found -0';
  if (typeof value !== 'string' || value.isWellFormed()) return null;
  return 'expected Unicode, found half of a surrogate pair';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where the nesting becomes too deep; the other readers, which recurse, are safe from it then. */
function tooDeep(text: string): Flaw | null {
  let depth = 0;
  let isString = false;
  for (let offset = 0; offset < text.length; offset += 1) {
    const character = text[offset];
    if (isString) {
      if (character === '\\') offset += 1;
      // A line break ends a string that lacks its quote: what follows is nested again.
      else if (character === '"' || character === '\n' || character === '\r') isString = false;
    } else if (character === '"') isString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth <= DEEPEST) continue;
    const message = `expected a nesting of at most ${DEEPEST}, found more`;
    return { offset, path: null, message };
  }
  return null;
}

/** "CommaExpected" as people say it. */
function spelt(code: ParseErrorCode): string {
  const words = printParseErrorCode(code)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  const [, what] = /^(.*) expected$/.exec(words) ?? [];
  return what === undefined ? words : `expected ${what}`;
}

function syntaxFlaw(text: string): Flaw {
  const flaws: Flaw[] = [];
  visit(
    text,
    {
      onError: (code, offset, length) => {
        const found =
          length === 0 ? 'the end' : JSON.stringify(text.slice(offset, offset + length));
        flaws.push({ offset, path: null, message: `not JSON: ${spelt(code)}, found ${found}` });
      },
    },
    strict,
  );
  return flaws[0] ?? { offset: 0, path: null, message: 'not JSON' };
}

/** The offsets of the values at paths, or of the nearest values around them. */
export function offsetsOf(text: string, paths: readonly JsonPath[]): readonly number[] {
  const root = parseTree(text);
  return paths.map((path) => offsetIn(root, path));
}

function offsetIn(root: Node | undefined, path: JsonPath): number {
  for (let length = path.length; root !== undefined && length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return node.offset;
  }
  return root?.offset ?? 0;
}

/** Line and column of an offset, both from 1 on. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

/** `$.actions[3].do`: the path as JSONPath writes it. */
export function renderPath(path: JsonPath): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return `$${steps.join('')}`;
}
