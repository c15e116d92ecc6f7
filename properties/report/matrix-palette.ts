/**
 * The colours of the matrix, for light and for dark pages: every number on every shade, and every frame around one,
 * stands out as WCAG 2 asks of text (4.5 to 1) and of shapes (3 to 1).
 */

export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly frame: string;
  readonly grid: string;
  /** From what broke rarely to what broke often. */
  readonly shades: readonly string[];
}

export const light: Palette = {
  paper: '#ffffff',
  ink: '#1f2328',
  frame: '#8a3800',
  grid: '#d1d9e0',
  shades: ['#e6f1ff', '#c9e1fd', '#a8cef9', '#86baf4', '#64a6ed'],
};

export const dark: Palette = {
  paper: '#0d1117',
  ink: '#f0f6fc',
  frame: '#ffa657',
  grid: '#30363d',
  shades: ['#12233c', '#163258', '#1a4175', '#1e5196', '#2461ba'],
};

/** The shares of interleavings, in percent, up to which a shade is meant; the last has no end. */
export const limits: readonly number[] = [1, 5, 15, 40];

/** Which shade a share of interleavings has, from 1 to 5. */
export function shadeOf(share: number): number {
  return 1 + limits.filter((limit) => share * 100 > limit).length;
}

function colours({ paper, ink, frame, grid, shades }: Palette, indent: string): string {
  const rules = [
    `.paper { fill: ${paper}; }`,
    `text { fill: ${ink}; }`,
    `.frame { fill: none; stroke: ${frame}; stroke-width: 1.6; }`,
    `.grid { fill: none; stroke: ${grid}; }`,
    ...shades.map((shade, at) => `.s${at + 1} { fill: ${shade}; }`),
  ];
  return rules.map((rule) => `${indent}.matrix ${rule}\n`).join('');
}

/** Every rule is of this picture alone: on the page of the report it stands among others. */
export const matrixStyle = `
  .matrix text { font: 12px ui-sans-serif, system-ui, sans-serif; }
  .matrix .small { font-size: 11px; }
  .matrix .head { font-weight: 600; }
  .matrix .late { font-weight: 700; }
  .matrix .title { font-size: 15px; font-weight: 600; }
${colours(light, '  ')}  @media (prefers-color-scheme: dark) {
${colours(dark, '    ')}  }
`;
