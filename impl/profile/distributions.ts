/**
 * What VIPADISTribute adds to a profile or takes from it (D4, D5), and what its product options mean
 * in the model (D9).
 *
 * A DVIPA has one list of targets in the model: two statements that differ in their ports only are
 * put together, others are kept as written and named in a warning.
 */
import type { DistributeEntry, SelectionMethod } from '../../model/config.types.ts';
import type { Address, Port } from '../../model/vocabulary.types.ts';
import { hostAddresses, isVersion6 } from './addresses.ts';
import { onlyOne } from './definitions.ts';
import { type Draft, type PlacedDistribution, refuse, warn } from './draft.ts';
import { errorAt, type Finding, nameOfPlace, warningAt } from './finding.ts';
import type { DistributeStatement, TargetWords } from './statements.types.ts';
import { placeOf } from './segments.ts';
import { nearest } from './spelling.ts';
import * as words from './tokens.ts';
import type { Word } from './tokens.ts';

const PORT_MAX = 65_535;
const WEIGHT_MAX = 65_535;

/** Among more names a likely one says little, and every mistake would look at all of them. */
const CANDIDATES_MAX = 64;

type PortSet = 'ALL' | Set<Port>;

export function distribute(draft: Draft, statement: DistributeStatement): void {
  const { options, address, ports, targets } = statement;
  if (isVersion6(draft, [address, ...targets.map((target) => target.address)])) return;
  const action = onlyOne(draft, options, words.Action);
  const method = methodOf(onlyOne(draft, options, words.MethodName));
  const list = targetsOf(draft, targets);
  const weights = weightsOf(draft, targets, method);
  const portList = ports === undefined ? ('ALL' as const) : portsOf(draft, ports);
  for (const { address: dvipa, word } of hostAddresses(draft, [address])) {
    const where = { place: placeOf(draft.source, word), targetPlaces: list.places };
    const entry = { dvipa, ports: portList, targets: list.targets, method, weights };
    if (action?.tokenType === words.Delete) remove(draft, word, entry);
    else add(draft, { entry, ...where });
  }
}

/** Statements that differ in their ports only become one; the others of a DVIPA are warned of. */
export function mergedDistributions(draft: Draft): readonly PlacedDistribution[] {
  const merged = new Map<string, { readonly placed: PlacedDistribution; ports: PortSet }>();
  const firsts = new Map<Address, PlacedDistribution>();
  for (const placed of all(draft)) {
    const { entry } = placed;
    const key = JSON.stringify([entry.dvipa, entry.method, entry.targets, entry.weights]);
    const same = merged.get(key);
    const first = firsts.get(entry.dvipa);
    if (same !== undefined) {
      same.ports = union(same.ports, entry.ports);
      continue;
    }
    if (first === undefined) firsts.set(entry.dvipa, placed);
    else draft.findings.push(secondList(placed, first));
    merged.set(key, { placed, ports: entry.ports === 'ALL' ? 'ALL' : new Set(entry.ports) });
  }
  return [...merged.values()].map(({ placed, ports }) => ({
    ...placed,
    entry: { ...placed.entry, ports: ports === 'ALL' ? ports : [...ports] },
  }));
}

/** D4: a stack distributes what it defines or backs up; statements may come in any order. */
export function checkOwnDvipas(draft: Draft): void {
  const own = [...draft.defines.keys(), ...draft.backups.keys()];
  const known = new Set([...own, ...draft.unsure]);
  for (const { entry, place } of all(draft)) {
    if (known.has(entry.dvipa)) continue;
    const message = `${entry.dvipa} is neither defined nor backed up by this profile`;
    const expected = 'a DVIPA of a VIPADEFine or VIPABackup of this profile';
    const suggestion = nearest(entry.dvipa, own.slice(0, CANDIDATES_MAX));
    draft.findings.push(errorAt(place, message, { found: entry.dvipa, expected, suggestion }));
  }
}

/** Without DISTMethod the source's distribution takes turns; WLM is where the weights come from. */
function methodOf(word: Word | undefined): SelectionMethod {
  const kind = word?.tokenType;
  if (kind === words.BaseWlm || kind === words.ServerWlm) return 'WLM';
  return kind === words.WeightedActive ? 'WEIGHTED' : 'ROUNDROBIN';
}

interface TargetList {
  readonly targets: DistributeEntry['targets'];
  readonly places: PlacedDistribution['targetPlaces'];
}

