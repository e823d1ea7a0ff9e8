/** File names, suffixes and schema ownership: what a linter of single files cannot see. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const kinds =
  'module controller entity errors handler queries calc repository projection consumer port job builder config events http guard pipe filter decorator relay subscriber runner explorer hook sql interceptor middleware strategy source options import-target text api routes';
const suffixes = new Set([...kinds.split(' '), 'spec', 'int-spec', 'd', 'test']);
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const services = ['identity', 'assets', 'workflows', 'intake'];

/** What is wrong with a source file's name, or nothing. */
export function nameProblem(path: string): string | undefined {
  const [stem = '', ...rest] = basename(path).replace(/\.(ts|tsx|mjs|js)$/, '').split('.');
  if (!kebab.test(stem)) return `${path}: file names are kebab-case`;
  if (rest.length === 2 && !rest[1]?.endsWith('spec')) return `${path}: one suffix, then .spec or .int-spec`;
  const unknown = rest.find((suffix) => !suffixes.has(suffix));
  if (rest.length > 2 || unknown) return `${path}: unknown suffix .${unknown ?? rest.join('.')}`;
  return undefined;
}

/** Names of other services' schemas in the SQL or ORM mapping of one service. */
export function foreignSchemas(service: string, text: string): string[] {
  const others = services.filter((name) => name !== service).join('|');
  const sql = new RegExp(`\\b(?:from|join|into|update|table|references|on|schema|search_path\\s*(?:=|to))\\s+"?(${others})"?(?=\\.[a-z_"]|\\s*;)`, 'gi');
  const mapping = new RegExp(`\\bschema:\\s*['"](${others})['"]`, 'g');
  return [sql, mapping].flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', '.kairos'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

function problemsOf(path: string): string[] {
  const service = /^apps\/([a-z]+)\//.exec(path)?.[1] ?? '';
  const foreign = services.includes(service) && /\.(ts|sql)$/.test(path) ? foreignSchemas(service, readFileSync(path, 'utf8')) : [];
  const name = /\.(ts|tsx|mjs|js)$/.test(path) ? nameProblem(path) : undefined;
  return [...(name ? [name] : []), ...foreign.map((schema) => `${path}: names the schema of ${schema}`)];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = ['apps', 'libs', 'tools'].flatMap(walk);
  const problems = files.flatMap(problemsOf);
  for (const problem of problems) console.error(problem);
  console.log(`layout: ${files.length} files, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
