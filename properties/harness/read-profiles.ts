/**
 * From a directory of profiles to a sysplex, at the edge: one file per stack (D1), every problem of
 * every file at once (D10), then the check over all of them (D11).
 *
 * A file that is no text is refused before it is read as a profile. The check over all profiles waits
 * until each is in order: with one missing it would name targets that exist. Left out: the language
 * itself (impl/profile), and what a command line prints around it.
 */
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '../../model/config.types.ts';
import type { StackName } from '../../model/vocabulary.types.ts';
import { assumeAttachment, checkSysplex } from '../../impl/profile/check-sysplex.ts';
import {
  compareNames,
  type Finding,
  inOrder,
  renderFinding,
  startOf,
  warningAt,
} from '../../impl/profile/finding.ts';
import { readProfile, type SourcedProfile } from '../../impl/profile/read.ts';

/** What is wrong with the input, ready to be printed; a command line ends with `exitCode`. */
export class InputProblem extends Error {
  override readonly name = 'InputProblem';
  readonly exitCode = 2;
  readonly findings: readonly string[];

  constructor(findings: readonly string[]) {
    super(findings.join('\n'));
    this.findings = findings;
  }
}

export interface ProfileDirectory {
  /** Sorted by the name of the stack. */
  readonly profiles: readonly Profile[];
  readonly warnings: readonly Finding[];
  /** What the reading itself has shown, by requirement id (D7). */
  readonly reached: ReadonlyMap<string, number>;
}

interface ProfileFile {
  readonly name: string;
  readonly path: string;
  readonly stack: StackName;
}

const PROFILE_NAME = /^(.*)\.(?:profile|txt|tcpip)$/i;
const STACK_NAME = /^[A-Z@#$][A-Z0-9@#$_-]*$/;
const STACKS_MAX = 32;
const BYTES_MAX = 1024 * 1024;
/** A file with more mistakes is no profile, and nobody reads on. */
const ERRORS_SHOWN = 1000;

/** Throws an InputProblem with everything that stands in the way. */
export function readProfileDirectory(directory: string): ProfileDirectory {
  const names = namesIn(directory);
  const files = names
    .flatMap((name) => profileFile(directory, name))
    .sort((one, other) => compareNames(one.stack, other.stack));
  refuseAll(problemsOfNumber(directory, files.length));

  const problems = [...problemsOfNames(files)];
  const warnings = skippedFiles(directory, names);
  const sysplex: SourcedProfile[] = [];
  let spelt = 0;
  for (const { path, stack } of files) {
    const text = textOf(path);
    if (text.problem !== null) {
      problems.push(`${path}: ${text.problem}`);
      continue;
    }
    const read = readProfile(text.content, path, stack);
    spelt += read.spelt;
    problems.push(...rendered(path, read.errors));
    for (const warning of read.warnings) warnings.push(warning);
    if (read.profile !== null) sysplex.push({ profile: read.profile, places: read.places });
  }
  refuseAll(problems);

  const { profiles, findings } = assumeAttachment(sysplex);
  const together = checkSysplex(profiles);
  refuseAll(together.filter(({ severity }) => severity === 'error').map(renderFinding));
  return {
    profiles: profiles.map(({ profile }) => profile),
    warnings: inOrder([...warnings, ...findings, ...together]),
    reached: new Map([['D7', spelt]]),
  };
}

/** All errors of one file (D10); beyond a thousand, the first thousand and how many more there are. */
function rendered(path: string, errors: readonly Finding[]): readonly string[] {
  const shown = errors.slice(0, ERRORS_SHOWN).map(renderFinding);
  const more = errors.length - shown.length;
  return more > 0 ? [...shown, `${path}: and ${more} more errors`] : shown;
}

function refuseAll(problems: readonly string[]): void {
  if (problems.length > 0) throw new InputProblem(problems);
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort(compareNames);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') throw new InputProblem([`${directory}: there is no such directory`]);
    if (code !== 'ENOTDIR') throw new InputProblem([`${directory}: cannot be listed (${code})`]);
    const advice = 'this is a file; name the directory that holds the profiles, one per stack';
    throw new InputProblem([`${directory}: ${advice}`]);
  }
}

