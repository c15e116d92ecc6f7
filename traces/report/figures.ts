/**
 * Figures 5 to 12 as data: which block follows which, and where it stands in the drawing.
 *
 * Numbers and branches are the source's; the sentences are those of the requirement table. Columns and rows are from
 * the upper left.
 */
export interface FlowBlock {
  readonly id: string;
  readonly column: number;
  readonly row: number;
  /** A question has labelled ways out. */
  readonly asks: boolean;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

export interface Flow {
  readonly figure: number;
  readonly title: string;
  readonly blocks: readonly FlowBlock[];
  readonly edges: readonly FlowEdge[];
}

const step = (id: string, column: number, row: number): FlowBlock => ({
  id,
  column,
  row,
  asks: false,
});
const asks = (id: string, column: number, row: number): FlowBlock => ({
  id,
  column,
  row,
  asks: true,
});

/** `F5.100 F5.102`, or with a label `F6.124 yes F6.126`. */
function way(text: string): FlowEdge {
  const parts = text.split(' ');
  const [from, to] = [parts[0], parts.at(-1)] as [string, string];
  return { from, to, label: parts.length > 2 ? (parts[1] ?? '') : '' };
}

function chain(...ids: readonly string[]): readonly FlowEdge[] {
  return ids.slice(1).map((to, at) => ({ from: ids[at] ?? to, to, label: '' }));
}

function column(...ids: readonly string[]): readonly FlowBlock[] {
  return ids.map((id, row) => step(id, 0, row));
}

const initialise = ['F5.100', 'F5.102', 'F5.104', 'F5.106', 'F5.108'] as const;
const takeover = [
  ...(['F9.200', 'F9.201', 'F9.202', 'F9.204'] as const),
  ...(['F9.206', 'F9.208', 'F9.210', 'F9.212'] as const),
];
const takeback = ['F10.300', 'F10.302', 'F10.304', 'F10.306', 'F10.308', 'F10.310'] as const;

export const flows: readonly Flow[] = [
  {
    figure: 5,
    title: 'A primary defines its DVIPA',
    blocks: column(...initialise),
    edges: chain(...initialise),
  },
  {
    figure: 6,
    title: 'A stack receives a VIPA list',
    blocks: [
      ...[step('F6.120', 0, 0), asks('F6.122', 0, 1), asks('F6.124', 0, 2)],
      ...[step('F6.126', 1, 2), asks('F6.128', 1, 3), step('F6.130', 2, 3)],
      ...[asks('F6.131', 1, 4), step('F6.133', 2, 4)],
      ...[asks('F6.132', 0, 5), asks('F6.135', 1, 5), step('F6.134', 2, 5)],
    ],
    edges: [
      ...[way('F6.120 F6.122'), way('F6.122 yes F6.124'), way('F6.124 yes F6.126')],
      ...[way('F6.126 F6.128'), way('F6.128 yes F6.130'), way('F6.128 no F6.131')],
      ...[way('F6.130 F6.131'), way('F6.131 yes F6.133'), way('F6.131 no F6.132')],
      ...[way('F6.133 F6.132'), way('F6.124 no F6.132'), way('F6.132 yes F6.135')],
      way('F6.135 no F6.134'),
    ],
  },
  {
    figure: 7,
    title: 'A packet reaches the routing stack',
    blocks: [
      ...[step('F7.140', 0, 0), asks('F7.142', 0, 1), step('F7.144', 1, 1)],
      ...[step('F7.146', 1, 2), step('F7.152', 0, 2), step('F7.150', 0, 3)],
    ],
    edges: [
      ...[way('F7.140 F7.142'), way('F7.142 yes F7.144'), way('F7.144 F7.146')],
      ...[way('F7.142 no F7.152'), way('F7.152 F7.150'), way('F7.146 F7.150')],
    ],
  },
  {
    figure: 8,
    title: 'A message reaches the routing stack',
    blocks: [
      ...[asks('F8.160', 1, 0), step('F8.162', 0, 1), step('F8.164', 1, 1)],
      step('F8.166', 2, 1),
    ],
    edges: [
      way('F8.160 TERMCONN F8.162'),
      way('F8.160 NEWCONN F8.164'),
      way('F8.160 SRVSTAT F8.166'),
    ],
  },
  {
    figure: 9,
    title: 'A backup takes over',
    blocks: takeover.map((id, at) => step(id, at < 4 ? 0 : 1, at % 4)),
    edges: chain(...takeover),
  },
  {
    figure: 10,
    title: 'A recovered primary takes its DVIPA back',
    blocks: takeback.map((id, at) => step(id, at < 3 ? 0 : 1, at % 3)),
    edges: chain(...takeback),
  },
  {
    figure: 11,
    title: 'A movable DVIPA is initialised',
    blocks: [
      ...[step('F11.500', 0, 0), step('F11.502', 0, 1), asks('F11.504', 0, 2)],
      ...[step('F11.506', 1, 2), step('F11.508', 1, 3), step('F11.510', 0, 3)],
    ],
    edges: [
      ...[way('F11.500 F11.502'), way('F11.502 F11.504'), way('F11.504 yes F11.506')],
      ...[way('F11.506 F11.508'), way('F11.504 no F11.510')],
    ],
  },
  {
    figure: 12,
    title: 'A movable DVIPA leaves its stack',
    blocks: [
      ...[step('F12.520', 0, 0), step('F12.522', 0, 1), asks('F12.524', 0, 2)],
      ...[step('F12.526', 1, 2), step('F12.528', 1, 3), step('F12.525', 0, 3)],
    ],
    edges: [
      ...[way('F12.520 F12.522'), way('F12.522 F12.524'), way('F12.524 yes F12.526')],
      ...[way('F12.526 F12.528'), way('F12.524 no F12.525')],
    ],
  },
];
