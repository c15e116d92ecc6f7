/**
 * Plain tables for a terminal: columns as wide as their cells, the last one as long as it likes.
 */

/** Rows under a header; numbers stand to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  );
  const isNumeric = header.map((_, column) =>
    rows.every((row) => /^[\d,.% ]*$/.test(row[column] ?? '')),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        if (column === header.length - 1 && isNumeric[column] !== true) return cell;
        return isNumeric[column] === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(header), rule, ...rows.map(line)].join('\n');
}

export function thousands(count: number): string {
  return count.toLocaleString('en-US');
}

/** Words in lines of at most so many characters. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** `1 stack`, `2 stacks`. */
export function counted(many: number, noun: string): string {
  return `${thousands(many)} ${noun}${many === 1 ? '' : 's'}`;
}

/** A sentence of counts in which what there is one of stands in the singular: `1 crashes` is `1 crash`. */
export function singular(sentence: string): string {
  return sentence.replaceAll(/(?<![\d,.])1 ([a-z]+s)\b/g, (_, word: string) => {
    return `1 ${word.replace(/(?<=ss|sh)es$|s$/, '')}`;
  });
}
