/**
 * One step in words: what came, what was decided, what changed, what was sent.
 */
import { describeAction } from '../../properties/harness/describe.ts';
import { changeLabel, changesBetween } from '../story/changes.ts';
import { actorNow, type Hop, type Journeys, type Waiting } from '../story/journeys.ts';
import { cargoLabel } from '../story/labels.ts';
import type { Moment } from '../story/story.ts';
import type { Tone } from './paint.ts';

export interface Line {
  readonly text: string;
  readonly tone: Tone;
}

/** The headline first. `blocks`: also the blocks of the figures that ran. */
export function linesOf(moment: Moment, journeys: Journeys, blocks: boolean): readonly Line[] {
  const hop = journeys.hopOf(moment.number);
  const actor = actorNow(moment);
  const changed = changesBetween(moment.before, moment.after).map((change): Line => {
    const where = change.where === actor ? '' : `${change.where} `;
    const tone = change.sign === '-' ? 'bad' : 'good';
    return { text: where + changeLabel(change), tone };
  });
  return [
    { text: headline(moment, hop), tone: 'bold' },
    ...factsOf(moment).map((text): Line => ({ text, tone: 'note' })),
    ...changed,
    ...sends(journeys.sentBy(moment.number)).map((text): Line => ({ text, tone: 'plain' })),
    ...(blocks ? blocksOf(moment) : []),
  ];
}

function headline({ action, number }: Moment, hop: Hop | null): string {
  if (hop === null) return describeAction(action);
  const label = cargoLabel(hop.cargo);
  const sent = hop.left === 0 || hop.left === number - 1 ? '' : ` (sent in ${hop.left})`;
  if (hop.fate === 'read') return `${hop.to} reads ${label}`;
  if (hop.fate === 'queued') return `${label}${sent}${routerOf(action)}: waits at ${hop.to}`;
  if (hop.fate === 'lost') return `${label} is lost${sent}`;
  if (hop.fate === 'doubled') return `${label} is doubled`;
  return hop.cargo.kind === 'notice' ? `${hop.to} hears: ${label}` : label + sent;
}

function routerOf(action: Moment['action']): string {
  return action.do === 'DeliverPacket' ? ` by ${action.router}` : '';
}

/** What the step decided, where no table shows it. */
function factsOf({ happenings }: Moment): readonly string[] {
  return happenings.flatMap(({ output }): readonly string[] => {
    switch (output.type) {
      case 'Selected': {
        const among = output.candidates.map(({ target }) => target).join(' ');
        return [`selects ${output.target.stack} among ${among}`];
      }
      case 'Ignore':
        return [`ignores it: ${output.reason}`];
      case 'Reset':
        return [`resets it: ${output.reason}`];
      case 'Discard':
        return ['drops it: no target has room'];
      case 'RefuseBind':
        return [`refuses the bind: ${output.error}`];
      case 'RejectSyn':
        return ['has no room for the SYN'];
      default:
        return [];
    }
  });
}

/** Equal messages to several receivers are one line. */
function sends(sent: readonly Waiting[]): readonly string[] {
  const receivers = new Map<string, string[]>();
  for (const { cargo } of sent) {
    if (cargo.kind === 'notice') continue;
    const to = cargo.kind === 'message' ? cargo.envelope.to.stack : 'network';
    const label = cargoLabel(cargo);
    receivers.set(label, [...(receivers.get(label) ?? []), to]);
  }
  return [...receivers].map(([label, to]) => `→ ${to.join(' ')}: ${label}`);
}

function blocksOf({ happenings }: Moment): readonly Line[] {
  const ids = happenings.flatMap(({ output }) => (output.type === 'Reached' ? [output.id] : []));
  const text = [...new Set(ids)].join(' ');
  return text === '' ? [] : [{ text, tone: 'dim' }];
}
