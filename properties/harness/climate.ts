/**
 * Swarm testing: each run draws its own climate before its first action.
 *
 * How eager deliveries are, how bad the network, how frequent failures, and what the run leans towards.
 */
import type { Draw } from './draw.types.ts';
import { drawLean, type Lean } from './leans.ts';

/** The weather of one run: relative weights of the kinds of events, and its length. */
export interface Climate {
  readonly length: number;
  readonly deliver: number;
  readonly route: number;
  readonly disturb: number;
  readonly connect: number;
  readonly talk: number;
  readonly sever: number;
  readonly bind: number;
  readonly crash: number;
  readonly restart: number;
  readonly change: number;
  readonly junk: number;
  readonly mostCrashes: number;
  readonly mostConnections: number;
  /** What the run leans towards; null in a plain run, where the weights above are all. */
  readonly lean: Lean | null;
}

/** Most of a run is deliveries: what is sent must arrive for the rest to matter. */
export function drawClimate(draw: Draw, shortest: number): Climate {
  const oneOf = (...values: readonly number[]): number => values[draw(values.length)] ?? 0;
  return {
    length: shortest + draw(shortest * 5),
    deliver: oneOf(60, 80, 120),
    route: oneOf(2, 6, 12),
    disturb: oneOf(0, 0, 2, 6),
    connect: oneOf(6, 10, 14),
    talk: oneOf(4, 10, 16),
    sever: oneOf(0, 0, 1),
    bind: oneOf(0, 1, 3),
    crash: oneOf(1, 2, 4),
    restart: oneOf(3, 6, 10),
    change: oneOf(0, 0, 1, 2),
    junk: oneOf(0, 0, 1),
    mostCrashes: oneOf(1, 2, 2, 3, 4),
    mostConnections: oneOf(2, 4, 5, 6),
    lean: drawLean(draw),
  };
}
