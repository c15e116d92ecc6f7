/**
 * Do the names in a trace fit together? Each stack, client and router that it speaks of must be in its topology.
 *
 * A trace that names others would run as if those actions were not there. Left out: whether an action is enabled at
 * its step, which the code decides that the trace is run on.
 */
import type { Trace } from './format.ts';
import type { SchemaFlaw } from './schema-flaws.ts';
import type { JsonPath } from './strict-json.ts';

type Topology = Trace['topology'];
type TraceAction = Trace['actions'][number];

/** Who acts besides the routers when the environment does not keep an assumption. */
const ENVIRONMENT = ['XCF', 'membership', 'suspicion'];

/** Every name that leads nowhere or is given twice, and a length that is not that of the actions. */
export function flawsOfReferences({ topology, actions, length }: Trace): readonly SchemaFlaw[] {
  return [
    ...flawsOfLength(length.actions, actions.length),
    ...flawsOfTopology(topology),
    ...actions.flatMap((action, at) => flawsOfAction(action, ['actions', at], topology)),
  ];
}

function flawsOfLength(said: number, found: number): readonly SchemaFlaw[] {
  if (said === found) return [];
  const message = `expected ${found}, the number of the actions, found ${said}`;
  return [{ path: ['length', 'actions'], message }];
}

function stacksOf({ profiles }: Topology): readonly string[] {
  return profiles.map(({ stack }) => stack);
}

function oneOf(known: readonly string[], name: string | null, path: JsonPath): SchemaFlaw[] {
  if (name === null || known.includes(name)) return [];
  const some = known.slice(0, 8).join(' ');
  return [{ path, message: `expected one of ${some}, found ${JSON.stringify(name)}` }];
}

function onceEach(names: readonly string[], pathOf: (at: number) => JsonPath): SchemaFlaw[] {
  return names.flatMap((name, at) =>
    names.indexOf(name) === at
      ? []
      : [{ path: pathOf(at), message: `expected each name once, found "${name}" again` }],
  );
}

function flawsOfTopology(topology: Topology): readonly SchemaFlaw[] {
  const { profiles, unaware, clients, routers, applications, changes } = topology;
  const stacks = stacksOf(topology);
  const xcfs = profiles.map(({ xcf }) => xcf);
  const at = (...path: JsonPath): JsonPath => ['topology', ...path];
  return [
    ...onceEach(stacks, (i) => at('profiles', i, 'stack')),
    ...onceEach(xcfs, (i) => at('profiles', i, 'xcf')),
    // A deed of TCP is told where it happens by one name, be it a client's or a stack's.
    ...onceEach([...stacks, ...clients], (i) => at('clients', i - stacks.length)).filter(
      ({ path }) => Number(path.at(-1)) >= 0,
    ),
    ...onceEach(routers, (i) => at('routers', i)),
    ...unaware.flatMap((name, i) => oneOf(stacks, name, at('unaware', i))),
    ...applications.flatMap(({ stack }, i) => oneOf(stacks, stack, at('applications', i, 'stack'))),
    ...Object.entries(changes).flatMap(([stack, variations]) => [
      ...oneOf(stacks, stack, at('changes', stack)),
      ...variations.flatMap((profile, i) =>
        oneOf([stack], profile.stack, at('changes', stack, i, 'stack')),
      ),
    ]),
  ];
}

function flawsOfAction(
  action: TraceAction,
  at: JsonPath,
  topology: Topology,
): readonly SchemaFlaw[] {
  const stacks = stacksOf(topology);
  const { clients, routers } = topology;
  const fits = (field: string, name: string | null, known: readonly string[]): SchemaFlaw[] =>
    oneOf(known, name, [...at, field]);
  switch (action.do) {
    case 'DeliverNotice':
      return fits('to', action.to, stacks);
    case 'DeliverXcf':
    case 'InjectMessage':
      return [...fits('from', action.from, stacks), ...fits('to', action.to, stacks)];
    case 'DeliverPacket':
      return fits('router', action.router, [...routers, ...ENVIRONMENT]);
    case 'LearnRoute':
      return [...fits('router', action.router, routers), ...fits('stack', action.stack, stacks)];
    case 'Connect':
      return fits('client', action.client, clients);
    case 'ConnectOut':
      return [...fits('client', action.client, clients), ...fits('stack', action.stack, stacks)];
    case 'Tcp':
      return fits('at', action.at, [...stacks, ...clients]);
    case 'ChangeProfile': {
      const many = topology.changes[action.stack]?.length ?? 0;
      const message = `expected a number below ${many}, as ${action.stack} has ${many} other profiles, found ${action.profile}`;
      return action.profile < many ? [] : [{ path: [...at, 'profile'], message }];
    }
    case 'SetWeights':
      return [
        ...fits('stack', action.stack, stacks),
        ...Object.keys(action.weights).flatMap((name) =>
          oneOf(stacks, name, [...at, 'weights', name]),
        ),
      ];
    case 'DeliverToClient':
    case 'LosePacket':
    case 'DuplicatePacket':
      return [];
    default:
      return fits('stack', action.stack, stacks);
  }
}
