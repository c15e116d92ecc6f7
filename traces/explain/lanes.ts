/**
 * The lifelines of a sequence diagram in characters: one column per client and stack, one row per step.
 */

export interface Lanes {
  readonly names: readonly string[];
  /** Characters per column. */
  readonly width: number;
}

/** What a row shows: an arrow from one column to another, or a mark in one. */
export interface Stroke {
  readonly from: string | null;
  readonly to: string | null;
  /** At the arrow's head, or alone: `●` acts, `✕` is lost or dies. */
  readonly mark: string;
}

const NARROWEST = 6;

/** Columns as narrow as the names allow; together at most `room` characters, names cut where they must be. */
export function lanesOf(names: readonly string[], room: number): Lanes {
  const longest = Math.max(0, ...names.map(({ length }) => length));
  const widest = Math.floor(room / Math.max(names.length, 1));
  return { names, width: Math.max(3, Math.min(Math.max(NARROWEST, longest + 2), widest)) };
}

export function totalWidth({ names, width }: Lanes): number {
  return names.length * width;
}

/** The names, centred over their lifelines. */
export function header({ names, width }: Lanes): string {
  return names
    .map((name) => {
      const shown = name.slice(0, width - 1);
      const before = Math.max(0, Math.floor((width - shown.length) / 2));
      return (' '.repeat(before) + shown).padEnd(width);
    })
    .join('');
}

/** One row: a lifeline for everybody who is up, a dot for who is down, and the stroke over them. */
export function row(lanes: Lanes, isUp: (name: string) => boolean, stroke: Stroke | null): string {
  const { names, width } = lanes;
  const cells = names.flatMap((name) => {
    const cell = Array.from({ length: width }, () => ' ');
    cell[middle(width)] = isUp(name) ? '│' : '·';
    return cell;
  });
  if (stroke !== null) draw(cells, lanes, stroke);
  return cells.join('');
}

function middle(width: number): number {
  return Math.floor((width - 1) / 2);
}

function draw(cells: string[], { names, width }: Lanes, { from, to, mark }: Stroke): void {
  const placeOf = (name: string | null): number | null => {
    const at = name === null ? -1 : names.indexOf(name);
    return at < 0 ? null : at * width + middle(width);
  };
  const [start, end] = [placeOf(from), placeOf(to)];
  if (start === null || end === null || start === end) {
    const only = end ?? start;
    if (only !== null) cells[only] = mark;
    return;
  }
  const step = start < end ? 1 : -1;
  for (let at = start + step; at !== end; at += step) cells[at] = '─';
  cells[start] = step > 0 ? '├' : '┤';
  cells[end - step] = step > 0 ? '►' : '◄';
  cells[end] = mark;
}
