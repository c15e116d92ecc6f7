; MVS1 of Figure 4: the first of the two images with a way to the network (F4.1).
; It owns DVA1, the address of APP A, and stands in for MVS5 as the owner of DVB1 (F4.3).

IPCONFIG SYSPLEXROUTING DATAGRAMFWD
         DYNAMICXCF XCF1          ; the address under which the other stacks reach this one

; The adapter to the network, over an ESCON channel
DEVICE ESCON1 CTC 500 AUTORESTART
LINK   NETWORK1 CTC 0 ESCON1
HOME   192.0.2.1 NETWORK1
START  ESCON1

VIPADYNAMIC
  ; The network masks are left out, as in the printed example: only routing daemons need them.
  VIPADEFine MOVEable IMMEDIATE DVA1

  ; APP A runs on MVS1, MVS2 and MVS4 and listens on port 60 (F4.2).
  VIPADISTribute DVA1 PORT 60 DESTIP XCF1, XCF2, XCF4

  VIPABackup 30 DVB1
ENDVIPADYNAMIC

PORT
  60 TCP APPA
