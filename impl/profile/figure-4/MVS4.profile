; MVS4 of Figure 4: no way to the network; APP A runs here (F4.1, F4.2).
; A candidate target needs no definitions of its own, so the block is empty.

IPCONFIG DYNAMICXCF XCF4

VIPADYNAMIC
ENDVIPADYNAMIC

PORT
  60 TCP APPA
