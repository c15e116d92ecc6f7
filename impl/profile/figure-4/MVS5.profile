; MVS5 of Figure 4: the second of the two images with a way to the network (F4.1).
; It owns DVB1, the address of APP B, and stands in for MVS1 as the owner of DVA1 (F4.3).

IPCONFIG SYSPLEXROUTING DATAGRAMFWD
         DYNAMICXCF XCF5

; The adapter to the network
INTERFACE OSA5 DEFINE IPAQENET
          PORTNAME OSA5 IPADDR 192.0.2.5/24

VIPADYNAMIC
  VIPADEFine MOVEable IMMEDIATE DVB1

  ; APP B may run anywhere, also on stacks that join the sysplex later (D5).
  VIPADISTribute DVB1 PORT 60 DESTIP ALL

  ; While it is the owner of DVA1 in place of MVS1, this list applies: MVS3 helps out.
  VIPABackup 10 DVA1
  VIPADISTribute DVA1 PORT 60 DESTIP XCF2, XCF3, XCF4
ENDVIPADYNAMIC

PORT
  60 TCP APPB
