/**
 * Deleted actions: clusters in which something never happens. No protocol is wrong there, but a campaign
 * over one proves nothing of what it was spared, and its landmarks must say so.
 */
import type { Action, TcpDeed } from '../../../impl/actions.types.ts';
import type { Sysplex, SysplexStepper } from '../../../impl/sysplex.types.ts';

export interface DeletedAction {
  readonly name: string;
  /** What never happens, as one sentence. */
  readonly never: string;
  readonly isDeleted: (action: Action, state: Sysplex) => boolean;
  /** Landmarks that cannot be seen without it, or not often enough. */
  readonly missing: readonly string[];
}

type Row = readonly [what: Action['do'], never: string, ...missing: readonly string[]];

const rows: readonly Row[] = [
  ['CrashStack', 'no stack ever fails', 'takeover', 'chained', 'targetLost', 'deadRoute'],
  ['DeliverNotice', 'no membership notice is ever delivered', 'takeover', 'lateFromDead'],
  ['DeliverXcf', 'no message is ever delivered', 'takeback', 'givenBack', 'staleEpoch'],
  ['ReadQueue', 'no stack ever reads its input queue', 'refused', 'redirected', 'synAgain'],
  ['DeliverPacket', 'no packet ever reaches the cluster', 'deadRoute', 'refused', 'reuse'],
  ['DeliverToClient', 'no packet ever reaches a client', 'outgoing', 'timeWaitEnds', 'reuse'],
  ['LearnRoute', 'no router ever learns a route', 'deadRoute', 'queuedAcrossYield', 'refused'],
  ['LosePacket', 'the network never loses a packet', 'synLost'],
  ['DuplicatePacket', 'the network never duplicates a packet', 'duplicated'],
  ['Bind', 'no application ever binds', 'synAgain', 'listenerCloses', 'weighted'],
  ['Unbind', 'no application ever stops listening', 'listenerCloses'],
  ['Connect', 'no client ever connects', 'refused', 'synAgain', 'reuse', 'rebuiltRoute'],
  ['ConnectOut', 'no stack ever opens a connection', 'outgoing', 'outgoingHalfOpen'],
  ['ChangeProfile', 'no profile ever changes', 'unlisted', 'wlm'],
  ['SetWeights', 'WLM never gives a weight', 'wlm'],
  ['InjectMessage', 'no message is ever malformed or out of place', 'junk'],
];

const deeds: readonly (readonly [TcpDeed, string, ...(readonly string[])])[] = [
  ['write', 'nobody ever sends data', 'rebuiltRoute'],
  ['close', 'no connection is ever closed', 'timeWaitEnds', 'reuse'],
  ['abort', 'no connection is ever aborted', 'aborted'],
  ['retransmit', 'nothing is ever sent again', 'retransmitted'],
  ['giveUp', 'no half-open connection is ever given up', 'givenUp'],
  ['expire', 'TIME_WAIT never ends', 'timeWaitEnds'],
];

/** Every stack has had its first start: whoever starts now returns. */
function isReturn(action: Action, { joins, topology }: Sysplex): boolean {
  return action.do === 'StartStack' && joins >= topology.profiles.length;
}

function startsTakeback(action: Action, { profiles, stacks }: Sysplex): boolean {
  if (action.do !== 'StartStack') return false;
  const { defines = [] } = profiles[action.stack] ?? {};
  const vipas = Object.values(stacks).map((stack) => stack?.distribution.vipas ?? {});
  return defines.some(({ dvipa }) => vipas.some((known) => (known[dvipa]?.claim ?? null) !== null));
}

function isOwnersCrash(action: Action, state: Sysplex): boolean {
  if (action.do !== 'CrashStack') return false;
  const { vipas = {} } = state.stacks[action.stack]?.distribution ?? {};
  return Object.values(vipas).some(({ role }) => role.is !== 'none');
}

export const deletedActions: readonly DeletedAction[] = [
  ...rows.map(([what, never, ...missing]) => ({
    name: what,
    never,
    isDeleted: (action: Action) => action.do === what,
    missing,
  })),
  ...deeds.map(([deed, never, ...missing]) => ({
    name: `Tcp ${deed}`,
    never,
    isDeleted: (action: Action) => action.do === 'Tcp' && action.deed === deed,
    missing,
  })),
  {
    name: 'StartStack',
    never: 'no stack ever returns',
    isDeleted: isReturn,
    missing: ['quickRestart'],
  },
  {
    name: 'StartStack of a primary',
    never: 'no primary ever takes back what another owns',
    isDeleted: startsTakeback,
    missing: ['takeback', 'takebackHalfOpen'],
  },
  {
    name: 'CrashStack of an owner',
    never: 'no owner ever fails, only targets do',
    isDeleted: isOwnersCrash,
    missing: ['takeover', 'chained', 'secondBackup'],
  },
];

/** The cluster with an action taken away. */
export function without(step: SysplexStepper, { isDeleted }: DeletedAction): SysplexStepper {
  return (state, action) => (isDeleted(action, state) ? null : step(state, action));
}
