/**
 * The batch of header.ts in AssemblyScript: reads the headers of packets in linear memory and writes their
 * connections where the lookups expect them. Built by `npm run build:wasm`.
 */
const KEY: u32 = 12;
const SYN: i32 = 0;
const SYN_ACK: i32 = 1;
const RST: i32 = 2;
const OTHER: i32 = 3;
const MALFORMED: i32 = -1;
const FRAGMENT: i32 = -2;

// @ts-ignore: decorator
@inline
function kindOfFlags(flags: u32): i32 {
  if ((flags & 2) == 0) return (flags & 4) == 0 ? OTHER : RST;
  if ((flags & 5) != 0) return MALFORMED;
  return (flags & 16) == 0 ? SYN : SYN_ACK;
}

/** `size` is a packet's room in bytes; `kinds` gets a word each, `keys` three. */
export function readHeaders(packets: u32, size: u32, count: u32, keys: u32, kinds: u32): void {
  const end = keys + count * KEY;
  for (let key = keys; key < end; key += KEY) {
    const first = load<u32>(packets);
    const tcp = (first & 15) << 2;
    const isIp = (first & 0xf0) == 0x40 && tcp >= 20 && tcp + 16 <= size && load<u8>(packets, 9) == 6;
    let kind = MALFORMED;
    let ports: u32 = 0;
    if (isIp) {
      if ((load<u32>(packets, 4) & 0xff3f0000) != 0) {
        kind = FRAGMENT;
      } else {
        const both = load<u32>(packets + tcp);
        const length = ((first >>> 8) & 0xff00) | (first >>> 24);
        if (length >= tcp + 20 && (both & 0xffff) != 0 && both >>> 16 != 0) {
          kind = kindOfFlags(load<u8>(packets + tcp, 13));
          // What is no segment asks for a connection that cannot be.
          ports = kind < 0 ? 0 : both;
        }
      }
    }
    store<u32>(key, load<u32>(packets, 12));
    store<u32>(key, ports, 4);
    store<u32>(key, load<u32>(packets, 16), 8);
    store<i32>(kinds, kind);
    kinds += 4;
    packets += size;
  }
}
