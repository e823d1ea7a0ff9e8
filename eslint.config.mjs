import nxDevkit from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';

// The boundaries rule reads Nx's cached project graph and stays silent without one, so it is computed here.
await nxDevkit.createProjectGraphAsync({ exitOnError: true });

const specs = ['**/*.spec.ts', '**/*.int-spec.ts'];
const importRule = tseslint.plugin.rules['no-restricted-imports'];

/** One named rule per boundary, so that a finding says which agreement it breaks. */
const boundaries = {
  rules: Object.fromEntries(
    ['nats-only-in-event-bus', 'testing-only-from-specs', 'pure-core', 'thin-controller', 'no-handler-chains', 'environment-through-config', 'features-stand-alone'].map(
      (name) => [name, importRule],
    ),
  ),
};
const size = { rules: { 'file-is-getting-long': builtinRules.get('max-lines') } };

const ban = (message, ...patterns) => ['error', { patterns: patterns.map((regex) => ({ regex, message })) }];
/** A type vanishes at run time, so naming one binds nobody. */
const banValues = (message, ...patterns) => ['error', { patterns: patterns.map((regex) => ({ regex, message, allowTypeImports: true })) }];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.kairos/**', '.nx/**', 'coverage/**', 'tmp/**'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,mjs,js}'],
    plugins: { '@typescript-eslint': tseslint.plugin, '@nx': nx, boundaries, size },
    languageOptions: { parser: tseslint.parser },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'size/file-is-getting-long': ['warn', { max: 200 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'eslint-disable'], location: 'start' }],
      eqeqeq: ['error', 'always'],
      'prefer-const': 'error',
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          depConstraints: [
            { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: ['type:contracts'], bannedExternalImports: ['@nestjs/*', '@mikro-orm/*', '@nats-io/*'] },
            { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:contracts', 'type:platform'] },
            { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:contracts', 'type:platform'] },
            { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:contracts', 'type:platform', 'type:testing'] },
            { sourceTag: 'type:host', onlyDependOnLibsWithTags: ['type:contracts', 'type:platform', 'type:app', 'type:testing'] },
            { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:contracts', 'type:platform', 'type:testing'] },
            { sourceTag: 'scope:web', onlyDependOnLibsWithTags: ['type:contracts'] },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Use a constant array and a union type.' }],
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'The environment is read in config.ts only.' }],
      'boundaries/environment-through-config': ['error', { paths: [{ name: 'node:process', importNames: ['env'], message: 'The environment is read in config.ts only.' }] }],
      'boundaries/nats-only-in-event-bus': ban('Only libs/event-bus talks to NATS.', '^@nats-io/'),
      'boundaries/testing-only-from-specs': ban('Only specs and test builders may use the testing library.', '^@kairos/testing'),
    },
  },
  {
    files: ['**/*.{entity,calc,errors}.ts'],
    rules: { 'boundaries/pure-core': banValues('Entities, calculations and errors stay free of frameworks and of input or output.', '^@nestjs/', '^@nats-io/', '^(node:)?(fs|http)(/|$)') },
  },
  {
    files: ['apps/**/*.controller.ts'],
    rules: { 'boundaries/thin-controller': ban('A controller calls a handler or a query; it knows no ORM and no entity.', '^@mikro-orm/', '\\.entity(\\.ts)?$') },
  },
  {
    files: ['**/*.{handler,queries}.ts'],
    rules: { 'boundaries/no-handler-chains': ban('A handler is called by its controller, consumer or job only.', '\\.handler(\\.ts)?$') },
  },
  {
    files: ['**/config.ts', '**/*.config.ts', 'apps/*/src/main.ts', 'libs/service-kit/src/parse-env.ts', 'libs/testing/**', 'apps/e2e/**', 'tools/**'],
    rules: { 'no-restricted-properties': 'off', 'boundaries/environment-through-config': 'off' },
  },
  { files: ['apps/web/**/*.{ts,tsx}'], plugins: { 'react-hooks': reactHooks }, rules: { ...reactHooks.configs.flat.recommended.rules, 'react-hooks/incompatible-library': 'off' } },
  {
    files: ['apps/web/src/features/**'],
    rules: { 'boundaries/features-stand-alone': ban('A feature imports lib, ui, vocabulary and contracts, never another feature.', '\\.\\./(?!\\.\\.)(?!lib/|ui/|vocabulary/)[a-z-]+/', '/app/') },
  },
  {
    files: ['apps/web/src/features/*/*/**'],
    rules: { 'boundaries/features-stand-alone': ban('A feature imports lib, ui, vocabulary and contracts, never another feature.', '\\.\\./\\.\\./(?!\\.\\.)(?!lib/|ui/|vocabulary/)[a-z-]+/', '/app/') },
  },
  { files: ['libs/event-bus/**', 'tools/**'], rules: { 'boundaries/nats-only-in-event-bus': 'off' } },
  { files: [...specs, '**/test/**/*.ts', 'apps/e2e/**'], rules: { 'boundaries/testing-only-from-specs': 'off' } },
  { files: specs, rules: { 'max-lines': ['error', { max: 400 }], 'max-lines-per-function': 'off' } },
  { files: ['*.config.{mjs,js,ts}', '**/mikro-orm.config.ts', '**/vite.config.ts', 'eslint.config.mjs', '**/*.d.ts'], rules: { 'no-restricted-exports': 'off', 'max-lines-per-function': 'off' } },
);
