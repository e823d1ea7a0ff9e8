import { parseArgs } from 'node:util';
import { defaultHome } from './home.ts';

export type Options = { split: boolean; fresh: boolean; yes: boolean; demo: boolean; port: number; home: string };

export const usage = `npm run up [-- options]
  --port <n>    port of the gateway, services take the next ones (4000)
  --split       one process per service; one that dies is started again
  --fresh       delete all stored data first, after a question
  --yes         answer that question with yes
  --demo        fill the first tenant with 40 made-up Italian plants
  --home <dir>  where data, keys and logs are kept (.kairos)
npm run verify`;

/** Reads the command line of `up`, refusing what it does not know. */
export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      split: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
      port: { type: 'string', default: '4000' },
      home: { type: 'string', default: defaultHome },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_000) throw new Error(`--port ${values.port} is not a port between 1 and 65000`);
  return { ...values, port };
}
