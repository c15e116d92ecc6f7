/**
 * What differs between two traces, in words: what they show, their sysplexes, their actions side by side, their
 * verdicts.
 */
import { diffArrays } from 'diff';
import { profileFacts } from '../impl/profile/diff.ts';
import { clusterOf } from '../properties/mutants/all.ts';
import { describeAction } from '../properties/harness/describe.ts';
import { everyJudge } from '../properties/invariants/judges.ts';
import { scenarioOf } from './files.ts';
import type { Trace } from './format.ts';
import { foundOn } from './found-on.ts';
import { judge, renderVerdict } from './verdict.ts';

export interface Named {
  readonly file: string;
  readonly trace: Trace;
}

/** The lines of the report; empty when the traces are the same but for what recorded them. */
export function differences(one: Named, other: Named): readonly string[] {
  const lines = [
    ...headDifferences(one.trace, other.trace),
    ...topologyDifferences(one.trace, other.trace),
    ...actionDifferences(one.trace, other.trace),
  ];
  return lines.length === 0 ? [] : [...lines, ...verdicts(one, other)];
}

/** `what  before | after`, where they differ. */
function change(what: string, before: unknown, after: unknown): readonly string[] {
  const [one, other] = [before, after].map((value) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  );
  return one === other ? [] : [`${what}:`, `- ${one}`, `+ ${other}`];
}

function headDifferences(one: Trace, other: Trace): readonly string[] {
  return [
    ...change('title', one.title, other.title),
    ...change('found on', one.mutant, other.mutant),
    ...change('promise', one.promise, other.promise),
    ...change('witness', one.witness, other.witness),
    ...change('start', one.start, other.start),
    ...change('length', one.length, other.length),
  ];
}

/** What the first sysplex has and the second has not, and the other way round. */
function topologyDifferences(one: Trace, other: Trace): readonly string[] {
  const [before, after] = [factsOf(one.topology), factsOf(other.topology)];
  const lines = [
    ...before.filter((fact) => !after.includes(fact)).map((fact) => `- ${fact}`),
    ...after.filter((fact) => !before.includes(fact)).map((fact) => `+ ${fact}`),
  ];
  return lines.length === 0 ? [] : ['sysplex:', ...lines.sort(byWhatTheySpeakOf)];
}

/** Lines on one component stand together, those of the first trace first. */
function byWhatTheySpeakOf(one: string, other: string): number {
  const subject = (line: string): string => line.slice(2).split(':', 1)[0] ?? '';
  return subject(one).localeCompare(subject(other), 'en');
}

function factsOf(topology: Trace['topology']): readonly string[] {
  const { profiles, unaware, clients, routers, backlog, applications, changes } = topology;
  return [
    ...profiles.flatMap(({ stack, ...rest }, at) => [
      `${stack}: is stack ${at + 1}`,
      ...profileFacts({ stack, ...rest }).map((fact) => `${stack}: ${fact}`),
    ]),
    ...unaware.map((stack) => `${stack}: lacks the function`),
    ...clients.map((client) => `clients: ${client}`),
    ...routers.map((router) => `routers: ${router}`),
    `backlog: ${backlog}`,
    ...applications.map(({ stack, dvipa, port }) => `${stack}: serves ${dvipa}:${port}`),
    ...Object.entries(changes).flatMap(([stack, variations]) =>
      variations.map(
        (profile, at) => `${stack}: variation ${at}: ${profileFacts(profile).join('; ')}`,
      ),
    ),
  ];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Both lists as one, aligned: what both have, what only the first has (-), what only the second has (+). */
function actionDifferences(one: Trace, other: Trace): readonly string[] {
  const [before, after] = [scenarioOf(one).actions, scenarioOf(other).actions];
  if (isSame(before, after)) return [];
  const parts = diffArrays([...before], [...after], { comparator: isSame });
  const lines = parts.flatMap(({ value, added, removed }) => {
    const mark = added ? '+' : removed ? '-' : ' ';
    return value.map((action) => `${mark} ${describeAction(action)}`);
  });
  return ['actions:', ...lines];
}

function verdicts(one: Named, other: Named): readonly string[] {
  const of = ({ trace, file }: Named): readonly string[] => {
    const { step, title, judges } = foundOn(trace, file);
    const there = renderVerdict(judge(trace, step, judges).verdict, trace);
    const onCode = renderVerdict(judge(trace, clusterOf(null), everyJudge).verdict, trace);
    const own = [`on ${title}: ${there}`];
    return trace.mutant === null ? own : [...own, `on the implementation: ${onCode}`];
  };
  return [
    'verdicts:',
    ...of(one).map((line) => `- ${line}`),
    ...of(other).map((line) => `+ ${line}`),
  ];
}
