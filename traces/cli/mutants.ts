/**
 * `npm run mutants [NAME …]`: lets every mutant loose and says which promise killed it, and how briefly.
 *
 * `--write` renews the shrunk traces in traces/corpus/. Exit code 0: all killed, by a promise that they
 * name. 1: one survived, or another promise was first. 2: bad usage.
 */
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { readProfileDirectory } from '../../properties/harness/read-profiles.ts';
import { topologiesOf } from '../../properties/harness/topologies.ts';
import { replay } from '../../properties/harness/run.ts';
import { clusterOf, mutants } from '../../properties/mutants/all.ts';
import { hunt, type Kill } from '../../properties/mutants/hunt.ts';
import type { Mutant } from '../../properties/mutants/mutant.types.ts';
import { table } from '../../properties/report/tables.ts';
import { readTrace, scenarioOf, traceOf, writeTrace } from '../files.ts';

const root = join(import.meta.dirname, '..', '..');
const corpus = join(root, 'traces', 'corpus');

/** The small sysplex first: its counterexamples are the shortest. */
const scopes = ['small', 'figure-4'].map((name) => {
  const { profiles } = readProfileDirectory(join(root, 'impl', 'profile', name));
  return { name, topologies: topologiesOf(profiles) };
});

interface Result {
  readonly mutant: Mutant;
  readonly kill: Kill | null;
  readonly scope: string;
}

/** A rare mutant is killed by its committed trace: chance would take too long. */
function fromCorpus(mutant: Mutant): Result {
  const trace = readTrace(join(corpus, `${mutant.name}.trace.json`));
  const scenario = scenarioOf(trace);
  const { broken, executed } = replay(clusterOf(mutant), scenario);
  if (broken === null) return { mutant, kill: null, scope: 'corpus' };
  const kill = { broken, scenario: { ...scenario, actions: executed }, seed: 0, path: '' };
  return { mutant, kill: { ...kill, runsUntilFound: null }, scope: 'corpus' };
}

function tryOut(mutant: Mutant, runs: number): Result {
  if (mutant.isRare === true) return fromCorpus(mutant);
  const enough = mutant.equivalent === undefined ? runs : Math.ceil(runs / 10);
  for (const { name, topologies } of scopes) {
    const kill = hunt(mutant, { topologies, runs: enough, shortEnough: 12, tries: 6 });
    if (kill !== null) return { mutant, kill, scope: name };
  }
  return { mutant, kill: null, scope: '' };
}

function rowOf({ mutant, kill, scope }: Result): readonly string[] {
  const { name, takesAway, cites } = mutant;
  if (kill === null) {
    const verdict = mutant.equivalent === undefined ? 'SURVIVED' : 'equivalent';
    return [name, cites.join(), verdict, '', '', '', takesAway];
  }
  const { broken, scenario, runsUntilFound } = kill;
  const isNamed = mutant.killedBy.includes(broken.promise);
  return [
    name,
    cites.join(),
    `${broken.promise}${isNamed ? '' : ' (unexpected)'}`,
    scope,
    runsUntilFound === null ? '' : String(runsUntilFound),
    String(scenario.actions.length),
    takesAway,
  ];
}

function main(): number {
  const command = new Command('mutants')
    .argument('[names...]', 'mutants to try; all without')
    .option('--runs <n>', 'interleavings per seed and scope', '3000')
    .option('--write', 'write the shrunk traces into traces/corpus/')
    .exitOverride();
  command.parse(process.argv.slice(2), { from: 'user' });
  const { runs, write } = command.opts<{ runs: string; write?: true }>();
  const unknown = command.args.filter((name) => !mutants.some((mutant) => mutant.name === name));
  if (unknown.length > 0) {
    const known = mutants.map(({ name }) => name).join(' ');
    console.error(`no mutant is named ${unknown.join(', ')}; there are ${known}`);
    return 2;
  }
  const chosen = mutants.filter(
    ({ name }) => command.args.length === 0 || command.args.includes(name),
  );
  const results = chosen.map((mutant) => {
    const result = tryOut(mutant, Number(runs));
    process.stderr.write(`${mutant.name} ${result.kill?.broken.witness ?? 'survived'}\n`);
    return result;
  });
  for (const { mutant, kill } of write === true ? results : []) {
    if (kill === null || mutant.isRare === true) continue;
    const file = join(corpus, `${mutant.name}.trace.json`);
    const title = `${mutant.name}: without "${mutant.takesAway}"`;
    writeTrace(file, traceOf({ ...kill, shrinks: 0 }, title, mutant.name));
  }
  const header = ['mutant', 'cites', 'killed by', 'scope', 'runs', 'length', 'taken away'];
  console.log(table(header, results.map(rowOf)));
  const meant = results.filter(({ mutant }) => mutant.equivalent === undefined);
  const killed = meant.filter(({ kill, mutant }) =>
    mutant.killedBy.includes(kill?.broken.promise ?? ''),
  );
  const harmful = results.filter(
    ({ kill, mutant }) => kill !== null && mutant.equivalent !== undefined,
  );
  for (const { mutant } of results) {
    if (mutant.equivalent !== undefined) console.log(`\n${mutant.name}: ${mutant.equivalent}`);
  }
  console.log(`\n${killed.length} of ${meant.length} killed`);
  return killed.length === meant.length && harmful.length === 0 ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (problem) {
  if (!(problem instanceof CommanderError)) throw problem;
  process.exitCode = problem.exitCode === 0 ? 0 : 2;
}
