/**
 * A job for the explorer: what is explored, and in which manner. It comes from flags, from a checkpoint that is gone
 * on with, or from a certificate that is checked.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseCertificate, type Certificate } from '../../properties/explore/certificate.ts';
import type { Parameters } from '../../properties/explore/subject.ts';
import { TraceProblem } from '../files.ts';
import { parametersIn, parametersOf, type ScopeFlags } from './parameters.ts';

export interface Manner {
  readonly mode: 'exact' | 'fingerprint';
  readonly symmetry: boolean;
  readonly partialOrder: boolean;
}

export interface Job {
  readonly parameters: Parameters;
  readonly manner: Manner;
}

export interface JobFlags extends ScopeFlags {
  readonly fingerprint?: true;
  readonly symmetry?: true;
  readonly partialOrder?: true;
}

export function jobOf(flags: JobFlags): Job {
  const { fingerprint, symmetry = false, partialOrder = false } = flags;
  const mode = fingerprint === true ? 'fingerprint' : 'exact';
  return { parameters: parametersOf(flags), manner: { mode, symmetry, partialOrder } };
}

/** Beside a checkpoint stands what it is of, so that going on needs no other flag. */
const JOB_FILE = 'job.json';

const jobSchema = z.strictObject({
  parameters: z.unknown(),
  manner: z.strictObject({
    mode: z.enum(['exact', 'fingerprint']),
    symmetry: z.boolean(),
    partialOrder: z.boolean(),
  }),
});

/** Begins a directory of checkpoints. Throws a TraceProblem when there is one already. */
export function beginCheckpoints(directory: string, job: Job): void {
  const file = join(directory, JOB_FILE);
  if (existsSync(file)) {
    const advice = `go on with --resume ${directory}, or delete it`;
    throw new TraceProblem(`${directory}: holds the checkpoints of a search already: ${advice}`);
  }
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(file, `${JSON.stringify(job)}\n`);
  } catch (problem) {
    throw new TraceProblem(`${file}: cannot be written (${(problem as Error).message})`);
  }
}

/** The job whose checkpoints a directory holds; throws a TraceProblem. */
export function jobIn(directory: string): Job {
  const file = join(directory, JOB_FILE);
  const parsed = jobSchema.safeParse(jsonIn(file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = ['$', ...(issue?.path ?? [])].join('.');
    throw new TraceProblem(`${file}: at ${place}: ${issue?.message ?? 'no job'}`);
  }
  const { parameters, manner } = parsed.data;
  return { parameters: parametersIn(parameters, file), manner };
}

/** A certificate and the job that it speaks of; throws a TraceProblem. */
export function certifiedIn(file: string): { readonly claimed: Certificate; readonly job: Job } {
  const claimed = certificateIn(file);
  const { mode, reductions } = claimed;
  const manner = {
    mode,
    symmetry: reductions.includes('symmetry'),
    partialOrder: reductions.includes('partial order'),
  };
  return { claimed, job: { parameters: parametersIn(claimed.parameters, file), manner } };
}

function certificateIn(file: string): Certificate {
  const text = textIn(file);
  try {
    return parseCertificate(text, file);
  } catch (problem) {
    throw new TraceProblem((problem as Error).message);
  }
}

function jsonIn(file: string): unknown {
  const text = textIn(file);
  try {
    return JSON.parse(text);
  } catch (problem) {
    throw new TraceProblem(`${file}: not JSON (${(problem as Error).message})`);
  }
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (problem) {
    throw new TraceProblem(`${file}: cannot be read (${(problem as Error).message})`);
  }
}
