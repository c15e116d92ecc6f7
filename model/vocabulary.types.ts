/**
 * The nouns of the field. Everything else in dvipa is spelled with these words.
 *
 * Read first: the source's description of Figure 4 (the stacks and their XCF addresses) and of the
 * definition block (addresses, ports, candidates). Types only: no logic lives here.
 */

/** The name of an MVS image and of the one TCP/IP stack on it, for example `MVS1`. */
export type StackName = string;

/** An IPv4 address, dotted (`10.1.1.1`) or symbolic as the source prints them (`DVA1`, `XCF1`). */
export type Address = string;

/** A TCP port, 1 to 65535. */
export type Port = number;

/** One life of one stack: it grows at each restart, so that a message of a former life shows. */
export type Incarnation = number;

/** A stack in one of its lives. */
export interface Member {
  readonly stack: StackName;
  readonly incarnation: Incarnation;
}

/** One end of a connection. */
export interface Socket {
  readonly address: Address;
  readonly port: Port;
}

/**
 * A claim's place in the total order of claims for one DVIPA: number first, then the claimant's
 * incarnation, which no two members ever share (R17, R29). The name only says who it is.
 */
export interface Epoch extends Member {
  readonly number: number;
}
