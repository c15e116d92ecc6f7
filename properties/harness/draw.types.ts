/** Draws a whole number from 0 up to, but not including, `below`: the only chance in the harness. */
export type Draw = (below: number) => number;
