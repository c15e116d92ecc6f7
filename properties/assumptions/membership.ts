/**
 * Assumptions about membership: its notices are true, come all, in order, and before the mail.
 */
import type { Action } from '../../impl/actions.types.ts';
import { upStacks } from '../../impl/enabled.ts';
import type { Sysplex, SysplexStepper } from '../../impl/sysplex.types.ts';
import { channelName, nextOn, type Notice } from '../../impl/xcf/medium.ts';
import type { Assumption } from './assumption.types.ts';
import { labels, notices, treat } from './mail.ts';
import { besides } from './xcf.ts';

/** Stacks that live and that an observer may be told to have left. */
function suspects(state: Sysplex): readonly { readonly label: string; readonly notice: Notice }[] {
  const up = upStacks(state);
  return up.flatMap((observer) =>
    up.flatMap((stack) => {
      const member = state.stacks[stack]?.distribution.self;
      const known = state.stacks[observer]?.distribution.view[stack]?.incarnation;
      if (member === undefined || known !== member.incarnation) return [];
      const notice: Notice = { type: 'MemberLeft', member };
      return [{ label: notices.labelOf(observer, notice), notice }];
    }),
  );
}

function suspect(state: Sysplex, label: string): Sysplex | null {
  const found = suspects(state).find((one) => one.label === label);
  if (found === undefined) return null;
  const [observer = ''] = label.split(' ');
  const pending = state.medium.notices[observer] ?? [];
  return notices.replace(state, observer, [...pending, found.notice]);
}

const areTrue: Assumption = {
  name: 'membership-true',
  assumes: 'a stack that membership calls failed has stopped (fencing, no false suspicion)',
  builtInto: 'impl/sysplex.ts',
  decorate: besides((state, action) =>
    action.do === 'DeliverPacket' && action.router === 'suspicion'
      ? suspect(state, action.packet)
      : null,
  ),
  extras: (state) =>
    suspects(state).map(({ label }) => ({
      do: 'DeliverPacket',
      packet: label,
      router: 'suspicion',
    })),
};

const areDelivered: Assumption = {
  name: 'membership-delivered',
  assumes: 'every membership notice comes in the end',
  builtInto: 'impl/xcf/medium.ts',
  decorate: besides((state, action) =>
    action.do === 'LosePacket' ? treat(notices, state, action.packet, (_, rest) => rest) : null,
  ),
  extras: (state) => labels(notices, state).map((packet) => ({ do: 'LosePacket', packet })),
};

const areInOrder: Assumption = {
  name: 'membership-order',
  assumes: 'notices come to an observer in the order of the events',
  builtInto: 'impl/xcf/medium.ts',
  stays:
    'incarnations tell which notice is the later one, and a return implies the departure (R44)',
  decorate: besides((state, action) =>
    action.do === 'DeliverPacket' && action.router === 'membership'
      ? treat(notices, state, action.packet, (one, rest) => [one, ...rest])
      : null,
  ),
  extras: (state) =>
    labels(notices, state, true).map((packet) => ({
      do: 'DeliverPacket',
      packet,
      router: 'membership',
    })),
};

/** A message that waits for the notice that its sender has joined is delivered before it. */
const mailOvertakes: Assumption['decorate'] =
  (step: SysplexStepper): SysplexStepper =>
  (state, action) => {
    if (action.do !== 'DeliverXcf') return step(state, action);
    const { [action.to]: pending, ...others } = state.medium.notices;
    const next = step({ ...state, medium: { ...state.medium, notices: others } }, action);
    if (next === null || pending === undefined) return next;
    return { ...next, state: notices.replace(next.state, action.to, pending) };
  };

/** Channels whose next message waits for a notice. */
function waiting(state: Sysplex): readonly Action[] {
  return upStacks(state).flatMap((to) =>
    Object.keys(state.stacks)
      .sort()
      .filter((from) => state.medium.channels[channelName(from, to)] !== undefined)
      .filter((from) => nextOn(state.medium, from, to) === null)
      .map((from): Action => ({ do: 'DeliverXcf', from, to })),
  );
}

const comesBeforeMail: Assumption = {
  name: 'membership-first',
  assumes: "a member's messages come after the notice that it has joined",
  builtInto: 'impl/xcf/medium.ts',
  stays:
    'only the first list of a joiner can come too early, and is ignored; what it defines comes again with its next list, and until then its claims are the higher ones',
  decorate: mailOvertakes,
  extras: waiting,
};

/** Every life of a stack has the number of its place among the profiles. */
const sameIncarnation: Assumption['decorate'] =
  (step: SysplexStepper): SysplexStepper =>
  (state, action) => {
    if (action.do !== 'StartStack') return step(state, action);
    const { profiles } = state.topology;
    const place = profiles.findIndex(({ stack }) => stack === action.stack);
    const next = step({ ...state, joins: place }, action);
    const started = next?.state.stacks[action.stack] ?? null;
    if (next === null || started === null) return next;
    // All the numbers that there are have been announced: who is missing has left.
    const distribution = { ...started.distribution, horizon: profiles.length };
    const stacks = { ...next.state.stacks, [action.stack]: { ...started, distribution } };
    return { ...next, state: { ...next.state, stacks } };
  };

const incarnations: Assumption = {
  name: 'incarnations',
  assumes: 'no two lives of a stack share an incarnation',
  builtInto: 'impl/sysplex.ts',
  decorate: sameIncarnation,
};

export const membershipAssumptions: readonly Assumption[] = [
  areTrue,
  areDelivered,
  areInOrder,
  comesBeforeMail,
  incarnations,
];
