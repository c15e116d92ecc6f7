/**
 * Certificates: the same for the same search, however it was done, and different for another.
 */
import test from 'ava';
import { certificateOf, differences, parseCertificate } from './certificate.ts';
import { exploreComponents, exploreTogether } from './explore.ts';
import { race } from './testing/race.ts';

const head = {
  scope: 'two runners with three steps each',
  parameters: { runners: 2, steps: 3 },
  assumptions: ['nobody falls'],
  versions: { dvipa: '0' },
};

async function certified(steps: number) {
  return certificateOf(
    head,
    await exploreComponents(race({ runners: 2, steps }), { digest: true }),
  );
}

test('two workers give the certificate that one gives', async (t) => {
  const module = new URL('./testing/race.ts', import.meta.url).href;
  const source = { module, make: 'race', argument: { runners: 2, steps: 3 } };
  const found = await exploreTogether(source, 2, { digest: true });
  const claimed = await certified(3);

  t.regex(claimed.digest ?? '', /^[0-9a-f]{64}$/);
  t.deepEqual(differences(claimed, certificateOf(head, found)), []);
});

test('of another search each difference is told', async (t) => {
  const told = differences(await certified(3), await certified(4)).map(
    (line) => line.split(':')[0],
  );

  t.deepEqual(told, ['states', 'transitions', 'diameter', 'actions', 'digest']);
});

test('the digest does not depend on the order of discovery', async (t) => {
  const system = race({ runners: 2, steps: 3 });
  const reversed = { ...system, actions: system.actions.toReversed() };
  const one = await exploreComponents(system, { digest: true });
  const other = await exploreComponents(reversed, { digest: true });

  t.is(one.digest, other.digest);
});

test('there is no digest of fingerprints, nor of orbits', async (t) => {
  const system = race({ runners: 2, steps: 3 });
  for (const options of [{ mode: 'fingerprint' }, { symmetry: true }] as const) {
    t.is((await exploreComponents(system, { ...options, digest: true })).digest, null);
  }
});

test('a certificate is read back; anything else is refused with its place', async (t) => {
  const claimed = await certified(3);
  t.deepEqual(parseCertificate(JSON.stringify(claimed), 'c.json'), claimed);

  const wrong = JSON.stringify({ ...claimed, states: -1 });
  t.throws(() => parseCertificate(wrong, 'c.json'), { message: /^c\.json: at states: / });
  t.throws(() => parseCertificate('{', 'c.json'), { message: /^c\.json: not JSON/ });
});
