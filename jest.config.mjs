import { existsSync, readdirSync } from 'node:fs';
import { preset } from './jest.preset.js';

const packages = ['libs', 'apps'].flatMap((root) =>
  readdirSync(new URL(root, import.meta.url))
    .filter((name) => existsSync(new URL(`${root}/${name}/package.json`, import.meta.url)))
    .map((name) => ({ name, rootDir: `<rootDir>/${root}/${name}` })),
);

/** Two projects per package: `name` holds the rules (no servers), `name:int` what needs Postgres and NATS. */
export default {
  projects: [...packages, { name: 'tools', rootDir: '<rootDir>/tools' }].flatMap(({ name, rootDir }) => [
    { ...preset, displayName: name, rootDir, testMatch: ['<rootDir>/**/*.spec.ts'], testPathIgnorePatterns: ['/dist/', '/node_modules/'] },
    { ...preset, displayName: `${name}:int`, rootDir, testMatch: ['<rootDir>/**/*.int-spec.ts'], testPathIgnorePatterns: ['/dist/', '/node_modules/'] },
  ]),
};
