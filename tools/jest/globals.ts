/** Stands in for `@jest/globals`: what imports it is evaluated once per worker, and speaks to each spec file in turn. */
import { globalsOfSuite, type Globals } from './runtime.ts';

function ofSuite<K extends keyof Globals>(name: K): Globals[K] {
  const now = (): object => globalsOfSuite()[name] as object;
  return new Proxy(() => undefined, {
    apply: (_target, self, args) => Reflect.apply(now() as () => unknown, self, args),
    get: (_target, key) => Reflect.get(now(), key) as unknown,
  }) as unknown as Globals[K];
}

export const afterAll: Globals['afterAll'] = ofSuite('afterAll');
export const afterEach: Globals['afterEach'] = ofSuite('afterEach');
export const beforeAll: Globals['beforeAll'] = ofSuite('beforeAll');
export const beforeEach: Globals['beforeEach'] = ofSuite('beforeEach');
export const describe: Globals['describe'] = ofSuite('describe');
export const expect: Globals['expect'] = ofSuite('expect');
export const it: Globals['it'] = ofSuite('it');
export const jest: Globals['jest'] = ofSuite('jest');
export const test: Globals['test'] = ofSuite('test');
