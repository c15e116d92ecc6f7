/**
 * `dvipa schema`: the JSON Schema of the trace format, for editors and other programs.
 *
 * `--write` renews traces/trace.schema.json, which a test compares.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { jsonSchema } from '../format.ts';

const file = join(import.meta.dirname, '..', 'trace.schema.json');

export function schemaCommand(): Command {
  return new Command('schema')
    .description('Prints the JSON Schema of trace files, as it follows from what reads them.')
    .option('--write', 'renew traces/trace.schema.json')
    .action(({ write }: { readonly write?: true }) => {
      const text = `${JSON.stringify(jsonSchema(), null, 2)}\n`;
      if (write === true) writeFileSync(file, text);
      else process.stdout.write(text);
    });
}
