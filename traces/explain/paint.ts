/**
 * Colours of a terminal: used only where there is one, and where nobody has said otherwise (NO_COLOR, FORCE_COLOR).
 */

export type Tone = 'plain' | 'dim' | 'bold' | 'good' | 'bad' | 'note';

export type Paint = (text: string, tone: Tone) => string;

const CODES: Readonly<Record<Tone, readonly [number, number] | null>> = {
  plain: null,
  dim: [2, 22],
  bold: [1, 22],
  good: [32, 39],
  bad: [31, 39],
  note: [36, 39],
};

export const plainPaint: Paint = (text) => text;

const colours: Paint = (text, tone) => {
  const code = CODES[tone];
  return code === null || text === '' ? text : `\u001b[${code[0]}m${text}\u001b[${code[1]}m`;
};

/** A set and non-empty NO_COLOR wins; then FORCE_COLOR (any value but 0); then whether a terminal listens. */
export function paintFor(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): Paint {
  const { NO_COLOR: none = '', FORCE_COLOR: force } = environment;
  if (none !== '') return plainPaint;
  if (force !== undefined) return force === '0' ? plainPaint : colours;
  return isTerminal && environment.TERM !== 'dumb' ? colours : plainPaint;
}
