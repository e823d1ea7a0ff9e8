import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');

/** Text that breaks an agreement, in a place where it matters, and the rule that must say so. */
const offences: { agreement: string; file: string; text: string; rule: string }[] = [
  { agreement: 'an app imports no other app', file: 'apps/assets/src/main.ts', text: "import { x } from '@kairos/intake';", rule: '@nx/enforce-module-boundaries' },
  { agreement: 'nothing reaches into another package', file: 'apps/assets/src/main.ts', text: "import { x } from '../../intake/src/main.ts';", rule: '@nx/enforce-module-boundaries' },
  { agreement: 'contracts know no framework', file: 'libs/contracts/src/index.ts', text: "import { x } from '@nestjs/common';", rule: '@nx/enforce-module-boundaries' },
  { agreement: 'a platform library knows no app', file: 'libs/http/src/index.ts', text: "import { x } from '@kairos/assets';", rule: '@nx/enforce-module-boundaries' },
  { agreement: 'an entity knows no framework', file: 'apps/assets/src/plants/plant.entity.ts', text: "import { x } from '@nestjs/common';", rule: 'boundaries/pure-core' },
  { agreement: 'an entity reads no file', file: 'apps/assets/src/plants/plant.entity.ts', text: "import { x } from 'node:fs';", rule: 'boundaries/pure-core' },
  { agreement: 'a controller knows no ORM', file: 'apps/assets/src/plants/plants.controller.ts', text: "import { x } from '@mikro-orm/core';", rule: 'boundaries/thin-controller' },
  { agreement: 'a controller knows no entity', file: 'apps/assets/src/plants/plants.controller.ts', text: "import { x } from './plant.entity.ts';", rule: 'boundaries/thin-controller' },
  { agreement: 'a handler calls no handler', file: 'apps/assets/src/plants/register-plant.handler.ts', text: "import { x } from './delete-plant.handler.ts';", rule: 'boundaries/no-handler-chains' },
  { agreement: 'a query calls no handler', file: 'apps/assets/src/plants/plants.queries.ts', text: "import { x } from './delete-plant.handler.ts';", rule: 'boundaries/no-handler-chains' },
  { agreement: 'only the event bus talks to NATS', file: 'apps/assets/src/app.module.ts', text: "import { x } from '@nats-io/jetstream';", rule: 'boundaries/nats-only-in-event-bus' },
  { agreement: 'only specs use the testing library', file: 'apps/assets/src/app.module.ts', text: "import { x } from '@kairos/testing';", rule: 'boundaries/testing-only-from-specs' },
  { agreement: 'a feature of the web application imports no other', file: 'apps/web/src/features/plants/plants-page.tsx', text: "import { x } from '../plant/plant.api.ts';", rule: 'boundaries/features-stand-alone' },
  { agreement: 'nor does a part of one', file: 'apps/web/src/features/plants/map/plants-map-page.tsx', text: "import { x } from '../../plant/plant.api.ts';", rule: 'boundaries/features-stand-alone' },
  { agreement: 'the environment is read in one place', file: 'apps/assets/src/app.module.ts', text: "export const x = process.env['HOME'];", rule: 'no-restricted-properties' },
  { agreement: 'nothing is exported as default', file: 'apps/assets/src/app.module.ts', text: 'export default 1;', rule: 'no-restricted-exports' },
  { agreement: 'nothing is of type any', file: 'apps/assets/src/app.module.ts', text: 'export const x: any = 1;', rule: '@typescript-eslint/no-explicit-any' },
  { agreement: 'no promise is left alone', file: 'apps/assets/src/app.module.ts', text: 'Promise.resolve(1);', rule: '@typescript-eslint/no-floating-promises' },
  { agreement: 'no file passes 300 lines', file: 'apps/assets/src/app.module.ts', text: 'export {};\n'.repeat(301), rule: 'max-lines' },
  { agreement: 'no function passes 60 lines', file: 'apps/assets/src/app.module.ts', text: `export function x() {\n${'void 0;\n'.repeat(61)}}`, rule: 'max-lines-per-function' },
  { agreement: 'nobody switches the linter off', file: 'apps/assets/src/app.module.ts', text: '// eslint-disable-next-line\nexport const x: any = 1;', rule: '@typescript-eslint/no-explicit-any' },
];

const program = `
  import { ESLint } from 'eslint';
  const eslint = new ESLint({ cwd: process.cwd() });
  const found = [];
  for (const { file, text } of JSON.parse(process.argv[1])) {
    const [result] = await eslint.lintText(text, { filePath: file });
    found.push(result.messages.map((message) => message.ruleId ?? message.message));
  }
  console.log(JSON.stringify(found));
`;

let found: string[][];
beforeAll(() => {
  // ESLint and Nx load CommonJS in ways that only a plain Node process allows.
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program, JSON.stringify(offences)], { cwd: root, encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  found = JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as string[][];
}, 60_000);

describe('the linter holds that', () => {
  it.each(offences.map(({ agreement, rule }, index) => ({ agreement, rule, index })))('$agreement', ({ rule, index }) => {
    expect(found[index]).toContain(rule);
  });
});
