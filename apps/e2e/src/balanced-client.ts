import { Agent, request } from 'node:http';

export type Outcome = { status: number } | { error: string };

/** What stands before several replicas: kept-alive connections to each one that says it is ready, and no second attempt. */
export class BalancedClient {
  private readonly agents: Agent[];
  private readonly ready: boolean[];
  private readonly watch: NodeJS.Timeout;
  private turn = 0;

  constructor(
    private readonly urls: string[],
    private readonly token: string,
  ) {
    this.agents = urls.map(() => new Agent({ keepAlive: true }));
    this.ready = urls.map(() => true);
    this.watch = setInterval(() => urls.forEach((url, replica) => void this.look(url, replica)), 50);
  }

  async send(method: 'GET' | 'POST', path: string, body?: object): Promise<Outcome> {
    const replicas = this.urls.flatMap((_, replica) => (this.ready[replica] ? [replica] : []));
    const replica = replicas[this.turn++ % replicas.length];
    return replica === undefined ? { error: 'no replica is ready' } : this.once(replica, method, path, body);
  }

  close(): void {
    clearInterval(this.watch);
    for (const agent of this.agents) agent.destroy();
  }

  private async look(url: string, replica: number): Promise<void> {
    this.ready[replica] = await fetch(`${url}/healthz/ready`).then((answer) => answer.ok, () => false);
  }

  private once(replica: number, method: string, path: string, body: object | undefined): Promise<Outcome> {
    const headers = { authorization: `Bearer ${this.token}`, ...(body ? { 'content-type': 'application/json' } : {}) };
    return new Promise((resolve) => {
      const sent = request(`${this.urls[replica]}${path}`, { method, headers, ...(this.agents[replica] ? { agent: this.agents[replica] } : {}) }, (response) => {
        response.resume();
        response.once('end', () => resolve({ status: response.statusCode ?? 0 }));
        response.once('error', (error) => resolve({ error: String(error) }));
      });
      sent.once('error', (error: NodeJS.ErrnoException) => resolve({ error: error.code ?? error.message }));
      sent.end(body && JSON.stringify(body));
    });
  }
}
