/**
 * The JUnit report, read as strict XML: every tag closed, every entity known, and the counts those of the cases.
 */
import test from 'ava';
import { tell } from '../story/story.ts';
import { junitOf } from './junit.ts';
import { e8, examples } from './testing/stories.ts';

interface Element {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};

function plain(text: string): string {
  if (/[<>]/.test(text)) throw new Error(`markup in ${text}`);
  return text.replaceAll(/&([^;\s]*;?)/g, (_, entity: string) => {
    const character = ENTITIES[entity.slice(0, -1)];
    if (!entity.endsWith(';') || character === undefined) throw new Error(`&${entity} in ${text}`);
    return character;
  });
}

/** The root element; throws on whatever the few rules of this XML do not allow. */
function parse(xml: string): Element {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!xml.startsWith(declaration)) throw new Error('no declaration');
  const document: Element = { name: '', values: {}, children: [], text: '' };
  const open = [document];
  const token = /<(\/?)([a-z-]+)((?: [a-z]+="[^"]*")*)(\/?)>|([^<]+)/gy;
  token.lastIndex = declaration.length;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const [, close, name = '', attributes = '', isEmpty, text] = token.exec(xml) ?? [];
    const parent = open.at(-1);
    if (parent === undefined || (close === undefined) !== (text !== undefined)) {
      throw new Error(`no token at ${at}: ${xml.slice(at, at + 40)}`);
    }
    if (text !== undefined) parent.text += plain(text);
    else if (close === '/') {
      if (open.pop()?.name !== name) throw new Error(`${name} is closed at ${at}`);
    } else {
      const pairs = [...attributes.matchAll(/([a-z]+)="([^"]*)"/g)];
      const values = Object.fromEntries(
        pairs.map(([, key = '', value = '']) => [key, plain(value)]),
      );
      const element: Element = { name, values, children: [], text: '' };
      parent.children.push(element);
      if (isEmpty !== '/') open.push(element);
    }
  }
  const [root, ...others] = document.children;
  if (open.length !== 1 || root === undefined || others.length > 0) throw new Error('not one root');
  return root;
}

function casesIn(xml: string) {
  const [suite] = parse(xml).children;
  const cases = suite?.children.filter(({ name }) => name === 'testcase') ?? [];
  return { suite, cases };
}

for (const { name, story: told } of examples) {
  test(`${name}: the report is XML, counts its cases, and fails the promise that broke`, (t) => {
    const story = told();
    const { suite, cases } = casesIn(junitOf(story));
    const of = (result: string) =>
      cases.filter(({ children }) => children.some(({ name }) => name === result));

    t.is(suite?.values.name, story.trace.title);
    t.is(suite?.values.tests, String(cases.length));
    t.is(suite?.values.skipped, String(of('skipped').length));
    t.is(suite?.values.failures, String(of('failure').length));
    t.deepEqual(
      of('failure').map(({ values }) => values.name?.split(' ')[0]),
      story.broken === null ? [] : [story.broken.promise],
    );
    t.is(new Set(cases.map(({ values }) => values.name)).size, cases.length);
  });
}

test('a failure holds the witness and every step; what had no turn is skipped', (t) => {
  const story = tell(e8);
  const { cases } = casesIn(junitOf(story));
  const [failure] = cases[1]?.children ?? [];

  t.is(failure?.values.message, story.broken?.witness);
  t.is(failure?.values.type, 'P2');
  const steps = failure?.text.trim().split('\n') ?? [];
  t.is(steps.length, story.moments.length);
  t.is(steps[7], '8. MVS1 crashes');
  // P5 waits for the end, which this interleaving did not reach.
  t.is(cases[4]?.children[0]?.name, 'skipped');
});

test('on the implementation no case fails, and the refinement is one of them', (t) => {
  const { suite, cases } = casesIn(junitOf(tell(e8, { sound: true })));

  t.is(suite?.values.failures, '0');
  t.regex(cases.at(-1)?.values.name ?? '', /^REF /);
  t.deepEqual(cases.at(-1)?.children, []);
});

test('a title may hold what XML reads as its own', (t) => {
  const title = `<a> & "b" 'c' ]]>`;
  const { suite } = casesIn(junitOf(tell({ ...e8, title })));

  t.is(suite?.values.name, title);
});
