/**
 * The capture, read block by block and header by header, for every committed trace; and by tshark, where it is installed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { tell } from '../story/story.ts';
import { captureOf, XCF_PORT } from './pcapng.ts';
import { e8, examples } from './testing/stories.ts';

interface Block {
  readonly type: number;
  readonly body: Buffer;
}

function blocksOf(capture: Buffer): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < capture.length;) {
    const length = capture.readUInt32LE(at + 4);
    if (length % 4 !== 0) throw new Error(`a block of ${length} bytes at ${at}`);
    if (capture.readUInt32LE(at + length - 4) !== length) throw new Error(`two lengths at ${at}`);
    blocks.push({
      type: capture.readUInt32LE(at),
      body: capture.subarray(at + 8, at + length - 4),
    });
    at += length;
  }
  return blocks;
}

/** The options of a block by their code; the list must end with the block. */
function optionsOf(body: Buffer, from: number): ReadonlyMap<number, Buffer> {
  const options = new Map<number, Buffer>();
  let at = from;
  for (let code = body.readUInt16LE(at); code !== 0; code = body.readUInt16LE(at)) {
    const length = body.readUInt16LE(at + 2);
    options.set(code, body.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  if (at + 4 !== body.length) throw new Error('the options do not end with the block');
  return options;
}

interface Seen {
  readonly link: string;
  readonly comment: string;
  readonly bytes: Buffer;
}

function read(capture: Uint8Array): readonly Seen[] {
  const blocks = blocksOf(Buffer.from(capture));
  const links = blocks
    .filter(({ type }) => type === 1)
    .map(({ body }) => optionsOf(body, 8).get(2)?.toString() ?? '');
  return blocks.flatMap(({ type, body }) => {
    if (type !== 6) return [];
    const length = body.readUInt32LE(12);
    const options = optionsOf(body, 20 + Math.ceil(length / 4) * 4);
    const link = links[body.readUInt32LE(0)] ?? '';
    const comment = options.get(1)?.toString() ?? '';
    return [{ link, comment, bytes: body.subarray(20, 20 + length) }];
  });
}

/** Halfwords in one's complement: with its checksum in place, what is right sums up to zero. */
function sum(...parts: readonly Buffer[]): number {
  const bytes = Buffer.concat([...parts, Buffer.alloc(1)]);
  let total = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) total += bytes.readUInt16BE(at);
  return total % 0xffff;
}

/** Checks the headers of an IPv4 packet and of what it holds. */
function checkIp(t: ExecutionContext, packet: Buffer): void {
  t.is(packet.readUInt8(0), 0x45);
  t.is(packet.readUInt16BE(2), packet.length);
  t.is(sum(packet.subarray(0, 20)), 0);
  const payload = packet.subarray(20);
  const protocol = packet.readUInt8(9);
  if (protocol === 4) {
    checkIp(t, payload);
    return;
  }
  const pseudo = Buffer.concat([packet.subarray(12, 20), Buffer.from([0, protocol, 0, 0])]);
  pseudo.writeUInt16BE(payload.length, 10);
  t.is(sum(pseudo, payload), 0);
  if (protocol === 6) {
    t.is(payload.readUInt8(12), 0x50);
    return;
  }
  t.is(protocol, 17);
  t.deepEqual([payload.readUInt16BE(0), payload.readUInt16BE(2)], [XCF_PORT, XCF_PORT]);
  t.is(payload.readUInt16BE(4), payload.length);
  t.notThrows(() => void JSON.parse(payload.subarray(8).toString()));
}

for (const { name, story: told } of examples) {
  test(`${name}: the blocks, headers and checksums are right, and every step has its comment`, (t) => {
    const story = told();
    const seen = read(captureOf(story));

    for (const { link, bytes } of seen) if (link !== 'steps') checkIp(t, bytes);
    const steps = seen.filter(({ link }) => link === 'steps').map(({ comment }) => comment);
    t.deepEqual(
      steps.map((comment) => /^step (\d+): ./.exec(comment)?.[1]),
      story.moments.map(({ number }) => String(number)),
    );
  });
}

test('a packet is seen at its client, at the adapter and on XCF, and a message where it leaves and arrives', (t) => {
  const seen = read(captureOf(tell(e8)));
  const of = (text: string) =>
    seen.flatMap(({ link, comment }) =>
      link !== 'steps' && comment.includes(text) ? [`${link}: ${comment}`] : [],
    );

  t.deepEqual(of('SYN C2:8002>'), [
    'C2: step 4: C2 sends SYN C2:8002>DVA1:60',
    'MVS1: step 5: R2 brings MVS1 SYN C2:8002>DVA1:60',
    'XCF MVS1-MVS2: step 6: MVS1 sends SYN C2:8002>DVA1:60 (selected)',
    'XCF MVS1-MVS2: step 7: MVS2 receives SYN C2:8002>DVA1:60 (selected)',
  ]);
  t.deepEqual(of('epoch 1 of MVS1'), [
    'XCF MVS1-MVS2: step 10: MVS2 sends VIPA_list claims DVA1 (epoch 1 of MVS1)',
    'XCF MVS1-MVS2: step 13: MVS1 receives VIPA_list claims DVA1 (epoch 1 of MVS1)',
  ]);
  t.regex(seen.findLast(({ link }) => link === 'steps')?.comment ?? '', /; BROKEN P2: MVS1 /);
});

test('dotted addresses stand for themselves, and no symbolic name is given one of them', (t) => {
  const trace = e8;
  const text = JSON.stringify(trace).replaceAll('DVA1', '198.18.0.1');
  const story = tell(JSON.parse(text) as typeof trace);
  const addresses = read(captureOf(story))
    .filter(({ comment }) => comment.includes(' SYN C2:8002>'))
    .filter(({ link }) => link === 'C2' || link === 'MVS1')
    .map(({ bytes }) => [
      [...bytes.subarray(12, 16)].join('.'),
      [...bytes.subarray(16, 20)].join('.'),
    ]);

  t.deepEqual(addresses, [
    ['198.18.0.3', '198.18.0.1'],
    ['198.18.0.3', '198.18.0.1'],
  ]);
});

test('a forged message is seen where it arrives, with words for numbers that are none', (t) => {
  const epoch = { number: Number.NaN, stack: 'MVS1', incarnation: 1 };
  const body = { type: 'DVIPA', dvipa: 'DVA1', epoch, intent: 'routing' } as const;
  const forged = { do: 'InjectMessage', from: 'MVS1', to: 'MVS2', body } as const;
  const [, seen] = read(captureOf(tell({ ...e8, actions: [forged] })));

  t.is(seen?.comment, 'step 1: forged in the name of MVS1: DVIPA DVA1: I route it');
  t.is(seen?.link, 'XCF MVS1-MVS2');
  const payload = seen?.bytes.subarray(28).toString() ?? '';
  t.deepEqual(JSON.parse(payload), { ...body, epoch: { ...epoch, number: 'NaN' } });
});

test('sequence numbers wrap at 32 bits, as on the wire', (t) => {
  const [connect, ...actions] = e8.actions;
  const first = { ...connect, isn: 2 ** 32 + 5 } as (typeof e8.actions)[number];
  const seen = read(captureOf(tell({ ...e8, actions: [first, ...actions] })));

  t.is(seen.find(({ link }) => link === 'C2')?.bytes.readUInt32BE(24), 5);
});

test('the same story gives the same bytes', (t) => {
  const trace = e8;

  t.deepEqual(captureOf(tell(trace)), captureOf(tell(trace)));
});

function tshark(...args: readonly string[]) {
  return spawnSync('tshark', args, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
}

const hasTshark = tshark('--version').status === 0;

/** Skipped, and counted as skipped, where tshark is not installed. */
const withTshark = hasTshark ? test : test.skip;

/** What tshark says of each frame of a file: the values of the fields, as text. */
function dissected(t: ExecutionContext, capture: Buffer, fields: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'dvipa-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'capture.pcapng');
  writeFileSync(file, capture);
  const { status, stdout, stderr } = tshark(
    ...['-r', file, '-N', 'n', '-d', `udp.port==${XCF_PORT},json`, '-T', 'fields'],
    ...['ip', 'tcp', 'udp'].flatMap((name) => ['-o', `${name}.check_checksum:TRUE`]),
    ...fields.flatMap((field) => ['-e', field]),
  );
  t.is(status, 0, stderr);
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((line) => line.split('\t'));
}

withTshark('tshark finds no flaw in any capture', (t) => {
  const captures = examples.map(({ story }) => Buffer.from(captureOf(story())));
  const flaws = [
    'ip.checksum.status',
    'tcp.checksum.status',
    'udp.checksum.status',
    '_ws.malformed',
  ];
  // Sections may follow each other in one file: one run reads them all.
  const rows = dissected(t, Buffer.concat(captures), [
    'frame.comment',
    'frame.protocols',
    ...flaws,
  ]);

  const expected = captures.flatMap(read);
  t.is(rows.length, expected.length);
  for (const [at, [comment, protocols, ...found]] of rows.entries()) {
    const { link, comment: written } = expected[at] ?? {};
    t.is(comment, written);
    t.regex(protocols ?? '', link === 'steps' ? /:syslog$/ : /^ip(?::ip)?:tcp|^ip:udp:json$/);
    t.regex(found.join(''), /^[1,]*$/, `${comment}: a wrong checksum, or malformed`);
  }
});

withTshark('tshark shows the links and the names of the trace', (t) => {
  const capture = Buffer.from(captureOf(tell(e8)));
  const rows = dissected(t, capture, [
    'frame.interface_name',
    'ip.src_host',
    'ip.dst_host',
    'tcp.seq_raw',
  ]);

  t.deepEqual(
    rows.map(([link]) => link),
    read(capture).map(({ link }) => link),
  );
  // The first and the second hop of the SYN of step 4.
  t.deepEqual(rows[7], ['C2', 'C2', 'DVA1', '3000']);
  t.deepEqual(rows[11], ['XCF MVS1-MVS2', 'XCF1,C2', 'XCF2,DVA1', '3000']);
});
