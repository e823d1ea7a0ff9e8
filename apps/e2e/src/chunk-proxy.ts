import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ApplyBatchBody } from '@kairos/contracts';

/** What happens to a chunk on its way: called before it reaches the target, or with the answer still unheard. */
export type OnTheWay = (rows: readonly number[], when: 'before' | 'after') => Promise<void> | void;

/** Stands between intake and a target, and sees every chunk. */
export class ChunkProxy {
  onTheWay: OnTheWay = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly target: () => string,
  ) {}

  static async start(target: () => string): Promise<ChunkProxy> {
    const server = createServer();
    const proxy = new ChunkProxy(server, target);
    server.on('request', (request, response) => void proxy.pass(request, response).catch(() => response.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const rows = (JSON.parse(body) as ApplyBatchBody).rows.map(({ rowNumber }) => rowNumber);
    await this.onTheWay(rows, 'before');
    const headers = { authorization: request.headers.authorization ?? '', 'content-type': 'application/json', 'x-request-id': String(request.headers['x-request-id'] ?? '') };
    const answer = await fetch(this.target() + (request.url ?? ''), { method: 'POST', headers, body });
    const content = await answer.text();
    await this.onTheWay(rows, 'after');
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' }).end(content);
  }
}
