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

export interface Scope {
  readonly stacks: number;
  readonly connections: number;
  /** Reports that a queue holds. */
  readonly queueMax: number;
  readonly hasBug: boolean;
}

/** Who owns the address, and who is up. */
interface Members {
  readonly owner: number | null;
  readonly up: readonly boolean[];
}

/** What the owner knows. */
interface Directory {
  readonly listens: readonly boolean[];
  readonly lives: readonly (number | null)[];
  readonly hasReset: boolean;
}

interface Stack {
  readonly isBound: boolean;
  /** Still has to report to a new owner. */
  readonly owesReport: boolean;
  /** Connections whose SYN is on its way to it. */
  readonly syns: readonly number[];
}

/** A connection: where it lives, and the parity of what it has sent. */
interface Connection {
  readonly at: number | null;
  readonly parity: 0 | 1;
}

type Report =
  { readonly is: 'listening' } | { readonly is: 'opened' | 'closed'; readonly connection: number };

type Queue = readonly Report[];

/** Inputs: what is asked of a component, with at most two numbers and a report. */
type Input = readonly [deed: string, ...details: readonly unknown[]];

/** Where components stand in a row. */
interface Places {
  readonly members: number;
  readonly directory: number;
  readonly stack: (stack: number) => number;
  readonly queue: (stack: number) => number;
  readonly connection: (connection: number) => number;
}

function placesOf({ stacks }: Scope): Places {
  return {
    members: 0,
    directory: 1,
    stack: (stack) => 2 + stack,
    queue: (stack) => 2 + stacks + stack,
    connection: (connection) => 2 + 2 * stacks + connection,
  };
}

function to(state: unknown, ...outputs: readonly Addressed[]): ComponentStep {
  return { state, outputs };
}

const LISTENING: Report = { is: 'listening' };

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at);
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

function emptyDirectory(scope: Scope): Directory {
  return {
    listens: upTo(scope.stacks).map(() => false),
    lives: upTo(scope.connections).map(() => null),
    hasReset: false,
  };
}

function actionsOf(scope: Scope, places: Places): readonly ComponentAction[] {
  const stacks = upTo(scope.stacks);
  const connections = upTo(scope.connections);
  const { members, directory, stack, queue, connection } = places;
  const owned: Addressed = [members, ['owned']];
  const action = (
    name: string,
    guards: readonly Addressed[],
    inputs: readonly Addressed[],
  ): ComponentAction => ({ name, guards, inputs });
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
    ...connections.flatMap((c) =>
      stacks.map((s) =>
        action(
          `syn ${c} to ${s}`,
          [
            owned,
            [connection(c), ['absent']],
            ...stacks.map((q): Addressed => [queue(q), ['silent', c]]),
          ],
          [
            [directory, ['select', c, s]],
            [stack(s), ['syn', c]],
          ],
        ),
      ),
    ),
    ...stacks.map((s) => action(`accept at ${s}`, [], [[stack(s), ['accept']]])),
    ...stacks.map((s) => action(`deliver from ${s}`, [owned], [[queue(s), ['pop']]])),
    ...connections.map((c) => action(`data on ${c}`, [owned], [[connection(c), ['send']]])),
    ...connections.map((c) => action(`close ${c}`, [], [[connection(c), ['close']]])),
    action('crash', [], [[members, ['crash']]]),
    action('takeover', [], [[members, ['takeover']]]),
    ...stacks.map((s) => action(`recover ${s}`, [], [[members, ['recover', s]]])),
    action('takeback', [], [[members, ['takeback']]]),
    ...stacks.map((s) =>
      action(
        `report from ${s}`,
        [owned],
        [
          [stack(s), ['report']],
          ...connections.map((c): Addressed => [connection(c), ['report', s]]),
        ],
      ),
    ),
  ];
}

type Step<S> = (state: S, input: Input) => ComponentStep | null;

