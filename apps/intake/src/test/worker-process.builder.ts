import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** Intake as a process of its own, compiled from what is on disk, so that it can be killed. */
export class WorkerProcess {
  private constructor(private readonly child: ChildProcess) {}

  static build(): void {
    const { status, stdout } = spawnSync(process.execPath, ['node_modules/typescript7/bin/tsc', '-b', 'apps/intake'], { cwd: repository, encoding: 'utf8' });
    if (status !== 0) throw new Error(`intake does not compile:\n${stdout}`);
  }

  static start(environment: Record<string, string>): WorkerProcess {
    return new WorkerProcess(spawn(process.execPath, ['apps/intake/dist/main.js'], { cwd: repository, env: environment, stdio: ['ignore', 'ignore', 'inherit'] }));
  }

  /** @returns the signal that ended the process, or its exit code */
  async ended(): Promise<string | number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.signalCode ?? this.child.exitCode;
  }

  /** Ends the process as a power cut would. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended();
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    await this.ended();
  }
}
