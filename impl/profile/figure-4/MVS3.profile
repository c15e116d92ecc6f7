; MVS3 of Figure 4: no way to the network; APP B runs here (F4.1, F4.2).

IPCONFIG DYNAMICXCF XCF3

VIPADYNAMIC
  ; In the example of Figures 11 and 12 the first instance of APP B binds DVB1 on this stack.
  ; Keywords may be shortened, and case does not matter (D7).
  vipar moveable nondisrupt DVB1
ENDVIPADYNAMIC

PORT
  60 TCP APPB