function membersStep(scope: Scope, { directory, stack, queue, connection }: Places): Step<Members> {
  const stacks = upTo(scope.stacks);
  const empty: readonly Addressed[] = [
    [directory, ['clear']],
    ...stacks.map((s): Addressed => [queue(s), ['clear']]),
  ];
  const owing = (up: readonly boolean[]): readonly Addressed[] =>
    stacks.map((s) => [stack(s), ['owe', up[s]]]);
  return (state, [deed, who, report]) => {
    const { owner, up } = state;
    switch (deed) {
      case 'owned':
        return owner === null ? null : to(state);
      case 'bound':
        if (up[who as number] !== true) return null;
        return owner === null ? to(state) : to(state, [queue(who as number), ['push', LISTENING]]);
      case 'tell':
        return owner === null ? to(state) : to(state, [queue(who as number), ['push', report]]);
      case 'crash': {
        if (owner === null || !stacks.some((s) => s !== owner && up[s])) return null;
        const lost = upTo(scope.connections).map((c): Addressed => [
          connection(c),
          ['lose', owner],
        ]);
        const stopped = stacks.map((s): Addressed => [stack(s), [s === owner ? 'stop' : 'clear']]);
        return to({ owner: null, up: up.with(owner, false) }, ...empty, ...stopped, ...lost);
      }
      case 'takeover':
        return owner === null ? to({ owner: up.indexOf(true), up }, ...owing(up)) : null;
      case 'recover':
        return up[who as number] === true ? null : to({ owner, up: up.with(who as number, true) });
      case 'takeback': {
        if (owner === null || owner === 0 || up[0] !== true) return null;
        const cleared = stacks.map((s): Addressed => [stack(s), ['clear']]);
        return to({ owner: 0, up }, ...empty, ...cleared, ...owing(up));
      }
      default:
        throw new Error(`members take no "${deed}"`);
    }
  };
}

function directoryStep(scope: Scope, { connection }: Places): Step<Directory> {
  return (state, [deed, one, two]) => {
    const { listens, lives } = state;
    switch (deed) {
      case 'clear':
        return to({ ...emptyDirectory(scope), hasReset: state.hasReset });
      case 'select':
        if (listens[two as number] !== true || lives[one as number] !== null) return null;
        return to({ ...state, lives: lives.with(one as number, two as number) });
      case 'learn': {
        const report = two as Report;
        if (report.is === 'listening')
          return to({ ...state, listens: listens.with(one as number, true) });
        const at = report.is === 'opened' ? (one as number) : null;
        return to({ ...state, lives: lives.with(report.connection, at) });
      }
      case 'route': {
        const known = lives[one as number];
        if (known === two) return to(state, [connection(one as number), ['flip']]);
        return known === null && scope.hasBug ? to({ ...state, hasReset: true }) : null;
      }
      default:
        throw new Error(`a directory takes no "${deed}"`);
    }
  };
}

function stackStep({ queue, connection }: Places, self: number): Step<Stack> {
  return (state, [deed, detail]) => {
    switch (deed) {
      case 'bind':
        return state.isBound ? null : to({ ...state, isBound: true });
      case 'syn':
        return to({ ...state, syns: [...state.syns, detail] });
      case 'accept': {
        const [first, ...syns] = state.syns;
        return first === undefined
          ? null
          : to({ ...state, syns }, [connection(first), ['open', self]]);
      }
      case 'report': {
        if (!state.owesReport) return null;
        const reported = { ...state, owesReport: false };
        return state.isBound ? to(reported, [queue(self), ['push', LISTENING]]) : to(reported);
      }
      case 'owe':
        return to({ ...state, owesReport: detail });
      case 'clear':
        return to({ ...state, owesReport: false, syns: [] });
      case 'stop':
        return to({ isBound: false, owesReport: false, syns: [] });
      default:
        throw new Error(`a stack takes no "${deed}"`);
    }
  };
}

function queueStep(scope: Scope, { directory }: Places, self: number): Step<Queue> {
  return (state, [deed, detail]) => {
    switch (deed) {
      case 'push':
        return state.length < scope.queueMax ? to([...state, detail]) : null;
      case 'pop': {
        const [first, ...rest] = state;
        return first === undefined ? null : to(rest, [directory, ['learn', self, first]]);
      }
      case 'silent':
        return state.some((report) => report.is !== 'listening' && report.connection === detail)
          ? null
          : to(state);
      case 'clear':
        return to([]);
      default:
        throw new Error(`a queue takes no "${deed}"`);
    }
  };
}

function connectionStep({ members, directory, queue }: Places, self: number): Step<Connection> {
  return (state, [deed, where]) => {
    const { at, parity } = state;
    switch (deed) {
      case 'absent':
        return at === null ? to(state) : null;
      case 'open':
        return to({ at: where, parity });
      case 'send':
        return at === null ? null : to(state, [directory, ['route', self, at]]);
      case 'flip':
        return to({ at, parity: 1 - parity });
      case 'close':
        if (at === null) return null;
        return to({ at: null, parity: 0 }, [
          members,
          ['tell', at, { is: 'closed', connection: self }],
        ]);
      case 'lose':
        return at === where ? to({ at: null, parity: 0 }) : to(state);
      case 'report': {
        const report: Report = { is: 'opened', connection: self };
        return at === where ? to(state, [queue(where as number), ['push', report]]) : to(state);
      }
      default:
        throw new Error(`a connection takes no "${deed}"`);
    }
  };
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
