import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export type Environment = Record<string, string | undefined>;

const Config = z.object({
  /** Where the CLI keeps who is signed in. */
  KAIROS_HOME: z.string().min(1).optional(),
  XDG_CONFIG_HOME: z.string().min(1).optional(),
  KAIROS_URL: z.url().optional(),
  /** An API key: the caller for programs that nobody signs in for. It stands before a session. */
  KAIROS_API_KEY: z.string().trim().min(1).optional(),
  /** The folder of a stack of this machine, `.kairos`, for operator commands. */
  KAIROS_DATA_DIR: z.string().min(1).optional(),
});

export type Config = { sessionFolder: string; url: string | undefined; apiKey: string | undefined; stackFolder: string; environment: Environment };

const repository = fileURLToPath(new URL('../../../', import.meta.url));

export function readConfig(environment: Environment): Config {
  const { KAIROS_HOME: home, XDG_CONFIG_HOME: xdg, KAIROS_URL: url, KAIROS_API_KEY: apiKey, KAIROS_DATA_DIR: stack } = Config.parse(environment);
  return {
    sessionFolder: home ?? join(xdg ?? join(homedir(), '.config'), 'kairos'),
    url,
    apiKey,
    stackFolder: stack ?? nearestStack() ?? join(repository, '.kairos'),
    environment,
  };
}

function nearestStack(): string | undefined {
  for (let at = process.cwd(); ; at = dirname(at)) {
    if (existsSync(join(at, '.kairos'))) return join(at, '.kairos');
    if (at === dirname(at)) return undefined;
  }
}

/** Where the stack of this machine answers, if one runs. */
export function runningUrl(stackFolder: string): string | undefined {
  const file = join(stackFolder, 'run', 'up.json');
  if (!existsSync(file)) return undefined;
  return z.object({ url: z.url() }).safeParse(JSON.parse(readFileSync(file, 'utf8'))).data?.url;
}
