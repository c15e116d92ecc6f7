/**
 * The value of an option that is a whole number: anything else is bad usage, and says what was expected.
 */
import { InvalidArgumentError } from 'commander';

/** A parser for commander, of whole numbers from `least` on. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`expected a whole number of at least ${least}, found "${text}"`);
  };
}
