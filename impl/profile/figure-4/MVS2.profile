; MVS2 of Figure 4: no way to the network; APP A and APP B run here (F4.1, F4.2).
; It routes nothing: what it has to know of DVA1 and DVB1 comes from the stacks that own them.

IPCONFIG DYNAMICXCF XCF2

VIPADYNAMIC
  ; APP B may bind DVB1 before its owner MVS5 is up; the address then lives here and moves
  ; on without harm to its connections (the example of Figures 11 and 12).
  VIPARange MOVEable NONDISRUPTIVE DVB1
ENDVIPADYNAMIC

PORT
  60 TCP APPA
  60 TCP APPB
