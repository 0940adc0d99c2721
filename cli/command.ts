import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CliError } from './cli-error.ts';

/** One command of the CLI. */
export interface Command {
  /** One line for the overview. */
  summary: string;
  /** Full text of `--help`. */
  help: string;
  /** Resolves to the exit code. Throws CliError for wrong usage and unreadable files. */
  run(args: readonly string[]): Promise<number>;
}

/** `node:util` parseArgs with positionals; its errors name what is wrong with the call. */
export function parseCall<O extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new CliError('usage', error instanceof Error ? error.message : String(error));
  }
}

/** The value where it is one of the choices. */
export function choose<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new CliError('usage', `${option} is ${choices.join(' or ')}, not "${value}".`);
  return found;
}