function profileFile(directory: string, name: string): readonly ProfileFile[] {
  const stack = PROFILE_NAME.exec(name)?.[1]?.toUpperCase();
  return stack === undefined ? [] : [{ name, path: join(directory, name), stack }];
}

function problemsOfNumber(directory: string, stacks: number): readonly string[] {
  if (stacks === 0) {
    return [`${directory}: holds no profile; expected one file per stack, such as MVS1.profile`];
  }
  if (stacks <= STACKS_MAX) return [];
  return [`${directory}: holds ${stacks} profiles; a sysplex has up to ${STACKS_MAX} stacks`];
}

function problemsOfNames(files: readonly ProfileFile[]): readonly string[] {
  return files.flatMap(({ path, stack }, at) => {
    if (!STACK_NAME.test(stack)) {
      return [`${path}: the file's name must be a stack's, such as MVS1, and is "${stack}"`];
    }
    const other = files.slice(0, at).find((earlier) => earlier.stack === stack);
    return other === undefined ? [] : [`${path}: ${other.name} is the profile of ${stack} already`];
  });
}

/** A profile with a mistyped ending must not be missing silently; a README may stand beside them. */
function skippedFiles(directory: string, names: readonly string[]): Finding[] {
  const message = 'not read: a profile is named NAME.profile, NAME.txt or NAME.tcpip';
  return names
    .filter((name) => !PROFILE_NAME.test(name) && !/^(?:\.|README)/i.test(name))
    .map((name) => warningAt(startOf(join(directory, name)), message));
}

type FileText =
  | { readonly content: string; readonly problem: null }
  | { readonly content: null; readonly problem: string };

function textOf(path: string): FileText {
  try {
    // Before it is opened: opening a pipe would wait for its writer.
    if (!statSync(path).isFile()) return unreadable('this is no file, but a directory or a device');
    const bytes = bytesOf(path);
    if (bytes.length > BYTES_MAX) {
      const size = `${statSync(path).size} bytes`;
      return unreadable(`has ${size}; the limit for a profile is 1 MB (${BYTES_MAX} bytes)`);
    }
    const problem = problemOfBytes(bytes);
    return problem === null ? { content: decoded(bytes), problem } : unreadable(problem);
  } catch (error) {
    return unreadable(`cannot be read (${codeOf(error)})`);
  }
}

function unreadable(problem: string): FileText {
  return { content: null, problem };
}

/** One byte more than the limit tells that there is more: the rest is not read. */
function bytesOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(fstatSync(file).size, BYTES_MAX) + 1);
    let length = 0;
    for (let got = -1; got !== 0 && length < bytes.length; length += got) {
      got = readSync(file, bytes, length, bytes.length - length, null);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function decoded(bytes: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** Names the encoding that the bytes look like, for the most common wrong ones. */
function problemOfBytes(bytes: Buffer): string | null {
  const instead = 'convert it to UTF-8';
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return `looks like UTF-16 (${utf16}), not UTF-8; ${instead}`;
  const zero = bytes.indexOf(0);
  if (zero >= 0) return `is no text: there is a NUL byte at offset ${zero}`;
  try {
    decoded(bytes);
    return null;
  } catch {
    return looksLikeEbcdic(bytes)
      ? `looks like EBCDIC, not UTF-8; ${instead}, for example with iconv -f IBM-1047 -t UTF-8`
      : `is not UTF-8, perhaps Latin-1 or Windows-1252; ${instead}`;
  }
}

/** By its mark, or because nearly every second byte is zero, as in western text. */
function utf16Of(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'little endian';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'big endian';
  const zeros = [0, 0];
  bytes.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = Number(zeros[at % 2]) + 1;
  });
  const [even, odd] = zeros.map((count) => count > bytes.length * 0.4);
  if (even === odd) return null;
  return odd === true ? 'little endian' : 'big endian';
}

/** Blanks, letters, digits and line ends of code page 1047 make up nearly all of such a text. */
function looksLikeEbcdic(bytes: Buffer): boolean {
  const typical = bytes.filter((byte) =>
    /^(?:40|15|25|0d|8[1-9]|9[1-9]|a[2-9]|c[1-9]|d[1-9]|e[2-9]|f\d)$/.test(
      byte.toString(16).padStart(2, '0'),
    ),
  );
  return typical.length > bytes.length * 0.8;
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
