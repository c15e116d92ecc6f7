/**
 * `dvipa profile check DIR`: reads the profiles of a sysplex as `dvipa verify` would, and says what it has understood.
 *
 * Exit code 0: it can be verified, warnings or not. 2: it cannot, with every mistake of every file.
 */
import { Command } from 'commander';
import { renderFinding } from '../../impl/profile/finding.ts';
import { statementsOf } from '../../impl/profile/print.ts';
import { counted } from '../../properties/report/tables.ts';
import { readProfileDirectory } from '../../properties/harness/read-profiles.ts';

function check(directory: string): void {
  const { profiles, warnings } = readProfileDirectory(directory);
  for (const warning of warnings) console.error(renderFinding(warning));
  for (const profile of profiles) {
    const adapter = profile.attached ? 'attached to the network' : 'reached through another stack';
    console.log(`${profile.stack}  ${profile.xcf}, ${adapter}`);
    for (const statement of statementsOf(profile)) console.log(`  ${statement}`);
  }
  console.log(
    `${counted(profiles.length, 'stack')}, ${counted(warnings.length, 'warning')}, no error.`,
  );
}

export function profileCommand(): Command {
  return new Command('profile')
    .description('Reads TCP/IP profiles.')
    .addCommand(
      new Command('check')
        .description('Says what the profiles of a sysplex define, or every mistake in them.')
        .argument('<dir>', 'a directory with one file per stack, such as MVS1.profile')
        .action(check),
    );
}
