import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const external = (...names) => ({ externalDependencies: names });

function hasSpec(root, ending) {
  const names = existsSync(root) ? readdirSync(root, { recursive: true }) : [];
  return names.some((name) => String(name).endsWith(ending));
}

/** Which targets a package has follows from the files it holds; there is no project.json. */
function inferTargets(projectRoot, workspaceRoot) {
  const root = join(workspaceRoot, projectRoot);
  const name = projectRoot.split('/').at(-1);
  const run = (command) => ({ executor: 'nx:run-commands', options: { command, cwd: '{workspaceRoot}' }, cache: true });
  const targets = {
    lint: { ...run(`eslint ${projectRoot}`), inputs: ['default', '{workspaceRoot}/eslint.config.mjs', external('eslint')] },
  };
  if (existsSync(join(root, 'tsconfig.json'))) {
    targets.build = {
      ...run(`node node_modules/typescript7/bin/tsc -b ${projectRoot}`),
      inputs: ['default', '^production', external('typescript7')],
      outputs: ['{projectRoot}/dist'],
    };
  }
  if (hasSpec(join(root, 'src'), '.spec.ts')) {
    targets.test = { ...run(`node tools/test.ts unit --selectProjects ${name}`), inputs: ['default', '^production', external('jest')] };
  }
  if (hasSpec(join(root, 'src'), '.int-spec.ts')) {
    targets['test-int'] = { ...run(`node tools/test.ts integration --selectProjects ${name}:int`), cache: false };
  }
  return targets;
}

export const name = 'kairos-targets';

export const createNodesV2 = [
  '{apps,libs}/*/package.json',
  (files, _options, { workspaceRoot }) =>
    files.map((file) => {
      const root = dirname(file);
      const manifest = JSON.parse(readFileSync(join(workspaceRoot, file), 'utf8'));
      return [file, { projects: { [root]: { name: manifest.name, root, sourceRoot: `${root}/src`, targets: inferTargets(root, workspaceRoot) } } }];
    }),
];
