/**
 * Where the source is silent, misprinted or at odds with itself: what is read, why, and from which line
 * of the text. E: an erratum or a hole in the text; R: a race that a literal reading loses; D: a rule of the
 * definition language. One reading may answer several.
 */
export const readings = {
  /** l.257: "XCF3 is an XCF address of the TCP/IP stack on MVS4"; l.293 has 34, which is MVS4, for XCF4. */
  E1: 'XCFn is the address of the stack on MVSn.',
  /** l.293 has 38 send a list "identifying MVS1 as the primary"; l.251 has MVS5 define DVB1. */
  E2: 'MVS5 is the primary of DVB1.',
  /** l.295 and l.303 say DVB2, which no statement defines. */
  E3: 'DVB2 is DVB1.',
  /** l.297 has 22 put "the XCF address of the communication protocol stack 22", its own, into its DPT. */
  E4: 'A SRVSTAT puts its sender into the DPT.',
  /** l.329, l.333 and l.337 say TERMCNN, l.368 TERMCONN. */
  E5: 'TERMCONN and TERMCNN are one message.',
  /**
   * l.311 keeps "the source IP address, DVIPA and port", and l.358 routes by that address, both without
   * the client's port: two connections of one client would share a row.
   */
  E6: 'The key of the CRT is the full 4-tuple.',
  /**
   * l.307 to l.309 select for every SYN, also for one that is sent again (R1). A new life of the 4-tuple
   * (R8) follows the old row, too: a live target that has no such connection gives the SYN back.
   */
  'E7 R1 R8': 'A SYN with an entry follows it.',
  /**
   * l.313 routes "if an appropriate destination communication protocol stack is found", and says nothing
   * else: neither of a segment (R2) nor, at l.309, of a SYN without any target (R3).
   */
  'E8 R2 R3': 'What complete tables do not know is reset; while they are rebuilt it is dropped.',
  /**
   * l.108 and l.486 (claim 7) remove a "routing table entry" when a stack listens no more, l.500 (claim 11)
   * when a connection has ended. A profile change (l.241) may leave out a stack with connections (R32).
   */
  'E9 R32': 'Who listens no more, or is listed no more, loses its DPT row and no route.',
  /**
   * l.287 has a candidate report connections and l.299 lets others "disregard the list", l.374 has stacks
   * report that listen; l.323 has every stack report. A connection outlives listener and list.
   */
  'E10 E11': 'Every stack reports its connections, candidate or not, and whether anybody listens.',
  /** l.372: its list "may need only be distributed" if it is its own; others would go by older ones. */
  E12: 'A new owner always broadcasts the list that it will use.',
  /**
   * l.380 and l.382 have no acknowledgement between the last NEWCONN and the deletion at the backup, and
   * do not say when the primary advertises (R22): at once if the former owner is dead, else when all have
   * answered.
   */
  'E13 R22': 'An owner begins to route when all have answered, and the former one withdraws then.',
  /** l.402: "all connections associated with the stack or only for those which" have it as their end. */
  E14: 'Every stack reports its own connections; what a router adds is a hint.',
  /** l.370 describes the "failure of a routing communication protocol stack", and of no other. */
  'E15 R12': 'A target that fails takes its rows and its routes with it, and nothing else.',
  /** l.239 speaks of a "keyword DISTribute", which the VIPARange of l.235 does not have. */
  E16: 'A changed range affects DVIPAs that are created later.',
  /** l.323 reports what utilizes a "port in the VIPA list", l.520 (claim 15) the "predefined port" only. */
  'E17 R39': 'Every outgoing connection from the DVIPA is reported, whatever its port.',
  /** l.225 has "the higher rank" take over, and no rule for equal ranks. */
  'E18 R18': 'Among equal ranks the later name comes first: any order will do that all know.',
  /** l.185: messages "would be ignored" by a stack without the function; who waits for it is not said. */
  'E19 R37': 'Nobody waits for a stack without the function, and it is no target, backup or owner.',
  /** l.241 sends lists "At initialization or profile changes"; nobody would tell who joins later. */
  E20: 'Every stack sends its list to one that joins, which claims nothing before it has heard all.',
  /** l.374 speaks of connections: a SYN that the failed owner has sent on is none yet. */
  R4: 'What a former owner has chosen counts no more when the next one routes.',
  /** l.311 forwards to "the selected current actual target", whose last word may be under way (R11). */
  'R10 R11': 'A target that cannot accept a SYN gives it back, and the choice is undone.',
  /**
   * l.400 has an owner give way when "notification of the VIPA on another communication protocol stack is
   * received": until then it selects, also one that completes its tables late. At l.378 a claim keeps
   * others from claiming; of two that cross the text says nothing.
   */
  'R17 R23': 'The highest claim wins; who is outbid selects until it hears of it, then no more.',
  /**
   * l.404 to l.406: a primary "would assume ownership of the VIPA" that binds created and moved; the
   * product refuses. A bind to what a primary or a backup owns claims nothing. Where neither lives, a stack
   * claims what has lost its owner if it has it bound under a range, or still advertises it.
   */
  R36: 'A bind holds a DVIPA until a primary claims it.',
  /** l.305 tests the port before the table; a connection may be older than the list. */
  R38: 'The CRT is asked before the list of ports; a port off the list is the owner itself.',
  /** l.207 and l.217 let two stacks define one DVIPA, and do not say who has it. */
  R43: 'The later claim takes it.',
  /** l.223 has no MOVEable form, as the product has; at l.370 a backup takes over what another had. */
  D3: 'A backup creates a DVIPA that is active nowhere only if its statement says so.',
} as const;
