// Runs on any Node from 20 on and on nothing else: it brings the pinned Node and all packages, then hands over to main.ts.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.up-lock');
const pinned = join(root, 'node_modules', '.bin', 'node');

function fail(message) {
  console.error(message);
  process.exit(1);
}

function install() {
  const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const startedAt = performance.now();
  if (process.stdout.isTTY) process.stdout.write('… install');
  // npm may have started this script itself; then the same npm is asked again, wherever it lives.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--loglevel=error', '--no-audit', '--no-fund'];
  const [program, programArgs] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args];
  const result = spawnSync(program, programArgs, { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) fail(`\nnpm ci failed:\n${result.stdout ?? ''}${result.stderr ?? result.error ?? ''}`);
  writeFileSync(stamp, wanted);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6);
  console.log(`${process.stdout.isTTY ? '\r\x1b[K' : ''}✓ ${'install'.padEnd(34)} ${seconds} s`);
}

function chooseNode() {
  if (existsSync(pinned)) return pinned;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(`No pinned Node exists for ${process.platform}-${process.arch}, and Node ${process.versions.node} is too old: install Node 24.`);
}

if (Number(process.versions.node.split('.')[0]) < 20) fail(`Kairos needs Node 20 or newer to start; this is ${process.versions.node}.`);
install();
const child = spawn(chooseNode(), ['--disable-warning=ExperimentalWarning', join(root, 'tools', 'main.ts'), ...process.argv.slice(2)], {
  cwd: root,
  env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` },
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// Ctrl-C reaches the whole process group, so the child has it already; signals sent to this process alone are passed on.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm runs scripts through a shell that passes no signal on: when it is gone, whoever ended npm meant this process too.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500).unref();
}
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
