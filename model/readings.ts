/**
 * Where the source is silent, misprinted or at odds with itself: what is read, why, and from which line
 * of the text. E: an erratum or a hole in the text; R: a race that a literal reading loses.
 */
export const readings = {
  /** l.257 has XCF3 on MVS4; l.293 and the figure number images and addresses alike. */
  E1: 'XCFn is the address of the stack on MVSn.',
  /** l.293 names MVS1; the list of DVB1 is the one that MVS5 defines at l.252. */
  E2: 'MVS5 is the primary of DVB1.',
  /** l.295 and l.303 say DVB2, which no statement defines. */
  E3: 'DVB2 is DVB1.',
  /** l.297 has stack 22 put itself into its DPT, and would send every connection to itself. */
  E4: 'A SRVSTAT puts its sender into the DPT.',
  /** l.329 to l.337 say TERMCNN, l.370 TERMCONN. */
  E5: 'TERMCONN and TERMCNN are one message.',
  /** l.311 and l.358 leave out the client's port: two connections of one client would share a row. */
  E6: 'The key of the CRT is the full 4-tuple.',
  /** l.307 selects for every SYN, also for one that is sent again. */
  E7: 'A SYN with an entry follows it.',
  /** l.313 routes "if an appropriate destination is found", and does not say what else. */
  E8: 'What complete tables do not know is reset; while they are rebuilt it is dropped.',
  /** l.109 and claim 7 remove "the routing table entry" when an application ends, claim 11 does not. */
  E9: 'The end of an application takes its DPT row and no route.',
  /** l.287 has candidates report connections, l.299 lets others disregard the list; l.323 has all report. */
  E10: 'Every stack reports its connections, candidate or not.',
  /** l.374 has stacks report that listen; a connection outlives its listener. */
  E11: 'Connections are reported whether anybody listens or not.',
  /** l.372 makes the broadcast of the list optional; members would go by lists of different age. */
  E12: 'A new owner always broadcasts the list that it will use.',
  /** l.380 to l.382 have no acknowledgement between the last NEWCONN and the deletion at the backup. */
  E13: 'An owner begins to route when all have answered, and the former one withdraws then.',
  /** l.402 lets a stack report all it routes, or its own connections only. */
  E14: 'Every stack reports its own connections; what a router adds is a hint.',
  /** l.370 describes the failure of a routing stack only. */
  E15: 'A target that fails takes its rows and its routes with it, and nothing else.',
  /** l.239 speaks of a keyword DISTribute that VIPARange does not have in this text. */
  E16: 'A changed range affects DVIPAs that are created later.',
  /** l.322 and claim 15 know outgoing connections from listed ports only. */
  E17: 'Every outgoing connection from the DVIPA is reported, whatever its port.',
  /** l.225 has no rule for equal ranks. */
  E18: 'Among equal ranks the later name comes first: any order will do that all know.',
  /** l.185 has stacks without the function ignore the messages, and says nothing of who waits for them. */
  E19: 'Nobody waits for a stack without the function, and it is no target, backup or owner.',
  /** l.241 sends lists at initialisation and profile changes; nobody would tell who joins later. */
  E20: 'Every stack sends its list to one that joins, which claims nothing before it has heard all.',
  /** l.307 is silent on a target that cannot accept the SYN it was given. */
  R10: 'It gives the SYN back, and the choice is undone.',
  /** l.400: a primary may take a DVIPA that a bind created; the product refuses, the example does it. */
  R36: 'A bind holds a DVIPA until a primary claims it.',
  /** l.305 tests the port before the table; a connection may be older than the list. */
  R38: 'The CRT is asked before the list of ports; a port off the list is the owner itself.',
  /** l.241: two stacks may define one DVIPA, and the text does not say who has it. */
  R43: 'The later claim takes it.',
} as const;
