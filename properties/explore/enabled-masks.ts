/**
 * Which actions a component would not refuse at once: a bit mask for each component id.
 *
 * A guard is decided here for good; of an action's inputs only the first at each position is, for the
 * later ones meet a changed component.
 */
import { canonical } from './encoding.ts';
import type { ComponentSystem } from './component-system.types.ts';
import type { Interner } from './interner.ts';
import type { StepTable } from './step-table.ts';

interface Asked {
  readonly action: number;
  readonly input: number;
  readonly isGuard: boolean;
}

export class EnabledMasks {
  readonly #words: number;
  /** By position: each id's mask, and 1 in a word of its own once it is known. */
  readonly #masks: Int32Array[];
  readonly #asked: readonly (readonly Asked[])[];
  readonly #enabled: Int32Array;
  readonly #steps: StepTable;
  readonly #interner: Interner;
  readonly #names: readonly string[];

  constructor(system: ComponentSystem, steps: StepTable, interner: Interner) {
    this.#steps = steps;
    this.#interner = interner;
    this.#names = system.actions.map(({ name }) => name);
    this.#words = Math.ceil(system.actions.length / 32);
    this.#enabled = new Int32Array(this.#words);
    this.#masks = system.positions.map(() => new Int32Array(16 * (this.#words + 1)));
    this.#asked = askedOf(system, steps);
  }

  /** The actions that no component refuses at once, as bits; valid until the next call. */
  enabledIn(ids: Int32Array): Int32Array {
    const words = this.#words;
    const enabled = this.#enabled;
    const stride = words + 1;
    enabled.fill(-1);
    for (let position = 0; position < ids.length; position += 1) {
      const at = ids[position]! * stride;
      let masks = this.#masks[position]!;
      if (at >= masks.length || masks[at + words] === 0)
        masks = this.#learn(position, ids[position]!);
      for (let word = 0; word < words; word += 1) enabled[word]! &= masks[at + word]!;
    }
    return enabled;
  }

  isEnabled(action: number, ids: Int32Array): boolean {
    return ((this.enabledIn(ids)[action >>> 5]! >>> (action & 31)) & 1) === 1;
  }

  #learn(position: number, id: number): Int32Array {
    const stride = this.#words + 1;
    let masks = this.#masks[position]!;
    if ((id + 1) * stride > masks.length) {
      masks = new Int32Array(Math.max(2 * masks.length, (id + 1) * stride));
      masks.set(this.#masks[position]!);
      this.#masks[position] = masks;
    }
    const at = id * stride;
    this.#steps.makeRoom(position, id);
    for (let action = 0; action < this.#names.length; action += 1) {
      masks[at + (action >>> 5)]! |= 1 << (action & 31);
    }
    for (const asked of this.#asked[position]!) {
      if (this.#isRefused(asked, position, id)) {
        masks[at + (asked.action >>> 5)]! &= ~(1 << (asked.action & 31));
      }
    }
    masks[at + this.#words] = 1;
    return masks;
  }

  #isRefused({ action, input, isGuard }: Asked, position: number, id: number): boolean {
    const step = this.#steps.ask(id, input);
    if (step === null) return true;
    if (!isGuard) return false;
    const before = canonical(this.#interner.valueOf(position, id));
    if ((step.outputs ?? []).length > 0 || canonical(step.state) !== before) {
      throw new Error(`a guard of "${this.#names[action]!}" changes something`);
    }
    return false;
  }
}

/** By position: what actions ask of it first. */
function askedOf(system: ComponentSystem, steps: StepTable): readonly (readonly Asked[])[] {
  const asked: Asked[][] = system.positions.map(() => []);
  system.actions.forEach(({ guards, inputs }, action) => {
    for (const guard of guards)
      asked[guard[0]]!.push({ action, input: steps.inputId(guard), isGuard: true });
    const met = new Set<number>();
    for (const input of inputs) {
      if (met.has(input[0])) continue;
      met.add(input[0]);
      asked[input[0]]!.push({ action, input: steps.inputId(input), isGuard: false });
    }
  });
  return asked;
}
