/** TypeScript for Node's own module loader, with the decorators that Node cannot strip. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync, type Options, type Output } from '@swc/core';

const options: Options = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2024',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  swcrc: false,
  configFile: false,
};

function compile(url: string, sourceMaps: boolean): Output {
  const filename = fileURLToPath(url);
  return transformSync(readFileSync(filename, 'utf8'), { ...options, sourceMaps, filename });
}

export function isTypeScript(url: string): boolean {
  return url.startsWith('file:') && url.endsWith('.ts') && !url.includes('/node_modules/');
}

/** JavaScript of a source file, for a `load` hook. */
export function loadTypeScript(url: string): { source: string; format: 'module'; shortCircuit: true } {
  return { source: compile(url, false).code, format: 'module', shortCircuit: true };
}

/** Source map of each file by its URL, as a `data:` URL; made when a stack is first printed. */
export class SourceMaps extends Map<string, string> {
  override get(url: string): string | undefined {
    if (!this.has(url) && isTypeScript(url)) this.set(url, `data:application/json;base64,${Buffer.from(compile(url, true).map ?? '').toString('base64')}`);
    return super.get(url);
  }
}
