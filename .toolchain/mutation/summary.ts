/**
 * Writes the figures of docs/mutation.md from StrykerJS's report: the score per folder, and every survivor with
 * the reason why no test can or should kill it (explained.json: file, line with the replaced part in «»,
 * replacement; lines may move).
 *
 * Exit codes: 0 all are explained; 1 a survivor has no reason, or a reason no survivor; 2 there is no report.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Mutant {
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

interface Report {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>
  >;
}

interface Survivor {
  readonly file: string;
  readonly line: number;
  readonly was: string;
  readonly becomes: string;
}

interface Explanation {
  readonly why: string;
  readonly mutants: readonly (readonly [file: string, was: string, becomes: string])[];
}

const REPORT = 'reports/mutation/mutation.json';
/** What is known of parts that are judged by themselves (flat.config.js, model.config.js), also of a run cut short. */
const PARTS = ['flat', 'model'].map((part) => `reports/mutation/${part}-incremental.json`);
const PAGE = 'docs/mutation.md';
const [BEGIN, END] = ['<!-- figures -->', '<!-- end of figures -->'];

/** Whoever a test noticed: by a failure, or because the mutant never came to an end. */
const detected = ['Killed', 'Timeout'];
const undetected = ['Survived', 'NoCoverage'];

/** The line, or lines, of a mutant with what it replaces marked: `if («claim === null») return;`. */
function marked(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const put = (at: number, column: number, mark: string): void => {
    const line = lines[at] ?? '';
    lines[at] = line.slice(0, column - 1) + mark + line.slice(column - 1);
  };
  put(lines.length - 1, end.column, '»');
  put(0, start.column, '«');
  return oneLine(lines.join('\n'));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function survivorsOf({ files }: Report): readonly Survivor[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => undetected.includes(status))
      .map(({ location, replacement = '' }) => ({
        file,
        line: location.start.line,
        was: marked(source, location),
        becomes: oneLine(replacement),
      })),
  );
}

function scoreTable({ files }: Report): readonly string[] {
  const folders = [...new Set(Object.keys(files).map((file) => dirname(file)))].sort();
  const row = (name: string, isIn: (file: string) => boolean): string => {
    const mutants = Object.entries(files).flatMap(([file, entry]) =>
      isIn(file) ? entry.mutants : [],
    );
    const count = (statuses: readonly string[]): number =>
      mutants.filter(({ status }) => statuses.includes(status)).length;
    const [noticed, missed] = [count(detected), count(undetected)];
    const score = ((100 * noticed) / Math.max(noticed + missed, 1)).toFixed(1);
    return `| ${name} | ${noticed + missed} | ${noticed} | ${missed} | ${score} % |`;
  };
  return [
    '| folder | mutants | noticed | survived | score |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...folders.map((folder) => row(`\`${folder}/\``, (file) => dirname(file) === folder)),
    row('all of `impl/`', (file) => file.startsWith('impl/')),
  ];
}

const explained = JSON.parse(
  readFileSync(new URL('./explained.json', import.meta.url), 'utf8'),
) as readonly Explanation[];

function isMeant(survivor: Survivor, [file, was, becomes]: readonly [string, string, string]) {
  return survivor.file === file && survivor.was === was && survivor.becomes === becomes;
}

function code(text: string): string {
  const shown = text.length > 120 ? `${text.slice(0, 117)}...` : text;
  return `\`${shown.replaceAll('`', "'")}\``;
}

function explanations(survivors: readonly Survivor[]): readonly string[] {
  return explained.flatMap(({ why, mutants }) => [
    '',
    why,
    '',
    ...mutants.flatMap((meant) => {
      const places = survivors.filter((survivor) => isMeant(survivor, meant));
      const [file, was, becomes] = meant;
      const lines = [...new Set(places.map(({ line }) => line))].join(', ');
      return places.length === 0
        ? []
        : [`- \`${file}:${lines}\` ${code(was)} becomes ${code(becomes)}`];
    }),
  ]);
}

/** What nobody has explained yet, in its place, so that it is not forgotten. */
function left(unexplained: readonly Survivor[]): readonly string[] {
  if (unexplained.length === 0) return [];
  const places = unexplained.map(
    ({ file, line, was, becomes }) => `- \`${file}:${line}\` ${code(was)} becomes ${code(becomes)}`,
  );
  return ['', 'Neither killed nor explained yet:', '', ...places];
}

function writePage(figures: readonly string[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const [head = '', rest = ''] = page.split(BEGIN);
  const [, tail = ''] = rest.split(END);
  writeFileSync(PAGE, `${head}${BEGIN}\n\n${figures.join('\n')}\n\n${END}${tail}`);
}

function main(): number {
  if (!existsSync(REPORT)) {
    console.error(`${REPORT} is missing: run npm run mutation first`);
    return 2;
  }
  const files = [REPORT, ...PARTS]
    .filter((file) => existsSync(file))
    .map((file) => (JSON.parse(readFileSync(file, 'utf8')) as Report).files);
  const report: Report = { files: Object.assign({}, ...files) as Report['files'] };
  const survivors = survivorsOf(report);
  const meant = explained.flatMap(({ mutants }) => mutants);
  const unexplained = survivors.filter((one) => !meant.some((entry) => isMeant(one, entry)));
  const idle = meant.filter((entry) => !survivors.some((one) => isMeant(one, entry)));

  writePage([...scoreTable(report), ...explanations(survivors), ...left(unexplained)]);
  for (const { file, line, was, becomes } of unexplained) {
    console.error(`unexplained: ${file}:${line}: ${was}  ->  ${becomes}`);
  }
  for (const [file, was, becomes] of idle) {
    console.error(`no such survivor: ${file}: ${was}  ->  ${becomes}`);
  }
  console.log(
    `${survivors.length - unexplained.length} of ${survivors.length} survivors are explained`,
  );
  return unexplained.length + idle.length > 0 ? 1 : 0;
}

process.exitCode = main();
