/**
 * The command line `dvipa`: a table of subcommands, help, and one place for exit codes.
 *
 * A subcommand is a file of this folder that exports `NAMECommand(): Command`, and a row here; its file is loaded only
 * when it is called. Left out: what the subcommands do, and which Node runs them (dvipa.js).
 */
import { Command } from 'commander';
import { EXIT_CODES, LoadProblem, underExitCodes } from './exit-codes.ts';
import { version } from '../version.ts';

interface Subcommand {
  readonly name: string;
  /** What it is for, in the list of `dvipa --help`. */
  readonly purpose: string;
  readonly load: () => Promise<Command>;
}

/** One row per subcommand, in the order of the help. */
const subcommands: readonly Subcommand[] = [
  {
    name: 'verify',
    purpose: 'interleave, and judge the promises after every step',
    load: async () => (await import('./verify.ts')).verifyCommand(),
  },
  {
    name: 'profile',
    purpose: 'check profiles before they are verified',
    load: async () => (await import('./profile.ts')).profileCommand(),
  },
  {
    name: 'model',
    purpose: 'visit every state of the abstract cluster',
    load: async () => (await import('./model.ts')).modelCommand(),
  },
  {
    name: 'explore',
    purpose: 'visit every state of a small scope, and certify it',
    load: async () => (await import('./explore.ts')).exploreCommand(),
  },
  {
    name: 'replay',
    purpose: 'run a trace again',
    load: async () => (await import('./replay.ts')).replayCommand(),
  },
  {
    name: 'explain',
    purpose: 'a trace as a sequence diagram in the terminal',
    load: async () => (await import('./explain.ts')).explainCommand(),
  },
  {
    name: 'show',
    purpose: 'a trace as an HTML page to step through',
    load: async () => (await import('./show.ts')).showCommand(),
  },
  {
    name: 'export',
    purpose: 'a trace in a format that other tools read',
    load: async () => (await import('./export.ts')).exportCommand(),
  },
  {
    name: 'shrink',
    purpose: 'make a trace smaller',
    load: async () => (await import('./shrink.ts')).shrinkCommand(),
  },
  {
    name: 'promote',
    purpose: 'take a trace into the corpus',
    load: async () => (await import('./promote.ts')).promoteCommand(),
  },
  {
    name: 'diff',
    purpose: 'what differs between two traces',
    load: async () => (await import('./diff.ts')).diffCommand(),
  },
  {
    name: 'upgrade',
    purpose: 'write traces of an older format anew',
    load: async () => (await import('./upgrade.ts')).upgradeCommand(),
  },
  {
    name: 'schema',
    purpose: 'the JSON Schema of trace files',
    load: async () => (await import('./schema.ts')).schemaCommand(),
  },
  {
    name: 'mutants',
    purpose: 'which promise kills which mutant',
    load: async () => (await import('./mutants.ts')).mutantsCommand(),
  },
  {
    name: 'assumptions',
    purpose: 'which promise falls without which assumption or guard',
    load: async () => (await import('./assumptions.ts')).assumptionsCommand(),
  },
  {
    name: 'report',
    purpose: 'one page about what was checked',
    load: async () => (await import('./report.ts')).reportCommand(),
  },
  {
    name: 'requirements',
    purpose: 'where each id of the source stands',
    load: async () => (await import('./requirements.ts')).requirementsCommand(),
  },
];

/** Whoever edits the code may have broken it so that nothing of it runs. */
async function loaded(load: Subcommand['load']): Promise<Command> {
  try {
    return await load();
  } catch (problem) {
    throw new LoadProblem(problem);
  }
}

/** The whole command line; only the subcommand that is asked for is loaded, the others are a line of help. */
async function program(asked: string | undefined): Promise<Command> {
  const all = new Command('dvipa')
    .description('Checks that a clustered IP address never loses a connection.')
    .version(version(), '--version', 'the version of dvipa')
    .helpCommand('help [command]', 'help for a subcommand')
    .addHelpText('afterAll', `\n${EXIT_CODES}`)
    .exitOverride();
  for (const { name, purpose, load } of subcommands) {
    const command = name === asked ? await loaded(load) : new Command(name).description(purpose);
    all.addCommand(command.name(name).copyInheritedSettings(all));
    for (const nested of command.commands) nested.copyInheritedSettings(command);
  }
  return all;
}

/** `help profile check` is `profile check --help`: the help command itself knows one level. */
function asOption(argv: readonly string[]): string[] {
  const [first, ...rest] = argv;
  return first === 'help' && rest.length > 1 ? [...rest, '--help'] : [...argv];
}

/**
 * Runs the command line, given what stands behind `dvipa`; sets the exit code.
 *
 * Never throws: bad usage and bad input are said on standard error.
 */
export async function main(argv: readonly string[]): Promise<void> {
  await underExitCodes(async () => {
    const [first, second] = argv;
    const all = await program(first === 'help' ? second : first);
    if (argv.length === 0) all.help();
    await all.parseAsync(asOption(argv), { from: 'user' });
  });
}
