/** Writes one app with its libraries and production dependencies, as the lockfile names them, into a folder that runs alone. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from './stack/home.ts';

type Locked = { link?: boolean; resolved?: string; dependencies?: Names; optionalDependencies?: Names; peerDependencies?: Names; peerDependenciesMeta?: Record<string, { optional?: boolean }> };
type Names = Record<string, string>;
export type Lock = Record<string, Locked>;
export type Closure = { workspaces: string[]; packages: string[] };

/** Where Node would find a package that the package at `from` imports: its own node_modules, then every parent's. */
export function locate(lock: Lock, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.includes('/') ? dirname(at) : '') {
    const place = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (basename(at) !== 'node_modules' && lock[place]) return place;
    if (at === '') return undefined;
  }
}

function neededBy(entry: Locked): { name: string; optional: boolean }[] {
  const names = (group: Names | undefined, optional: boolean) => Object.keys(group ?? {}).map((name) => ({ name, optional }));
  const peers = Object.keys(entry.peerDependencies ?? {}).filter((name) => !entry.peerDependenciesMeta?.[name]?.optional);
  return [...names(entry.dependencies, false), ...names(entry.optionalDependencies, true), ...peers.map((name) => ({ name, optional: false }))];
}

/** Everything one workspace needs in production: workspaces first, then the packages' places in node_modules. */
export function closureOf(lock: Lock, workspace: string): Closure {
  const seen = new Set<string>();
  const queue = [workspace];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const entry = lock[at];
    if (!entry || seen.has(at)) continue;
    seen.add(at);
    if (entry.link && entry.resolved) queue.push(entry.resolved);
    for (const { name, optional } of neededBy(entry)) {
      const place = locate(lock, at, name);
      if (place) queue.push(place);
      else if (!optional) throw new Error(`${at} needs ${name}, which the lockfile does not hold`);
    }
  }
  const places = [...seen].sort();
  return { workspaces: places.filter((place) => !place.includes('node_modules')), packages: places.filter((place) => place.includes('node_modules')) };
}

const leftOut = new Set(['src', 'node_modules', 'test', 'tsconfig.json', '.tsbuildinfo']);

function copyWorkspace(workspace: string, out: string): void {
  const from = join(repository, workspace);
  if (!existsSync(join(from, 'dist'))) throw new Error(`${workspace} is not built: run npm run build first`);
  const isWanted = (path: string): boolean => path === from || (!leftOut.has(basename(path)) && !/\.(int-)?spec\.(js|d\.ts|js\.map)$/.test(path));
  cpSync(from, join(out, workspace), { recursive: true, filter: isWanted });
}

function copyPackage(place: string, lock: Lock, out: string): void {
  const [from, to] = [join(repository, place), join(out, place)];
  mkdirSync(dirname(to), { recursive: true });
  const target = lock[place]?.link ? lock[place].resolved : undefined;
  if (target) symlinkSync(relative(dirname(to), join(out, target)), to);
  // Nested packages have places of their own; optional ones of other platforms are not on disk.
  else if (existsSync(from)) cpSync(from, to, { recursive: true, filter: (path) => path !== join(from, 'node_modules') });
}

/** Prunes one app into a folder that must not exist yet or be an earlier output. */
export function prune(app: string, folder: string): Closure {
  const { packages: lock } = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')) as { packages: Lock };
  if (!lock[`apps/${app}`]) throw new Error(`there is no app ${app}`);
  const closure = closureOf(lock, `apps/${app}`);
  const out = resolve(folder);
  const marker = join(out, '.pruned');
  if (existsSync(out) && !existsSync(marker)) throw new Error(`${out} exists and was not written by this command`);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(marker, `${app}\n`);
  writeFileSync(join(out, 'package.json'), `${JSON.stringify({ name: `kairos-${app}`, private: true, type: 'module' }, null, 2)}\n`);
  for (const workspace of closure.workspaces) copyWorkspace(workspace, out);
  for (const place of closure.packages) copyPackage(place, lock, out);
  // The gateway serves the API documents of all services.
  const documents = join(repository, 'docs', 'api');
  if (app === 'gateway' && existsSync(documents)) cpSync(documents, join(out, 'docs', 'api'), { recursive: true });
  // And the web application, which needs none of its packages any more.
  const site = join(repository, 'apps', 'web', 'dist', 'site');
  if (app === 'gateway' && existsSync(site)) cpSync(site, join(out, 'apps', 'web', 'dist', 'site'), { recursive: true });
  return closure;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [app, folder] = process.argv.slice(2);
  if (!app || !folder) throw new Error('usage: node tools/prune.ts <app> <folder>');
  const { workspaces, packages } = prune(app, folder);
  console.log(`${folder}: ${workspaces.length} workspaces, ${packages.length - workspaces.length + 1} packages`);
}
