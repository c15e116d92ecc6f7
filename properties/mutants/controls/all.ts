/**
 * Inverted controls: changes that are as right as what they replace. A suite that notices one of them judges
 * the way in which the protocol is written, and not what it promises.
 */
import type { DistributionReducer } from '../../../impl/distribution/reduce.ts';
import type { Output, Send } from '../../../impl/distribution/inputs.types.ts';
import { recordCrt } from '../../../impl/tables/crt.ts';
import { select } from '../../../impl/tables/selection.ts';
import { sending } from '../decorators.ts';
import type { Control } from '../mutant.types.ts';
import { advertisesEarly } from './advertises-early.ts';

const single: Control = {
  kind: 'control',
  name: 'batches-of-one',
  instead: 'a snapshot is sent in NEWCONNs of one connection each',
  cites: ['F6.133'],
  rules: { snapshotBatch: 1 },
};

const large: Control = {
  kind: 'control',
  name: 'one-large-batch',
  instead: 'a snapshot is sent in one NEWCONN, whatever its size',
  cites: ['F6.133'],
  rules: { snapshotBatch: 1_000 },
};

const lastName: Control = {
  kind: 'control',
  name: 'ties-to-the-last',
  instead: 'of targets that are equally far behind, the last name is next',
  cites: ['F7.144', 'P8'],
  rules: { select: (shares, candidates) => select(shares, [...candidates].reverse()) },
};

/** Sends to different stacks are independent: only those to one stack have an order (XCF is FIFO per pair). */
function lastReceiverFirst(outputs: readonly Output[]): readonly Output[] {
  const isSend = (output: Output): output is Send => output.type === 'Send';
  const sends = outputs.filter(isSend);
  sends.sort((a, b) => order(b.envelope.to.stack, a.envelope.to.stack));
  return [...outputs.filter((output) => !isSend(output)), ...sends];
}

function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const reordered: Control = {
  kind: 'control',
  name: 'last-receiver-first',
  instead: 'messages of one step leave for the last stack first, and after all else',
  cites: ['F5.102'],
  decorate: (reduce: DistributionReducer) => (state, input) => {
    const step = reduce(state, input);
    return { state: step.state, outputs: lastReceiverFirst(step.outputs) };
  },
};

const reversedRows: Control = {
  kind: 'control',
  name: 'rows-from-the-end',
  instead: 'the rows of a routing table are told from the last to the first',
  cites: ['F10.308'],
  rules: { crt: { ...recordCrt, rows: (table) => [...recordCrt.rows(table)].reverse() } },
};

/** Everything in a list has its place in an order: to hear it again says nothing new (R24). */
const twice: Control = {
  kind: 'control',
  name: 'lists-twice',
  instead: 'every VIPA list is sent twice',
  cites: ['F5.102', 'R24'],
  decorate: (reduce: DistributionReducer) => (state, input) => {
    const step = reduce(state, input);
    const outputs = step.outputs.flatMap((output) =>
      output.type === 'Send' && output.envelope.body.type === 'VIPA_list'
        ? [output, output]
        : [output],
    );
    return { state: step.state, outputs };
  },
};

/** The other of the two variants that the source allows: each server stack sends its own connections. */
const serversOnly: Control = {
  kind: 'control',
  name: 'servers-report-alone',
  instead: 'at a takeback the former owner reports none of the connections that it routed',
  cites: ['F10.306', 'F10.308', 'R21'],
  decorate: sending((body) =>
    body.type === 'NEWCONN' && body.reporter === 'router' ? null : body,
  ),
};

export const controls: readonly Control[] = [
  single,
  large,
  lastName,
  reordered,
  reversedRows,
  twice,
  serversOnly,
  advertisesEarly,
];
