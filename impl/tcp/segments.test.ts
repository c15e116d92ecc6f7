/** Which sequence numbers a segment takes, and which numbers belong to a life. */
import test from 'ava';
import { isOfLife, lengthOf, LIFE_SPAN } from './segments.ts';

test('what carries something takes one sequence number, an acknowledgement or a reset none', (t) => {
  t.deepEqual(
    (['SYN', 'SYN-ACK', 'DATA', 'FIN', 'ACK', 'RST'] as const).map(lengthOf),
    [1, 1, 1, 1, 0, 0],
  );
});

test('a life has the numbers from its first one up to the next life', (t) => {
  const first = 5_000;
  const numbers = [first - 1, first, first + LIFE_SPAN - 1, first + LIFE_SPAN];

  t.deepEqual(
    numbers.map((seq) => isOfLife(first, seq)),
    [false, true, true, false],
  );
});