function targetsOf(draft: Draft, list: readonly TargetWords[]): TargetList {
  const everything = list.find(({ address }) => address.tokenType === words.All);
  const named = list.filter(({ address }) => address.tokenType !== words.All);
  const hosts = hostAddresses(
    draft,
    named.map(({ address }) => address),
  );
  const places = new Map<Address, PlacedDistribution['place']>();
  for (const { address, word } of hosts) {
    if (places.has(address)) warn(draft, word, `${address} is named twice: once is enough`);
    else places.set(address, placeOf(draft.source, word));
  }
  if (everything === undefined)
    return { targets: [...places.keys()], places: [...places.values()] };
  if (list.length > 1) {
    refuse(draft, everything.address, 'ALL stands alone after DESTIP', 'ALL or addresses');
  }
  return { targets: 'ALL', places: [] };
}

/** WEIGHT counts with DISTMethod WEIGHTEDActive only; elsewhere the product ignores it too. */
function weightsOf(
  draft: Draft,
  targets: readonly TargetWords[],
  method: SelectionMethod,
): Readonly<Record<Address, number>> {
  const weights: [Address, number][] = [];
  for (const { address, weights: given } of targets) {
    for (const word of given) {
      const weight = Number(word.image);
      if (weight < 1 || weight > WEIGHT_MAX) {
        refuse(draft, word, 'a weight is a number from 1 to 65535', 'a weight from 1 to 65535');
      } else if (method !== 'WEIGHTED') {
        warn(draft, word, 'WEIGHT without DISTMethod WEIGHTEDActive has no effect: left out');
      } else if (address.tokenType === words.All) {
        warn(draft, word, 'one WEIGHT for all targets has no effect: left out');
      } else weights.push([address.image.toUpperCase(), weight]);
    }
  }
  return Object.fromEntries(weights);
}

/** Ports and ranges in the order written, each once. */
function portsOf(draft: Draft, list: readonly Word[]): readonly Port[] {
  const ports = new Set<Port>();
  for (const word of list) {
    const [from = 0, to = from] = word.image.split('-').map(Number);
    if (from < 1 || to < from || to > PORT_MAX) {
      const expected = 'a port from 1 to 65535, or a range from the lower to the higher';
      refuse(draft, word, 'that is no port', expected);
      continue;
    }
    const had = draft.portsLeft;
    draft.portsLeft -= to - from + 1;
    if (draft.portsLeft >= 0) for (let port = from; port <= to; port++) ports.add(port);
    else if (had >= 0) {
      const message = 'the profile enumerates more than a million ports';
      refuse(draft, word, message, 'fewer ports, or no PORT for every port');
    }
  }
  return [...ports];
}

/** The larger set grows in place: merging thousands of statements must not copy it each time. */
function union(ports: PortSet, more: DistributeEntry['ports']): PortSet {
  if (ports === 'ALL' || more === 'ALL') return 'ALL';
  for (const port of more) ports.add(port);
  return ports;
}

function all({ distributes }: Draft): readonly PlacedDistribution[] {
  return [...distributes.values()].flat();
}

function add({ distributes }: Draft, placed: PlacedDistribution): void {
  const key = keyOf(placed.entry) + inAnyOrder(placed.entry.targets);
  const others = distributes.get(key);
  if (others === undefined) distributes.set(key, [placed]);
  else others.push(placed);
}

/** DELEte takes back the earlier statement with the same ports and targets; ALL means any targets. */
function remove(draft: Draft, word: Word, { dvipa, targets, ...rest }: DistributeEntry): void {
  const { distributes } = draft;
  const key = keyOf({ dvipa, ...rest });
  let found = distributes.delete(key + inAnyOrder(targets));
  if (targets === 'ALL') {
    for (const other of distributes.keys()) {
      if (other.startsWith(key)) found = distributes.delete(other);
    }
  }
  if (found) return;
  warn(draft, word, `no earlier VIPADISTribute of ${dvipa} says the same: nothing to delete`);
}

/** What a statement distributes; its targets follow. */
function keyOf({ dvipa, ports }: Pick<DistributeEntry, 'dvipa' | 'ports'>): string {
  return `${dvipa} PORT ${inAnyOrder(ports)} DESTIP `;
}

function inAnyOrder(list: 'ALL' | readonly (string | number)[]): string {
  return list === 'ALL' ? list : [...list].sort().join(' ');
}

function secondList({ entry, place }: PlacedDistribution, first: PlacedDistribution): Finding {
  const message =
    `${entry.dvipa} has a list of targets already (${nameOfPlace(first.place)}): ` +
    'a second list for other ports is not modelled, the first one counts';
  return warningAt(place, message);
}
