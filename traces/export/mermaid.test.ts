/**
 * The Mermaid export, by the rules of sequence diagrams that Mermaid's own reader has, written down strictly: every
 * line is one statement of the few that are used, and no text holds what would end it or be read as markup.
 */
import test from 'ava';
import { tell } from '../story/story.ts';
import { mermaidOf } from './mermaid.ts';
import { e8, examples } from './testing/stories.ts';

/** No `;` and no `#` but in an entity, no markup but a line break, no comment; not empty. */
const TEXT = String.raw`(?!.*%%)(?:[^#;<>\n]|#(?:\d+|[a-z]+);|<br/>)+`;
const ID = String.raw`p\d+`;
const statements = {
  title: new RegExp(`^  title: ${TEXT}$`),
  lifeline: new RegExp(`^  (?:actor|participant) (${ID}) as ${TEXT}$`),
  arrow: new RegExp(String.raw`^  (${ID})(?:->>|--\))(${ID}): (\d+) ${TEXT}$`),
  note: new RegExp(String.raw`^  note over (${ID})(?:,(${ID}))?: (\d+ )?${TEXT}$`),
};

for (const { name, story: told } of examples) {
  test(`${name}: every line is a statement, every lifeline declared, every step there`, (t) => {
    const story = told();
    const [first, title = '', ...rest] = mermaidOf(story).trimEnd().split('\n');
    const declared = new Set<string>();
    const steps: number[] = [];

    t.is(first, 'sequenceDiagram');
    t.regex(title, statements.title);
    for (const line of rest) {
      const lifeline = statements.lifeline.exec(line);
      const statement = lifeline ?? statements.arrow.exec(line) ?? statements.note.exec(line);
      if (statement === null) {
        t.fail(`no statement: ${line}`);
        continue;
      }
      const [, one, other, number] = statement;
      if (lifeline !== null) declared.add(String(one));
      t.true(declared.has(String(one)), line);
      if (other !== undefined) t.true(declared.has(other), line);
      if (number !== undefined) steps.push(Number(number));
    }
    t.deepEqual(
      steps,
      story.moments.map(({ number }) => number),
    );
  });
}

test('a message is an arrow from its sender to its receiver, and the verdict is last', (t) => {
  const story = tell(e8);
  const text = mermaidOf(story);

  t.regex(text, /^ {2}actor p2 as C2$/m);
  t.regex(text, /^ {2}participant p3 as MVS1$/m);
  t.regex(text, /^ {2}p3->>p4: 7 SYN C2:8002#gt;DVA1:60 \(selected\)$/m);
  t.regex(text, /^ {2}p2--\)p3: 5 SYN C2:8002#gt;DVA1:60 by R2: waits at MVS1$/m);
  t.regex(text, /\n {2}note over p1,p4: BROKEN P2: MVS1 answered [^\n]*\n$/);
  t.regex(mermaidOf(tell(story.trace, { sound: true })), /: Every promise held in \d+ steps\.\n$/);
});

test('names and titles may hold what Mermaid reads as its own', (t) => {
  const { topology, ...trace } = e8;
  const title = 'a; b # c <b>d</b> %% end';
  const text = mermaidOf(
    tell({ ...trace, title, topology: { ...topology, clients: ['C#1', 'C2'] } }),
  );

  t.regex(text, /^ {2}title: a#59; b #35; c #lt;b#gt;d#lt;\/b#gt; %#37; end$/m);
  t.regex(text, /^ {2}actor p1 as C#35;1$/m);
});
