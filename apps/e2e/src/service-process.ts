import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServiceName } from '@kairos/contracts';
import { eventually, freePort, type TestDatabase, type TestIssuer, type TestNats } from '@kairos/testing';

export type Surroundings = { database: TestDatabase; nats: TestNats; issuer: TestIssuer; environment?: Record<string, string> };

/** One service as it is deployed: its built `main.js` in a process of its own, killed and started again at will. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private constructor(
    readonly name: ServiceName,
    readonly port: number,
    private readonly around: Surroundings,
  ) {}

  static async start(name: ServiceName, around: Surroundings, more: Record<string, string> = {}): Promise<ServiceProcess> {
    const service = new ServiceProcess(name, await freePort(), around);
    await service.start(more);
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts the process, or starts it again, and waits until it is ready, or was killed meanwhile by the fault that waited for it. */
  async start(more: Record<string, string> = {}): Promise<void> {
    const child = spawn(process.execPath, [fileURLToPath(new URL(`../../${this.name}/dist/main.js`, import.meta.url))], { env: { ...this.environment(), ...more }, stdio: ['ignore', 'ignore', 'inherit'] });
    this.child = child;
    await eventually(async () => child.signalCode === 'SIGKILL' || this.isReady(), (ready) => ready, 60_000);
  }

  /** Resolves when the process has ended, whoever ended it. */
  async ended(): Promise<string | number | null> {
    const child = this.child;
    if (!child) return null;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.signalCode ?? child.exitCode;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.child?.kill(signal);
    await this.ended();
  }

  private async isReady(): Promise<boolean> {
    return fetch(`${this.url}/healthz/ready`).then((answer) => answer.ok, () => false);
  }

  private environment(): Record<string, string> {
    const { database, nats, issuer } = this.around;
    const { user, password } = nats.user(this.name);
    return {
      PORT: String(this.port), LOG_LEVEL: 'silent', NODE_ENV: 'production',
      DATABASE_URL: database.url(this.name, 'app'), DATABASE_RELAY_URL: database.url(this.name, 'relay'), DATABASE_DIRECT_URL: database.url(this.name, 'relay'),
      NATS_URL: nats.url, NATS_USER: user, NATS_PASSWORD: password, JWKS_URL: `${issuer.url}/jwks`, IDENTITY_URL: issuer.url,
      FILES_DIR: join(tmpdir(), `kairos-test-files-${process.pid}`),
      ...this.around.environment,
    };
  }
}
