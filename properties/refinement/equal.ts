/**
 * Are two plain values the same data? For records and arrays of strings, numbers, booleans and null: every
 * step of a campaign asks it, and Node's own comparison looks at prototypes and symbols, too. No field is
 * ever undefined here, so a missing field shows in the number of fields or in its value.
 */
export function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false;
  }
  if (Array.isArray(one)) return Array.isArray(other) && areEqual(one, other);
  const fields = Object.keys(one);
  if (fields.length !== Object.keys(other).length) return false;
  for (const field of fields) {
    if (!isEqual(one[field as never], other[field as never])) return false;
  }
  return true;
}

function areEqual(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, at) => isEqual(item, other[at]));
}
