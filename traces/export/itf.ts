/**
 * A story in the Informal Trace Format of Apalache (ADR-015): the state after every step, and the action before it.
 *
 * Left out: the topology, which never changes and stands in the trace; what a mutant keeps besides the protocol's state.
 */
import type { Action } from '../../impl/actions.types.ts';
import type { StackState } from '../../impl/stack.ts';
import type { Sysplex } from '../../impl/sysplex.types.ts';
import { describeAction } from '../../properties/harness/describe.ts';
import type { Moment, Story } from '../story/story.ts';
import { encode, functionOf, NONE, setOf, some, variant, type Expression } from './itf-values.ts';

const DESCRIPTION = 'https://apalache-mc.org/docs/adr/015adr-trace.html';

/** The trace as JSON, one state a line; the same bytes for the same story. */
export function itfOf(story: Story): string {
  const { trace, cluster, start, moments, broken } = story;
  const meta = {
    format: 'ITF',
    'format-description': DESCRIPTION,
    description: `${trace.title}. Replayed on ${cluster}.`,
    status: broken === null ? 'ok' : 'violation',
    ...(broken === null ? {} : { violated: broken.promise, witness: broken.witness }),
  };
  const first = { action: variant('Init'), phase: 'start', ...variablesOf(start) };
  const states = [
    { '#meta': { index: 0 }, ...first },
    ...moments.map((moment) => ({
      '#meta': { index: moment.number, step: describeAction(moment.action) },
      ...stateAfter(moment),
    })),
  ];
  const lines = states.map((state) => `    ${JSON.stringify(state)}`).join(',\n');
  const vars = JSON.stringify(Object.keys(first));
  return `{\n  "#meta": ${JSON.stringify(meta)},\n  "vars": ${vars},\n  "states": [\n${lines}\n  ]\n}\n`;
}

type Variables = Readonly<Record<string, Expression>>;

function stateAfter({ action, phase, after }: Moment): Variables {
  return { action: actionOf(action), phase, ...variablesOf(after) };
}

function actionOf(action: Action): Expression {
  if (action.do !== 'LearnRoute') return encode(action);
  // Only here is a stack's name optional.
  const { router, dvipa, stack } = action;
  return variant(action.do, { router, dvipa, stack: stack === null ? NONE : some(stack) });
}

function variablesOf({ stacks, profiles, joins, medium, network, clients }: Sysplex): Variables {
  return {
    stacks: functionOf(stacks, (stack) => (stack === null ? NONE : some(stackOf(stack)))),
    profiles: functionOf(profiles, encode),
    joins: encode(joins),
    channels: functionOf(medium.channels, encode),
    notices: functionOf(medium.notices, encode),
    advertised: functionOf(network.advertised, setOf),
    routes: functionOf(network.routes, (routes) => functionOf(routes, encode)),
    toCluster: encode(network.toCluster),
    toClients: encode(network.toClients),
    clients: functionOf(clients, encode),
  };
}

/** Field by field: a mutant may keep more in a state than the protocol has. */
function stackOf({ distribution, tcp, queue }: StackState): Expression {
  const { self, aware, profile, view, horizon, joining, vipas, weights } = distribution;
  const known = { self, aware, profile, view, horizon, joining, weights, tcp, queue };
  return {
    ...(encode(known) as Readonly<Record<string, Expression>>),
    vipas: functionOf(vipas, ({ claim, inherited, role, listeners, connections }) =>
      encode({ claim, inherited, role, listeners, connections }),
    ),
  };
}
