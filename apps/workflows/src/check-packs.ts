import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failuresOf } from './deadlines/check-pack-tests.calc.ts';
import { parseObligationPack } from './obligations/obligation-pack.calc.ts';

const shipped = fileURLToPath(new URL('../packs/', import.meta.url));
const given = process.argv.slice(2);
const files = given.length > 0 ? given : readdirSync(shipped, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).map((name) => join(shipped, name));

/** Reads obligation packs, those given or all that are shipped, and runs the tests that stand in them. */
for (const file of files) {
  try {
    const pack = parseObligationPack(readFileSync(file, 'utf8'), file);
    const failures = failuresOf(pack);
    console.log(`${pack.id} ${pack.version}: ${pack.tests.length} tests, ${failures.length} failures`);
    for (const failure of failures) console.error(`  ${failure}`);
    if (failures.length > 0) process.exitCode = 1;
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
