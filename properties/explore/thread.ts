/**
 * A worker thread of a search: makes the system from its source, and does what it is told.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Engine, EngineOptions } from './engine.ts';
import type { SliceResult } from './slice.ts';
import { Interner } from './interner.ts';
import { engineOn } from './local-team.ts';
import { expanderOf, renamingsOf, systemFrom } from './source.ts';
import { Canonicaliser } from './symmetry.ts';
import type { ThreadAnswer, ThreadOrder, ThreadTask } from './thread.types.ts';

const { source, log, workers, isExact, isEager, isSymmetric } = workerData as ThreadTask;
const system = await systemFrom(source);
const interner = new Interner(system.positions.length, log);
const expander = expanderOf(system, interner);
const canonicaliser = isSymmetric
  ? new Canonicaliser(renamingsOf(system), interner, system.positions.length)
  : null;
const options: EngineOptions = { workers, isExact, isEager, canonicaliser };
let engine: Engine | null = null;

function obey(order: ThreadOrder): SliceResult | null {
  if (order.do === 'settle') {
    engine = engineOn(expander, order.ground, options);
    return null;
  }
  if (order.do === 'run') return engine?.run(order.slice) ?? null;
  engine?.relink(order.ranges);
  return null;
}

parentPort?.on('message', (order: ThreadOrder) => {
  const result = obey(order);
  const answer: ThreadAnswer = { result, seen: [...expander.seen], calls: expander.calls };
  parentPort?.postMessage(answer);
});

// It is ready.
parentPort?.postMessage(null);
