import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { CliError } from '../cli.errors.ts';

/** Runs a Node program to its end, its words passed on, and refuses when it fails. */
export async function runProgram(name: string, [program, ...args]: [string, ...string[]], environment: Record<string, string | undefined>): Promise<string> {
  if (!existsSync(program)) throw new CliError(`${program} is not there: run \`npm run build\`.`);
  const child = spawn(process.execPath, [program, ...args], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0) throw new CliError(`${name} ended with ${signal ?? `exit code ${code}`}.`);
  return output;
}
