/** `npm run proof -- crash`: one suite, or all journeys, in full length instead of the short form of `verify`. */
import { test } from './test.ts';

/** Suites that need one service alone stand beside its code. */
const besideTheirCode: Record<string, string[]> = {
  'plant-history': ['--selectProjects', 'assets:int', '--testPathPatterns', 'plant-reverts', '--testNamePattern', 'every row'],
  'document-upload': ['--selectProjects', 'workflows:int', '--testPathPatterns', 'document-content/document-upload'],
  deliveries: ['--selectProjects', 'intake:int', '--testPathPatterns', 'deliveries/deliveries', '--testNamePattern', 'ten thousand'],
};

/** Suites that need no server. */
const withoutServers: Record<string, string[]> = {
  'csv-differential': ['--selectProjects', 'intake', '--testPathPatterns', 'csv/csv-differential'],
};

const [suite, ...args] = process.argv.slice(2);
process.env['KAIROS_PROOF'] = 'full';
const beside = suite === undefined ? undefined : besideTheirCode[suite];
const plain = suite === undefined ? undefined : withoutServers[suite];
const { passed, failed } = plain ? await test('unit', [...plain, ...args]) : beside ? await test('integration', [...beside, ...args]) : await test('journey', [...(suite ? ['--testPathPatterns', suite] : []), ...args]);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
