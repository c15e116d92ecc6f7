/**
 * The requirement ids that a campaign must reach: the figures' blocks and the definition language.
 *
 * Each with a sentence of ours, and with what a sysplex must define for it to be reachable at all. The
 * source of the protocol numbers the blocks; the D and F4 ids are this project's.
 */
import type { Profile } from '../../model/config.types.ts';
import { meetsAll, type Need } from '../invariants/needs.ts';

export interface Requirement {
  readonly id: string;
  readonly sentence: string;
  readonly needs: readonly Need[];
}

function group(
  needs: readonly Need[],
  entries: Readonly<Record<string, string>>,
): readonly Requirement[] {
  return Object.entries(entries).map(([id, sentence]) => ({ id, sentence, needs }));
}

export const requirements: readonly Requirement[] = [
  ...group([], { 'F4.1': 'stacks join the group and reach each other over XCF' }),
  ...group(['list'], { 'F4.2': 'application instances listen on the distributed ports' }),
  ...group(['ownList'], { 'F4.3': 'a backup with a list of its own owns by that list' }),
  ...group(['unaware'], { 'F4.4': 'a stack without the function ignores the messages' }),
  ...group(['several'], { 'F4.5': 'a DVIPA moves while another has a different backup set' }),
  ...group([], { D1: 'one VIPADynamic profile per stack is in force' }),
  ...group(['primary'], { D2: 'a VIPADEFine makes its stack the primary' }),
  ...group(['backup'], { D3: 'a VIPABackup stands in the chain by its rank' }),
  ...group(['primary', 'list'], { D4: 'a VIPADISTribute names ports and candidates' }),
  ...group(['all', 'two'], { D5: 'DESTIP ALL covers a stack without naming it' }),
  ...group(['range'], { D6: 'a bind in a VIPARange creates the DVIPA' }),
  ...group(['spelling'], { D7: 'keywords are read abbreviated and in any case' }),
  ...group(['varied'], { D8: 'a profile changes while its stack runs' }),
  ...group(['primary'], {
    'F5.100': 'a primary defines its DVIPA',
    'F5.102': 'it broadcasts the list',
    'F5.104': 'it advertises the DVIPA',
    'F5.106': 'it waits for who listens',
    'F5.108': 'it builds the DPT',
  }),
  ...group(['two'], { 'F6.120': 'a stack receives a VIPA list' }),
  ...group(['primary', 'two'], { 'F6.122': 'the list has a claim' }),
  ...group(['list', 'two'], { 'F6.124': 'the receiver asks whether it is a candidate' }),
  ...group(['elsewhere'], { 'F6.126': 'it holds the DVIPA internally' }),
  ...group(['list'], {
    'F6.128': 'an application listens now or later',
    'F6.130': 'it sends SRVSTAT',
  }),
  ...group(['list', 'two'], { 'F6.131': 'it asks whether connections live' }),
  ...group(['elsewhere'], { 'F6.133': 'it sends NEWCONN for them' }),
  ...group(['backup'], { 'F6.132': 'it asks whether it is a backup' }),
  ...group(['inheritedList'], { 'F6.134': 'it keeps the list for a takeover' }),
  ...group(['ownList'], { 'F6.135': 'its own list overrides the received one' }),
  ...group(['list'], {
    'F7.140': 'a packet to an owned DVIPA arrives',
    'F7.142': 'the owner asks whether it is a SYN',
    'F7.144': 'a target is selected',
    'F7.146': 'the choice is put into the CRT',
    'F7.150': 'the packet goes to the target',
    'F7.152': 'a segment is looked up in the CRT',
    'F8.160': 'a message reaches the owner',
    'F8.162': 'TERMCONN removes a connection',
    'F8.164': 'NEWCONN adds one',
    'F8.166': 'SRVSTAT updates the DPT',
  }),
  ...group(['backup', 'list'], {
    'F9.200': 'the failure of an owner is noticed',
    'F9.201': 'a backup takes over and broadcasts its list',
  }),
  ...group(['survivors', 'three'], { 'F9.202': 'targets report to the backup' }),
  ...group(['elsewhere'], { 'F9.204': 'connections are associated with the new owner' }),
  ...group(['backup', 'list'], { 'F9.206': 'the backup builds a DPT' }),
  ...group(['backup', 'list', 'three'], {
    'F9.208': 'it receives the snapshots of connections',
  }),
  ...group(['backup', 'list'], {
    'F9.210': 'it merges them into its CRT',
    'F9.212': 'it announces that it routes',
  }),
  ...group(['chain', 'list', 'three'], {
    'F9.x': 'a takeover that fails midway is taken over itself',
  }),
  ...group(['recovery', 'list'], { 'F10.300': 'a recovered primary broadcasts its list' }),
  ...group(['recovery', 'elsewhere'], { 'F10.302': 'candidates report to it' }),
  ...group(['recovery', 'list'], { 'F10.304': 'it asks the backup for the DVIPA' }),
  ...group(['survivors'], {
    'F10.306': 'the backup reports what it routed',
    'F10.308': 'by NEWCONN to the primary',
  }),
  ...group(['recovery', 'list'], { 'F10.310': 'the backup deletes the DVIPA' }),
  ...group(['range'], {
    'F11.500': 'a movable DVIPA is initialised',
    'F11.502': 'it is advertised',
    'F11.504': 'the stack asks whether it is active elsewhere',
    'F11.506': 'it is: connection messages are awaited',
    'F11.508': 'old connections are routed to where they live',
    'F11.510': 'it is not: there is nobody to route for',
    'F12.520': 'the owner learns of the DVIPA elsewhere',
    'F12.522': 'it associates the DVIPA with that stack',
    'F12.524': 'it asks whether connections live here',
    'F12.525': 'they do not: the move is complete',
    'F12.526': 'they do: it reports them',
    'F12.528': 'it purges its tables',
  }),
  ...group(['rangedPrimary'], { 'F12.x': 'a primary takes a DVIPA from its last binder' }),
];

/** Can these profiles reach a requirement at all? */
export function isApplicable({ needs }: Requirement, profiles: readonly Profile[]): boolean {
  return meetsAll(needs, profiles);
}
