/**
 * Assumptions about XCF: reliable, in order, and nothing for a life that is over.
 */
import type { Action } from '../../impl/actions.types.ts';
import type { Sysplex, SysplexStepper } from '../../impl/sysplex.types.ts';
import type { Assumption } from './assumption.types.ts';
import { labels, messages, treat } from './mail.ts';

/** Adds what the environment does by itself; no stack takes part in such a step. */
export function besides(
  happens: (state: Sysplex, action: Action) => Sysplex | null,
): Assumption['decorate'] {
  return (step) => (state, action) => {
    const next = happens(state, action);
    return next === null ? step(state, action) : { state: next, happenings: [] };
  };
}

const noLoss: Assumption = {
  name: 'xcf-no-loss',
  assumes: 'XCF loses no message while both members live',
  builtInto: 'impl/xcf/medium.ts',
  decorate: besides((state, action) =>
    action.do === 'LosePacket' ? treat(messages, state, action.packet, (_, rest) => rest) : null,
  ),
  extras: (state) => labels(messages, state).map((packet) => ({ do: 'LosePacket', packet })),
};

const noDuplicates: Assumption = {
  name: 'xcf-no-duplicates',
  assumes: 'XCF delivers a message once',
  builtInto: 'impl/xcf/medium.ts',
  decorate: besides((state, action) =>
    action.do === 'DuplicatePacket'
      ? treat(messages, state, action.packet, (one, rest) => [one, ...rest, one])
      : null,
  ),
  extras: (state) => labels(messages, state).map((packet) => ({ do: 'DuplicatePacket', packet })),
};

const inOrder: Assumption = {
  name: 'xcf-fifo',
  assumes: 'XCF keeps the order of the messages of one stack to another',
  builtInto: 'impl/xcf/medium.ts',
  decorate: besides((state, action) =>
    action.do === 'DeliverPacket' && action.router === 'XCF'
      ? treat(messages, state, action.packet, (one, rest) => [one, ...rest])
      : null,
  ),
  extras: (state) =>
    labels(messages, state, true).map((packet) => ({
      do: 'DeliverPacket',
      packet,
      router: 'XCF',
    })),
};

/** What was under way to a stack that fails is kept for its next life. */
const keepsMail: Assumption['decorate'] =
  (step: SysplexStepper): SysplexStepper =>
  (state, action) => {
    const next = step(state, action);
    if (next === null || action.do !== 'CrashStack') return next;
    const kept = Object.entries(state.medium.channels).filter(([name]) =>
      name.endsWith(`>${action.stack}`),
    );
    const { medium } = next.state;
    const channels = { ...medium.channels, ...Object.fromEntries(kept) };
    return { ...next, state: { ...next.state, medium: { ...medium, channels } } };
  };

const nothingForTheDead: Assumption = {
  name: 'xcf-dead-mail',
  assumes: 'what was under way to a stack that fails never reaches its next life',
  builtInto: 'impl/xcf/medium.ts',
  stays:
    'epochs reject what such mail says of tables; an old list only lets a stack claim early, and all endpoints report to its claim none the less',
  decorate: keepsMail,
};

export const xcfAssumptions: readonly Assumption[] = [
  inOrder,
  noLoss,
  noDuplicates,
  nothingForTheDead,
];
