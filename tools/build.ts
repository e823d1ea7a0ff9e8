/** Compiles and type-checks everything with the native TypeScript compiler, and bundles the web application; an unchanged tree takes a moment. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWeb } from './build-web.ts';
import { repository } from './stack/home.ts';

export const compiler = join(repository, 'node_modules', 'typescript7', 'bin', 'tsc');

/** Of everything, or of some packages without the web application. */
export async function build(projects: string[] = []): Promise<void> {
  await compile(projects.length > 0 ? projects : ['.']);
  if (projects.length === 0) await buildWeb();
}

function compile(projects: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiler, '-b', ...projects], { cwd: repository, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the build failed, see the errors above'))));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const projects = process.argv.slice(2);
  await build(projects).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
