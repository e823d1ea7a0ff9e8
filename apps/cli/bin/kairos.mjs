#!/usr/bin/env node
// Runs on any Node from 20 on and on nothing else: it finds a Node that is new enough and hands over to the built program.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const app = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));
const program = join(app, 'dist', 'main.js');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 17);

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** The Node that the workspace pins, in the nearest node_modules above. */
function pinnedNode() {
  for (let at = app; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(candidate)) return candidate;
    if (at === dirname(at)) return undefined;
  }
}

if (!existsSync(program)) fail('kairos is not built yet: run `npm run up`, which builds and starts everything, or `npm run build`.');
if (isNewEnough) {
  await import(program);
} else {
  const node = pinnedNode();
  if (!node) fail(`kairos needs Node 22.17 or newer; this is ${process.versions.node}, and no pinned Node is installed: run \`npm ci\`.`);
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the whole process group, so the child has it already.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
