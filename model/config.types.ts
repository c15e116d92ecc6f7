/**
 * What the VIPADynamic blocks of a sysplex define, one profile per stack (D1 to D7).
 *
 * Read first: the source on the definition block and on the profiles of MVS1 and MVS5 in Figure 4.
 * Left out: how text becomes a profile (impl/profile) and what stacks do with it (impl/distribution).
 */
import type { Address, Port, StackName } from './vocabulary.types.ts';

/** Why a stack owns a DVIPA: its VIPADEFine, its VIPABackup, or a bind in a VIPARange. */
export type ClaimKind = 'define' | 'backup' | 'bind';

/** How the owner picks one of the current actual targets for a SYN (F7.144). */
export type SelectionMethod = 'ROUNDROBIN' | 'WEIGHTED' | 'WLM';

/** What a VIPADISTribute statement says of one DVIPA (D4). */
export interface Distribution {
  /** `ALL` when the PORT keyword is omitted: every port on which a server listens. */
  readonly ports: 'ALL' | readonly Port[];
  /** Dynamic XCF addresses of the candidate targets; `ALL` covers stacks that join later (D5). */
  readonly targets: 'ALL' | readonly Address[];
  readonly method: SelectionMethod;
  /** WEIGHT per target's XCF address, for method WEIGHTED; absent means 1. */
  readonly weights: Readonly<Record<Address, number>>;
}

/** The list of a DVIPA; null where it is not distributed. */
export type List = Distribution | null;

/** One address of a VIPADEFine statement (D2). `mask` is null where a symbolic example omits it. */
export interface DefineEntry {
  readonly dvipa: Address;
  readonly mask: Address | null;
}

/** One address of a VIPABackup statement (D3). */
export interface BackupEntry {
  readonly dvipa: Address;
  /** 1 to 254; the highest rank takes over first. */
  readonly rank: number;
  /** The product's MOVEable form: the backup may create the DVIPA when it is active nowhere. */
  readonly creates: boolean;
  readonly mask: Address | null;
}

/** One VIPADISTribute statement. */
export interface DistributeEntry extends Distribution {
  readonly dvipa: Address;
}

/** One VIPARange statement (D6). A symbolic address, or a null mask, covers exactly that address. */
export interface RangeEntry {
  readonly mask: Address | null;
  readonly address: Address;
  /** `MOVEable NONDISRUPTIVE` (true, the default) or the product's `MOVEable DISRUPTIVE`. */
  readonly nondisruptive: boolean;
}

/** Everything that one stack's profile says to the VIPA distribution function. */
export interface Profile {
  readonly stack: StackName;
  /** The dynamic XCF address, from `IPCONFIG DYNAMICXCF`. */
  readonly xcf: Address;
  /** Is there an adapter to the outside network (an INTERFACE, or a DEVICE with its LINK)? */
  readonly attached: boolean;
  readonly defines: readonly DefineEntry[];
  readonly backups: readonly BackupEntry[];
  readonly distributes: readonly DistributeEntry[];
  readonly ranges: readonly RangeEntry[];
}
