/**
 * Loads spec files and all they import as Node itself does: every module once per worker and in Node's own realm. Jest's own way evaluates
 * Nest, MikroORM and the sources anew in a sandbox for each of some hundred spec files, which takes longer than the tests.
 */
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import jestRuntime from 'jest-runtime';
import { isTypeScript, loadTypeScript, SourceMaps } from './typescript.ts';

export type Globals = typeof import('@jest/globals');

// The class, which the package's types, written for CommonJS, look for one level deeper.
const Runtime = jestRuntime as unknown as typeof jestRuntime.default;
const require = createRequire(import.meta.url);
const globals = new URL('globals.ts', import.meta.url).href;
const sourceMaps = new SourceMaps();
const { getBuiltinModule } = process;
let globalsNow: Globals | undefined;

/** `it`, `expect` and the like of the spec file that runs. */
export function globalsOfSuite(): Globals {
  if (!globalsNow) throw new Error('@jest/globals is there for spec files that jest runs.');
  return globalsNow;
}

registerHooks({
  resolve: (specifier, context, next) => (specifier === '@jest/globals' ? { url: globals, shortCircuit: true } : next(specifier, context)),
  load: (url, context, next) => (isTypeScript(url) ? loadTypeScript(url) : next(url, context)),
});

class NodeRuntime extends Runtime {
  constructor(...of: ConstructorParameters<typeof Runtime>) {
    super(...of);
    // Jest gives its sandbox another one; there is no sandbox.
    process.getBuiltinModule = getBuiltinModule;
  }

  override unstable_shouldLoadAsEsm(): boolean {
    return true;
  }

  override async unstable_importModule(path: string): Promise<unknown> {
    globalsNow = this.requireModuleOrMock<Globals>(path, '@jest/globals');
    return import(pathToFileURL(path).href);
  }

  /** Jest's framework keeps the tests of one spec file in its module, so that it alone is loaded anew. */
  override requireInternalModule<T = unknown>(path: string): T {
    Reflect.deleteProperty(require.cache, path);
    return require(path) as T;
  }

  override getSourceMaps(): SourceMaps {
    return sourceMaps;
  }
}

// What `require` of an ES module answers: jest requires its runtime.
export { NodeRuntime as 'module.exports' };
