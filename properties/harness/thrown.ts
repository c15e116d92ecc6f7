/**
 * An exception inside a step, as a judgement like any other: who threw what, and where.
 *
 * Whoever edits a reducer meets an exception before any promise breaks. It is as deterministic as the step itself, so
 * it has an interleaving that shrinks and replays. Left out: what is thrown outside of any step.
 */
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Action } from '../../impl/actions.types.ts';
import type { Sysplex, SysplexStepper } from '../../impl/sysplex.types.ts';

/** What breaks when something throws; it stands beside the promises, and no promise is meant. */
export const threw = {
  id: 'THROW',
  kind: 'always',
  claim: 'Every step is computed and judged: nothing throws.',
} as const;

const root = join(import.meta.dirname, '..', '..');

/** Whose code it is, by its folder; the longest name that fits stands first. */
const OWNERS: readonly (readonly [folder: string, owner: string])[] = [
  ['impl/', 'the implementation'],
  ['model/', 'the model'],
  ['properties/mutants/', 'the mutant'],
  ['properties/', 'a judgement'],
];

interface Place {
  readonly owner: string;
  /** `impl/stack.ts:12`, from the root of the clone. */
  readonly at: string;
}

/** `the implementation threw TypeError: boom at impl/stack.ts:12`. */
export function witnessOfThrow(problem: unknown): string {
  const place = placeOf(problem);
  const where = place === null ? '' : ` at ${place.at}`;
  return `${place?.owner ?? 'something'} threw ${described(problem)}${where}`;
}

/** Was it thrown by what people edit, rather than by what runs and judges it? */
export function isOfReducers(problem: unknown): boolean {
  const at = placeOf(problem)?.at ?? '';
  return ['impl/', 'model/', 'properties/mutants/'].some((folder) => at.startsWith(folder));
}

/** Is an action enabled? One that throws is: it has begun. */
export function isEnabled(step: SysplexStepper, state: Sysplex, action: Action): boolean {
  try {
    return step(state, action) !== null;
  } catch {
    return true;
  }
}

function described(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  const [first = ''] = problem.message.split('\n');
  return `${problem.name}: ${first}`;
}

/** The innermost line of the stack that is ours; null when there is none. */
function placeOf(problem: unknown): Place | null {
  const lines = problem instanceof Error ? (problem.stack ?? '').split('\n') : [];
  for (const line of lines) {
    const [, address = '', number = ''] = /(file:\/\/.*?):(\d+):\d+\)?$/.exec(line) ?? [];
    if (address === '') continue;
    const file = relative(root, fileURLToPath(address)).split(sep).join('/');
    const owner = OWNERS.find(([folder]) => file.startsWith(folder))?.[1];
    if (owner !== undefined) return { owner, at: `${file}:${number}` };
  }
  return null;
}
