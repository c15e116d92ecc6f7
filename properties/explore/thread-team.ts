/**
 * A team of this thread and others, over shared memory.
 *
 * The calling thread works as well; while it does, the others' answers wait. It begins alone: a thread that still loads
 * its code joins when it is ready.
 */
import { Worker } from 'node:worker_threads';
import type { Slice, SliceResult } from './slice.ts';
import type { LocalTeam } from './local-team.ts';
import { slice as sliceOf, sizeOf } from './ranges.ts';
import type { Range } from './store.ts';
import type { Ground, Team } from './team.types.ts';
import type { ThreadAnswer, ThreadOrder, ThreadTask } from './thread.types.ts';

/** One thread, and its answers as promises. */
class Thread {
  readonly #worker: Worker;
  #isReady = false;
  #problem: Error | null = null;
  #ground: Ground | null = null;
  readonly #waiting: {
    resolve: (answer: ThreadAnswer) => void;
    reject: (problem: Error) => void;
  }[] = [];
  last: ThreadAnswer = { result: null, seen: [], calls: 0 };

  constructor(task: ThreadTask) {
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: task });
    this.#worker.on('message', (answer: ThreadAnswer | null) => {
      if (answer === null) {
        this.#isReady = true;
        return;
      }
      this.last = answer;
      this.#waiting.shift()?.resolve(answer);
    });
    this.#worker.on('error', (problem: Error) => {
      this.#problem = problem;
      for (const { reject } of this.#waiting.splice(0)) reject(problem);
    });
  }

  /** Has it loaded its code? Throws what made it fail. */
  get isReady(): boolean {
    if (this.#problem !== null) throw this.#problem;
    return this.#isReady;
  }

  /** Carries an order out, looking at this ground. */
  async obey(order: ThreadOrder, ground: Ground): Promise<ThreadAnswer> {
    if (ground === this.#ground) return this.#order(order);
    this.#ground = ground;
    const [, answer] = await Promise.all([
      this.#order({ do: 'settle', ground }),
      this.#order(order),
    ]);
    return answer;
  }

  #order(order: ThreadOrder): Promise<ThreadAnswer> {
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
  #ground: Ground | null = null;

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
    const others = this.#others(() => ({ do: 'run', slice }));
    const [own, answers] = await Promise.all([this.#own.run(slice), others]);
    return [...own, ...answers.flatMap(({ result }) => result ?? [])];
  }

  async settle(ground: Ground): Promise<void> {
    this.#ground = ground;
    await this.#own.settle(ground);
  }

  async relink(ranges: readonly Range[]): Promise<void> {
    const size = sizeOf(ranges);
    const share = Math.ceil(size / (1 + this.#ready.length));
    const part = (at: number): readonly Range[] =>
      sliceOf(ranges, at * share, Math.min(size, (at + 1) * share));
    const others = this.#others((at) => ({ do: 'relink', ranges: part(at + 1) }));
    await Promise.all([this.#own.relink(part(0)), others]);
  }

  get #ready(): readonly Thread[] {
    return this.#threads.filter(({ isReady }) => isReady);
  }

  /** Those who are ready carry an order out. */
  #others(order: (at: number) => ThreadOrder): Promise<readonly ThreadAnswer[]> {
    const ground = this.#ground;
    if (ground === null) throw new Error('the team has nothing to look at yet');
    return Promise.all(this.#ready.map((thread, at) => thread.obey(order(at), ground)));
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}
