import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failuresOf } from './deadlines/check-pack-tests.calc.ts';
import { differencesFromLanded } from './landed-files.calc.ts';
import { parseObligationPack } from './obligations/obligation-pack.calc.ts';

const shipped = fileURLToPath(new URL('../packs/', import.meta.url));
const templates = fileURLToPath(new URL('../templates/', import.meta.url));
const letters = fileURLToPath(new URL('../document-templates/', import.meta.url));
const given = process.argv.slice(2);
const yamlIn = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).map((name) => join(folder, name));
const files = given.length > 0 ? given : yamlIn(shipped);

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

/** Of what is shipped, packs, workflow templates and letters, nothing is changed once it is out. */
if (given.length === 0) {
  for (const [folder, landed] of Map.groupBy([...files, ...yamlIn(templates), ...yamlIn(letters)], dirname)) {
    for (const difference of differencesFromLanded(readFileSync(join(folder, 'landed.sha256'), 'utf8'), new Map(landed.map((file) => [basename(file), readFileSync(file, 'utf8')])))) {
      console.error(`${basename(folder)}: ${difference}`);
      process.exitCode = 1;
    }
  }
}
