/** The entry that up.mjs hands over to: `up` runs a whole stack, `verify` checks the whole tree. */
import { parseArgs } from 'node:util';
import { usage } from './stack/options.ts';

async function verifyAll(): Promise<void> {
  const { verify } = await import('./verify.ts');
  const { passed, failed } = await verify();
  process.exitCode = failed > 0 ? 1 : 0;
  console.log(`\n${passed} passed, ${failed} failed`);
}

const { positionals } = parseArgs({ args: process.argv.slice(2), allowPositionals: true, strict: false });
const args = process.argv.slice(3);
switch (positionals[0]) {
  case 'up': {
    const { up } = await import('./up.ts');
    await up(args);
    break;
  }
  case 'verify':
    await verifyAll();
    break;
  default:
    console.error(usage);
    process.exitCode = 2;
}
