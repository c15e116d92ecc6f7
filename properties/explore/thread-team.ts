/**
 * A team of this thread and others, over shared memory.
 *
 * The calling thread works as well; while it does, the others' answers wait.
 */
import { Worker } from 'node:worker_threads';
import type { Slice, SliceResult } from './engine.ts';
import type { LocalTeam } from './local-team.ts';
import { slice as sliceOf, sizeOf } from './ranges.ts';
import type { Range } from './store.ts';
import type { Ground, Team } from './team.types.ts';
import type { ThreadAnswer, ThreadOrder, ThreadTask } from './thread.types.ts';

/** One thread, and its answers as promises. */
class Thread {
  readonly #worker: Worker;
  readonly #waiting: {
    resolve: (answer: ThreadAnswer) => void;
    reject: (problem: Error) => void;
  }[] = [];
  last: ThreadAnswer = { result: null, seen: [], calls: 0 };

  constructor(task: ThreadTask) {
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: task });
    this.#worker.on('message', (answer: ThreadAnswer) => {
      this.last = answer;
      this.#waiting.shift()?.resolve(answer);
    });
    this.#worker.on('error', (problem: Error) => {
      for (const { reject } of this.#waiting.splice(0)) reject(problem);
    });
  }

  order(order: ThreadOrder): Promise<ThreadAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(order);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

export class ThreadTeam implements Team {
  readonly workers: number;
  readonly #own: LocalTeam;
  readonly #threads: readonly Thread[];

  constructor(own: LocalTeam, task: ThreadTask) {
    this.#own = own;
    this.workers = task.workers;
    this.#threads = Array.from({ length: task.workers - 1 }, () => new Thread(task));
  }

  get seen(): readonly number[] {
    const all = [this.#own.seen, ...this.#threads.map(({ last }) => last.seen)];
    return this.#own.seen.map((_, property) => {
      const examples = all.flatMap((seen) =>
        (seen[property] ?? -1) === -1 ? [] : [seen[property]!],
      );
      return examples.length === 0 ? -1 : Math.min(...examples);
    });
  }

  get calls(): number {
    return this.#threads.reduce((sum, { last }) => sum + last.calls, this.#own.calls);
  }

  async run(slice: Slice): Promise<readonly SliceResult[]> {
    const others = this.#threads.map((thread) => thread.order({ do: 'run', slice }));
    const own = await this.#own.run(slice);
    const answers = await Promise.all(others);
    return [...own, ...answers.flatMap(({ result }) => result ?? [])];
  }

  async settle(ground: Ground): Promise<void> {
    const others = this.#threads.map((thread) => thread.order({ do: 'settle', ground }));
    await this.#own.settle(ground);
    await Promise.all(others);
  }

  async relink(ranges: readonly Range[]): Promise<void> {
    const size = sizeOf(ranges);
    const share = Math.ceil(size / this.workers);
    const part = (at: number): readonly Range[] =>
      sliceOf(ranges, at * share, Math.min(size, (at + 1) * share));
    const others = this.#threads.map((thread, at) =>
      thread.order({ do: 'relink', ranges: part(at + 1) }),
    );
    await this.#own.relink(part(0));
    await Promise.all(others);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}
