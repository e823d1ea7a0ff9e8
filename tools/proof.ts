/** `npm run proof -- crash`: one journey suite, or all of them, in full length instead of the short form of `verify`. */
import { test } from './test.ts';

const [suite, ...args] = process.argv.slice(2);
process.env['KAIROS_PROOF'] = 'full';
const { passed, failed } = await test('journey', [...(suite ? ['--testPathPatterns', suite] : []), ...args]);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
