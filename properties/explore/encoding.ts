/**
 * The canonical encoding of a component's value: equal values have equal text.
 *
 * Values are plain data: JSON without order. Keys are sorted, an absent property and an undefined one
 * are the same. Whatever JSON would lose in silence (maps, classes, functions, NaN) is an error.
 */

/** The canonical text of a plain value; JSON.parse is its inverse. Throws a TypeError that names the place. */
export function canonical(value: unknown): string {
  return encode(value, '');
}

function encode(value: unknown, place: string): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (Number.isFinite(value)) return String(value);
      throw notPlain(place, String(value));
    case 'object':
      return value === null ? 'null' : encodeObject(value, place);
    default:
      throw notPlain(place, typeof value);
  }
}

function encodeObject(value: object, place: string): string {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, at) => encode(item, `${place}[${at}]`));
    return `[${items.join(',')}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw notPlain(place, `an instance of ${value.constructor.name}`);
  }
  const record = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(record).sort()) {
    const item = record[key];
    if (item === undefined) continue;
    const separator = text === '' ? '' : ',';
    text += `${separator}${JSON.stringify(key)}:${encode(item, `${place}.${key}`)}`;
  }
  return `{${text}}`;
}

function notPlain(place: string, found: string): TypeError {
  const where = place === '' ? 'a component' : `a component at ${place}`;
  return new TypeError(`expected plain data in ${where}, found ${found}`);
}
