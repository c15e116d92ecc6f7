/**
 * Landmarks: what a campaign must have seen, and in how large a share of its runs (the *sometimes*
 * promises). A campaign that was spared the hard moments proves little, however many runs it had.
 *
 * A step counts when it fired, not when it could have: landmark-steps.ts watches. The least shares lie at
 * no more than half of what the sample sysplexes show, and at no more than 10 %, so that neither chance nor
 * a sysplex of another shape fails a campaign.
 */
import type { Need } from './needs.ts';

export interface Landmark {
  readonly id: string;
  readonly sentence: string;
  /** What a sysplex must define for it to occur; elsewhere it is not demanded. */
  readonly needs: readonly Need[];
  /** The least share of runs that must have seen it, in per cent. */
  readonly least: number;
}

type Row = readonly [id: string, least: number, sentence: string];

function group(needs: readonly Need[], ...rows: readonly Row[]): readonly Landmark[] {
  return rows.map(([id, least, sentence]) => ({ id, least, sentence, needs }));
}

export const landmarks: readonly Landmark[] = [
  ...group(
    ['survivors'],
    ['takeover', 3, 'a backup completes a takeover with live connections'],
    ['takeoverHalfOpen', 0.6, 'a backup completes a takeover while a connection is half-open'],
    ['rebuiltRoute', 5, 'data follow a route that a new owner was told of'],
    ['redirected', 10, 'a stale route brings a packet that is handed to the owner'],
    ['queuedAcrossYield', 10, 'an owner yields with packets of the DVIPA in its input queue'],
    ['outgoingHalfOpen', 10, 'an owner completes while an outgoing connection is half-open'],
    ['takeback', 10, 'a primary completes a takeback with live connections'],
    ['takebackHalfOpen', 3, 'a primary completes a takeback while a connection is half-open'],
  ),
  ...group(
    ['survivors', 'three'],
    ['chained', 1, 'an owner fails while it is still rebuilding'],
    ['takebackWhileRebuilding', 3, 'a claim reaches an owner that is still rebuilding'],
    ['claimsCross', 4, 'two stacks rebuild the tables of one DVIPA at the same time'],
    ['joinerMidTakeover', 4, 'a stack joins while another rebuilds'],
    ['termconnCrosses', 0.6, 'a TERMCONN takes a row from an owner that is still rebuilding'],
    ['staleEpoch', 10, 'a message of a former ownership arrives'],
    ['batches', 2.5, 'a snapshot comes in several NEWCONN'],
    ['hintDropped', 0.5, 'a connection that a former router reports has ended meanwhile'],
  ),
  ...group(
    ['chain', 'list', 'three'],
    ['secondBackup', 0.7, 'the next backup claims what a failed backup owned, connections live'],
  ),
  ...group(['range'], ['move', 7, 'a bind moves a DVIPA with live connections']),
  ...group(
    ['elsewhere'],
    ['givenBack', 1.5, 'a target gives a SYN back'],
    ['targetLost', 7, 'a target fails with connections that another stack routes'],
    ['lateFromDead', 10, 'a message of a stack arrives after its departure was noticed'],
  ),
  ...group(
    ['list', 'two'],
    ['deadRoute', 10, 'a stale route brings a packet to a stack that is down'],
    ['junk', 10, 'a message arrives that no sound member sends'],
  ),
  ...group(
    ['list', 'three'],
    ['quickRestart', 7, 'a stack returns before its departure was noticed'],
  ),
  ...group(['leaves'], ['addressDeleted', 4, 'a stack deletes a DVIPA from its home list']),
  ...group(
    ['named'],
    ['unlisted', 1.5, 'VARY OBEY takes a stack with live connections from the list'],
  ),
  ...group(
    ['choice'],
    ['weighted', 6, 'a target is selected among unequal weights'],
    ['wlm', 4, "WLM's weights choose another target than round robin would"],
  ),
  ...group(
    ['list'],
    ['refused', 6, 'a SYN is refused because no candidate listens'],
    ['resetOfTheDead', 10, 'a segment of no live connection is reset'],
    ['synAgain', 10, 'a SYN reaches the target that has accepted it already'],
    ['reuse', 4, 'a 4-tuple is used again while its former life is in TIME_WAIT'],
    ['outgoing', 10, 'a connection that a stack opened is established'],
    ['listenerCloses', 4, 'an application stops listening while its connections live'],
    ['synLost', 7, 'the network loses a SYN'],
    ['duplicated', 10, 'the network duplicates a packet'],
    ['retransmitted', 10, 'a segment is sent again'],
    ['aborted', 10, 'an application aborts a connection'],
    ['givenUp', 7, 'a half-open connection is given up'],
    ['timeWaitEnds', 10, 'TIME_WAIT of a connection ends'],
  ),
];
