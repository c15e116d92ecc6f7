/**
 * What each component of the reference model makes of its inputs.
 *
 * Read first: failover.types.ts.
 */
import type { Addressed, ComponentStep } from '../component-system.types.ts';
import type {
  Connection,
  Directory,
  Input,
  Members,
  Places,
  Queue,
  Report,
  Scope,
  Stack,
} from './failover.types.ts';

function to(state: unknown, ...outputs: readonly Addressed[]): ComponentStep {
  return { state, outputs };
}

const LISTENING: Report = { is: 'listening' };

export function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at);
}

export function emptyDirectory(scope: Scope): Directory {
  return {
    listens: upTo(scope.stacks).map(() => false),
    lives: upTo(scope.connections).map(() => null),
    hasReset: false,
  };
}

type Step<S> = (state: S, input: Input) => ComponentStep | null;

export function membersStep(
  scope: Scope,
  { directory, stack, queue, connection }: Places,
): Step<Members> {
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

export function directoryStep(scope: Scope, { connection }: Places): Step<Directory> {
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

export function stackStep({ queue, connection }: Places, self: number): Step<Stack> {
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

export function queueStep(scope: Scope, { directory }: Places, self: number): Step<Queue> {
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

export function connectionStep(
  { members, directory, queue }: Places,
  self: number,
): Step<Connection> {
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
