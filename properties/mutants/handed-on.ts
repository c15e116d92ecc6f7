/** A stack that is handed a packet for a DVIPA that it does not own hands it on to who it believes owns it. */
import { ownerOf } from '../../impl/distribution/lists.ts';
import { isLive, isSelf } from '../../impl/distribution/turn.ts';
import { answering, type Decorator } from './decorators.ts';

export const handingOn: Decorator = answering((state, input) => {
  if (input.type !== 'MessageArrived' || input.envelope.body.type !== 'redirected') return null;
  const { body } = input.envelope;
  const vipa = state.vipas[body.packet.destination.address];
  if (vipa === undefined || vipa.claim === null) return null;
  if (vipa.role.is === 'owner' || vipa.role.is === 'rebuilding') return null;
  const owner = ownerOf(vipa.claim);
  if (isSelf(state, owner) || !isLive(state, owner)) return null;
  return { state, outputs: [{ type: 'Send', envelope: { from: state.self, to: owner, body } }] };
});
