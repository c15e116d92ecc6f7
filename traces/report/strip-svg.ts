/** A trace as a strip of marks, one per action: enough to tell long from short, and messages from failures. */
import type { Action } from '../../impl/actions.types.ts';

const SIZE = 9;
const PER_LINE = 24;

const KINDS: Readonly<Record<Action['do'], string>> = {
  StartStack: 'fault',
  CrashStack: 'fault',
  LosePacket: 'fault',
  DuplicatePacket: 'fault',
  DeliverNotice: 'other',
  LearnRoute: 'other',
  ChangeProfile: 'other',
  SetWeights: 'other',
  InjectMessage: 'fault',
  DeliverXcf: 'message',
  ReadQueue: 'packet',
  DeliverPacket: 'packet',
  DeliverToClient: 'packet',
  Bind: 'use',
  Unbind: 'use',
  Connect: 'use',
  ConnectOut: 'use',
  Tcp: 'use',
};

export function stripSvg(actions: readonly Action[]): string {
  const lines = Math.max(1, Math.ceil(actions.length / PER_LINE));
  const marks = actions.map((action, at) => {
    const [x, y] = [(at % PER_LINE) * (SIZE + 2), Math.floor(at / PER_LINE) * (SIZE + 2)];
    return `<rect class="k-${KINDS[action.do]}" x="${x}" y="${y}" width="${SIZE}" height="${SIZE}" rx="2"/>`;
  });
  const width = PER_LINE * (SIZE + 2);
  const height = lines * (SIZE + 2);
  return `<svg class="strip" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${actions.length} actions" xmlns="http://www.w3.org/2000/svg">${marks.join('')}</svg>`;
}
