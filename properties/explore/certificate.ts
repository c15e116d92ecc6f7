/**
 * A certificate: what was explored, under which assumptions, and what came out, as a small JSON.
 *
 * Whoever doubts it explores again and compares. Figures that depend on the machine are not in it.
 */
import * as z from 'zod';
import { canonical } from './encoding.ts';
import type { Exploration } from './result.types.ts';

const count = z.int().nonnegative();

const certificateSchema = z.strictObject({
  certificate: z.literal('dvipa exploration 1'),
  /** The scope in one sentence, and what it was made from. */
  scope: z.string(),
  parameters: z.unknown(),
  assumptions: z.array(z.string()).readonly(),
  mode: z.enum(['exact', 'fingerprint']),
  reductions: z.array(z.string()),
  verdict: z.enum(['holds', 'broken', 'inconclusive']),
  properties: z.record(z.string(), z.enum(['holds', 'broken', 'inconclusive'])),
  states: count,
  transitions: count,
  diameter: count,
  actions: z.record(z.string(), count),
  /** SHA-256 over the sorted states; null where none can be given. */
  digest: z.string().nullable(),
  versions: z.record(z.string(), z.string()),
});

export type Certificate = z.infer<typeof certificateSchema>;

/** What a certificate says besides what was found. */
export type CertificateHead = Pick<
  Certificate,
  'scope' | 'parameters' | 'assumptions' | 'versions'
>;

export function certificateOf(head: CertificateHead, found: Exploration<unknown>): Certificate {
  return {
    certificate: 'dvipa exploration 1',
    ...head,
    mode: found.omission === null ? 'exact' : 'fingerprint',
    reductions: found.reductions.map(({ name }) => name),
    verdict: found.verdict,
    properties: Object.fromEntries(found.judgements.map(({ name, verdict }) => [name, verdict])),
    states: found.states,
    transitions: found.transitions,
    diameter: found.levels.length - 1,
    actions: found.actions,
    digest: found.digest,
  };
}

/** Reads a certificate. Throws an Error that names the file, the place and what was expected. */
export function parseCertificate(text: string, file: string): Certificate {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (problem) {
    throw new Error(`${file}: not JSON (${(problem as Error).message})`, { cause: problem });
  }
  const parsed = certificateSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    `${file}: at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'no certificate'}`,
  );
}

/** In what two certificates differ, a sentence each; the versions may differ. */
export function differences(claimed: Certificate, found: Certificate): readonly string[] {
  const names = Object.keys(claimed) as (keyof Certificate)[];
  return names.flatMap((name) => {
    if (name === 'versions') return [];
    const [before, after] = [canonical(claimed[name]), canonical(found[name])];
    return before === after ? [] : [`${name}: the certificate says ${before}, found ${after}`];
  });
}
