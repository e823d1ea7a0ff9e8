/** A test environment without a sandbox: spec files share Node's globals, and get them as they were before the last one. */
import type { EnvironmentContext, JestEnvironment, JestEnvironmentConfig } from '@jest/environment';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

/** Where jest's framework finds the listeners of the spec file before. */
const listeners = Symbol.for('EVENT_HANDLERS');

class NodeEnvironment implements JestEnvironment {
  readonly global = globalThis as unknown as JestEnvironment['global'];
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly fakeTimers = null;
  readonly fakeTimersModern: ModernFakeTimers;
  private readonly before = { console: globalThis.console, exit: process.exit, exitCode: process.exitCode, folder: process.cwd(), variables: { ...process.env } };

  constructor({ projectConfig }: JestEnvironmentConfig, _context: EnvironmentContext) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    Reflect.deleteProperty(globalThis, listeners);
  }

  setup(): Promise<void> {
    return Promise.resolve();
  }

  teardown(): Promise<void> {
    const { console, exit, exitCode, folder, variables } = this.before;
    this.fakeTimersModern.dispose();
    globalThis.console = console;
    Object.assign(process, { exit, exitCode });
    process.chdir(folder);
    for (const name of Object.keys(process.env)) if (!(name in variables)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, variables);
    return Promise.resolve();
  }

  getVmContext(): null {
    return null;
  }
}

// What `require` of an ES module answers: jest requires its environment.
export { NodeEnvironment as 'module.exports' };
