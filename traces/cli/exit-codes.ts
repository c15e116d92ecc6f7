/**
 * What an exit code means, and the one place where a problem becomes one.
 *
 * Left out: 0, 1 and 3 of a command that did its work, which its own action sets.
 */
import { CommanderError } from 'commander';

export const EXIT_CODES = [
  'Exit codes:',
  '  0  fine: every promise held, or the question is answered',
  '  1  a promise broke, or something does not stand as it is said to',
  '  2  bad usage or bad input, said on standard error',
  '  3  inconclusive: nothing broke, but not everything was seen',
].join('\n');

/**
 * Runs a command: bad usage and bad input end with a message and exit code 2, without a stack trace.
 *
 * Anything else that is thrown is a defect of dvipa, which proves nothing about the cluster: its stack trace is
 * printed, and the exit code is 3.
 */
export async function underExitCodes(command: () => void | Promise<void>): Promise<void> {
  // Who reads through `head` has seen enough: that is no defect.
  process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
    if (problem.code !== 'EPIPE') throw problem;
    process.exit();
  });
  try {
    await command();
  } catch (problem) {
    process.exitCode = await exitCodeOf(problem);
  }
}

async function exitCodeOf(problem: unknown): Promise<number> {
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? 0 : 2;
  // Loaded only now: help and mistyped commands need no profile language and no trace format.
  const { InputProblem } = await import('../../properties/harness/read-profiles.ts');
  const { TraceProblem } = await import('../files.ts');
  if (problem instanceof InputProblem || problem instanceof TraceProblem) {
    console.error(problem.message);
    return 2;
  }
  const told = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  console.error(`This is a defect of dvipa, and says nothing about the cluster:\n${told}`);
  return 3;
}
