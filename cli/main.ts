import { check } from './check.ts';
import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';
import { decode } from './decode.ts';
import { endWithReader, print } from './output.ts';
import { report } from './report.ts';

const COMMANDS: Readonly<Record<string, Command>> = { decode, check, report };

const HELP = `Pixelpair: will the ad platform count this conversion once?

Usage: pixelpair COMMAND …

${Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`).join('\n')}

pixelpair COMMAND --help says more.
`;

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined) return complain(`a command is missing.\n\n${HELP}`);
  if (name === '--help' || name === '-h') {
    await print(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return complain(`there is no command "${name}". See: pixelpair --help`);
  if (args.includes('--help') || args.includes('-h')) {
    await print(command.help);
    return 0;
  }
  return command.run(args).catch((error: unknown) => {
    if (error instanceof CliError) return complain(error.code === 'usage' ? `${error.message} See: pixelpair ${name} --help` : error.message);
    throw error;
  });
}

function complain(message: string): number {
  console.error(`pixelpair: ${message}`);
  return 2;
}

endWithReader();
process.exitCode = await main(process.argv.slice(2));
