/** `npm run proof -- crash`: one suite, or all journeys, in full length instead of the short form of `verify`. */
import { test } from './test.ts';

/** Suites that need one service alone stand beside its code. */
const besideTheirCode: Record<string, string[]> = {
  deliveries: ['--selectProjects', 'intake:int', '--testPathPatterns', 'deliveries/deliveries', '--testNamePattern', 'ten thousand'],
};

const [suite, ...args] = process.argv.slice(2);
process.env['KAIROS_PROOF'] = 'full';
const beside = suite === undefined ? undefined : besideTheirCode[suite];
const { passed, failed } = beside ? await test('integration', [...beside, ...args]) : await test('journey', [...(suite ? ['--testPathPatterns', suite] : []), ...args]);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
