/**
 * `dvipa diff TRACE TRACE`: what differs between two traces.
 *
 * Exit code 0: nothing but what recorded them. 1: something. 2: bad usage, or no trace.
 */
import { Command } from 'commander';
import { differences } from '../difference.ts';
import { readTrace } from '../files.ts';

function run(one: string, other: string): number {
  const [first, second] = [one, other].map((file) => ({ file, trace: readTrace(file) }));
  const lines = first && second ? differences(first, second) : [];
  console.log(lines.length === 0 ? 'The traces are the same.' : lines.join('\n'));
  return lines.length === 0 ? 0 : 1;
}

export function diffCommand(): Command {
  return new Command('diff')
    .description('Says what differs between two traces: the sysplex, the actions, the verdicts.')
    .argument('<first>', 'a trace file')
    .argument('<second>', 'another one')
    .action((one: string, other: string) => {
      process.exitCode = run(one, other);
    });
}
