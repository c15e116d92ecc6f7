/** The Destination Port Table: counts of listeners, and reports that replace their sender's rows. */
import test from 'ava';
import { filterRows, listening, replaceRows } from './dpt.ts';

const b = { stack: 'B', incarnation: 2 };
const c = { stack: 'C', incarnation: 3 };
const dpt = replaceRows(replaceRows([], c, [{ port: 60, count: 1 }]), b, [{ port: 60, count: 2 }]);

test('targets of a port are listed by name, whoever reported first', (t) => {
  t.deepEqual(listening(dpt, 60), ['B', 'C']);
  t.deepEqual(listening(dpt, 61), []);
});

test('of two listeners on one stack one may stop (R15)', (t) => {
  const fewer = replaceRows(dpt, b, [{ port: 60, count: 1 }]);

  t.deepEqual(listening(fewer, 60), ['B', 'C']);
  t.deepEqual(listening(replaceRows(fewer, b, [{ port: 60, count: 0 }]), 60), ['C']);
});

test("a report is complete: the sender's ports that it does not name are gone (R14)", (t) => {
  const moved = replaceRows(dpt, b, [{ port: 61, count: 1 }]);

  t.deepEqual(listening(moved, 60), ['C']);
  t.deepEqual(listening(moved, 61), ['B']);
});

test('rows are sorted by port first, so that equal tables are equal data', (t) => {
  const ports = [
    { port: 61, count: 1 },
    { port: 60, count: 2 },
  ];
  const one = replaceRows(replaceRows([], c, [{ port: 60, count: 1 }]), b, ports);
  const other = replaceRows(replaceRows([], b, ports), c, [{ port: 60, count: 1 }]);

  t.deepEqual(one, other);
  t.deepEqual(
    one.map(({ stack, port }) => `${stack}:${port}`),
    ['B:60', 'C:60', 'B:61'],
  );
});

test('a report without news keeps the reference; a new life, port or count does not', (t) => {
  t.is(replaceRows(dpt, b, [{ port: 60, count: 2 }]), dpt);
  for (const [sender, port, count] of [
    [{ ...b, incarnation: 9 }, 60, 2],
    [b, 59, 2],
    [b, 60, 3],
  ] as const) {
    t.not(replaceRows(dpt, sender, [{ port, count }]), dpt);
  }
});

test('who is no candidate any more loses its rows, the others keep theirs (R32)', (t) => {
  t.deepEqual(
    listening(
      filterRows(dpt, ({ stack }) => stack !== 'B'),
      60,
    ),
    ['C'],
  );
  t.is(
    filterRows(dpt, () => true),
    dpt,
  );
});
