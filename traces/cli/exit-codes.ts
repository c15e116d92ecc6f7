/**
 * What an exit code means, and the one place where a problem becomes one.
 *
 * Left out: 0, 1 and 3 of a command that did its work, which its own action sets.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommanderError } from 'commander';

export const EXIT_CODES = [
  'Exit codes:',
  '  0  fine: every promise held, or the question is answered',
  '  1  a promise broke, or something does not stand as it is said to',
  '  2  bad usage, bad input or code that cannot be loaded, said on standard error',
  '  3  inconclusive: nothing broke, but not everything was seen',
].join('\n');

/** The code of dvipa itself cannot be loaded: it has been edited, and nothing was run. */
export class LoadProblem extends Error {
  constructor(cause: unknown) {
    super('the code cannot be loaded', { cause });
  }
}

/**
 * Runs a command: bad usage, bad input and code that cannot be loaded end with a message and exit code 2, without a
 * stack trace.
 *
 * What the protocol's own code throws outside of any interleaving is its failure, exit code 1. Anything else that is
 * thrown is a defect of dvipa, which proves nothing about the cluster: exit code 3. Both print the stack trace.
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
  if (problem instanceof LoadProblem) {
    console.error(`The code cannot be loaded, so nothing was judged:\n${excerptOf(problem.cause)}`);
    return 2;
  }
  // Loaded only now: help and mistyped commands need no profile language and no trace format.
  const { InputProblem } = await import('../../properties/harness/read-profiles.ts');
  const { TraceProblem } = await import('../files.ts');
  if (problem instanceof InputProblem || problem instanceof TraceProblem) {
    console.error(problem.message);
    return 2;
  }
  const { isOfReducers, witnessOfThrow } = await import('../../properties/harness/thrown.ts');
  const told = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  if (isOfReducers(problem)) {
    console.error(`BROKEN  ${witnessOfThrow(problem)}, outside of any interleaving:\n${told}`);
    return 1;
  }
  console.error(`This is a defect of dvipa, and says nothing about the cluster:\n${told}`);
  return 3;
}

const root = pathToFileURL(`${join(import.meta.dirname, '..', '..')}/`).href;

/** Where and what, in paths of the clone: for code that does not parse, the line; else the first place of the stack. */
function excerptOf(problem: unknown): string {
  const told = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  const lines = told.replaceAll(root, '').split('\n');
  const first = lines.findIndex((line) => line.startsWith('    at '));
  const isSyntax = problem instanceof SyntaxError;
  return lines.slice(0, first === -1 ? lines.length : first + (isSyntax ? 0 : 1)).join('\n');
}
