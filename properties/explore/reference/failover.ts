/**
 * The reference model: a small failover protocol by which explorers are compared, as components.
 *
 * A cluster of `stacks` shares one address. The owner's directory knows which stacks listen and where each
 * connection lives; it learns it from one bounded queue of reports for each stack. When the owner crashes,
 * the lowest live stack takes over, everyone reports anew, and stack 0 may take the address back. The
 * planted bug resets a connection that the directory does not know yet. Left out: everything else; this
 * is a yardstick, and no model of what dvipa checks.
 */
import type {
  Addressed,
  ComponentAction,
  ComponentProperty,
  ComponentStep,
  ComponentSystem,
} from '../component-system.types.ts';
import {
  connectionStep,
  directoryStep,
  emptyDirectory,
  membersStep,
  queueStep,
  stackStep,
  upTo,
} from './failover-steps.ts';
import type {
  Connection,
  Directory,
  Input,
  Members,
  Places,
  Queue,
  Scope,
  Stack,
} from './failover.types.ts';

function placesOf({ stacks }: Scope): Places {
  return {
    members: 0,
    directory: 1,
    stack: (stack) => 2 + stack,
    queue: (stack) => 2 + stacks + stack,
    connection: (connection) => 2 + 2 * stacks + connection,
  };
}

export function failover(scope: Scope): ComponentSystem {
  const places = placesOf(scope);
  const stacks = upTo(scope.stacks);
  const connections = upTo(scope.connections);
  const steps = [
    membersStep(scope, places),
    directoryStep(scope, places),
    ...stacks.map((stack) => stackStep(places, stack)),
    ...stacks.map((stack) => queueStep(scope, places, stack)),
    ...connections.map((connection) => connectionStep(places, connection)),
  ] as readonly ((state: unknown, input: Input) => ComponentStep | null)[];
  return {
    kind: 'components',
    positions: [
      'members',
      'directory',
      ...stacks.map((stack) => `stack ${stack}`),
      ...stacks.map((stack) => `queue ${stack}`),
      ...connections.map((connection) => `connection ${connection}`),
    ],
    initial: [initialValues(scope)],
    actions: actionsOf(scope, places),
    step: (position, state, input) => steps[position]!(state, input as Input),
    properties: propertiesOf(scope),
  };
}

function initialValues(scope: Scope): readonly unknown[] {
  const stacks = upTo(scope.stacks);
  const connections = upTo(scope.connections);
  const stack: Stack = { isBound: false, owesReport: false, syns: [] };
  const connection: Connection = { at: null, parity: 0 };
  return [
    { owner: 0, up: stacks.map(() => true) } satisfies Members,
    emptyDirectory(scope),
    ...stacks.map(() => stack),
    ...stacks.map((): Queue => []),
    ...connections.map(() => connection),
  ];
}

function actionsOf(scope: Scope, places: Places): readonly ComponentAction[] {
  const stacks = upTo(scope.stacks);
  const connections = upTo(scope.connections);
  const { members, directory, stack, queue, connection } = places;
  const owned: Addressed = [members, ['owned']];
  const syn = (c: number, s: number): ComponentAction => {
    const isNowhere = stacks.map((q): Addressed => [queue(q), ['silent', c]]);
    return action(
      `syn ${c} to ${s}`,
      [owned, [connection(c), ['absent']], ...isNowhere],
      [
        [directory, ['select', c, s]],
        [stack(s), ['syn', c]],
      ],
    );
  };
  const report = (s: number): ComponentAction => {
    const living = connections.map((c): Addressed => [connection(c), ['report', s]]);
    return action(`report from ${s}`, [owned], [[stack(s), ['report']], ...living]);
  };
  return [
    ...stacks.map((s) =>
      action(
        `bind ${s}`,
        [],
        [
          [stack(s), ['bind']],
          [members, ['bound', s]],
        ],
      ),
    ),
    ...connections.flatMap((c) => stacks.map((s) => syn(c, s))),
    ...stacks.map((s) => action(`accept at ${s}`, [], [[stack(s), ['accept']]])),
    ...stacks.map((s) => action(`deliver from ${s}`, [owned], [[queue(s), ['pop']]])),
    ...connections.map((c) => action(`data on ${c}`, [owned], [[connection(c), ['send']]])),
    ...connections.map((c) => action(`close ${c}`, [], [[connection(c), ['close']]])),
    action('crash', [], [[members, ['crash']]]),
    action('takeover', [], [[members, ['takeover']]]),
    ...stacks.map((s) => action(`recover ${s}`, [], [[members, ['recover', s]]])),
    action('takeback', [], [[members, ['takeback']]]),
    ...stacks.map(report),
  ];
}

function action(
  name: string,
  guards: readonly Addressed[],
  inputs: readonly Addressed[],
): ComponentAction {
  return { name, guards, inputs };
}

/** No reset ever; and with nothing on its way the directory is right. */
function propertiesOf({ stacks, connections }: Scope): readonly ComponentProperty[] {
  const firstQueue = 2 + stacks;
  const firstConnection = 2 + 2 * stacks;
  return [
    {
      kind: 'always',
      name: 'no reset',
      witness: {
        view: (value, position) => position === 1 && (value as Directory).hasReset,
        judge: (views) => (views[1] === true ? 'a live connection was reset' : null),
      },
    },
    {
      kind: 'always',
      name: 'a quiet directory is right',
      witness: {
        view: (value, position) => {
          if (position === 0) return (value as Members).owner !== null;
          if (position === 1) return (value as Directory).lives;
          if (position >= firstConnection) return (value as Connection).at;
          if (position >= firstQueue) return (value as Queue).length === 0;
          const { owesReport, syns } = value as Stack;
          return !owesReport && syns.length === 0;
        },
        judge: (views) => {
          const isQuiet = views[0] === true && !views.slice(2, firstConnection).includes(false);
          const lives = views[1] as Directory['lives'];
          const wrong = upTo(connections).find((c) => lives[c] !== views[firstConnection + c]);
          return isQuiet && wrong !== undefined
            ? `connection ${wrong} is not where it should be`
            : null;
        },
      },
    },
  ];
}
