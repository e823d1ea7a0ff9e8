/** Builds the web application when something it is made of changed, and packs its files once, so that no request has to. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { repository } from './stack/home.ts';

const web = join(repository, 'apps', 'web');
const site = join(web, 'dist', 'site');
const stamp = join(web, 'dist', '.site-of');
const madeOf = ['apps/web/src', 'apps/web/public', 'apps/web/index.html', 'apps/web/vite.config.ts', 'libs/contracts/src', 'package-lock.json'];
/** Below this, what is saved is less than what the headers cost. */
const worthPackingBytes = 1024;

function filesOf(path: string): string[] {
  const entries = path.includes('.') ? undefined : readdirSync(join(repository, path), { withFileTypes: true });
  return entries === undefined ? [path] : entries.flatMap((entry) => (entry.isDirectory() ? filesOf(`${path}/${entry.name}`) : [`${path}/${entry.name}`])).sort();
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of madeOf.flatMap(filesOf)) hash.update(file).update('\0').update(readFileSync(join(repository, file))).update('\0');
  return hash.digest('hex');
}

function pack(folder: string): void {
  for (const name of readdirSync(folder).filter((file) => /\.(js|mjs|css|svg|json)$/.test(file))) {
    const bytes = readFileSync(join(folder, name));
    if (bytes.length < worthPackingBytes) continue;
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

/** Builds into `apps/web/dist/site`, unless what stands there is of the same sources. */
export async function buildWeb(): Promise<void> {
  const wanted = fingerprint();
  if (existsSync(join(site, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [join(repository, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], { cwd: web, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the web application was not built, see the errors above'))));
  });
  pack(join(site, 'assets'));
  writeFileSync(stamp, wanted);
}
