import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Access } from '@kairos/auth';

export type Echo = { method: string; url: string; headers: Record<string, string>; bytes: number; sha256: string };
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A service as the gateway sees one: it answers with what it was asked, or as a test says. */
export class TestUpstream {
  private readonly answers = new Map<string, Answer>();
  readonly asked: string[] = [];
  sockets = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TestUpstream> {
    const server = createServer();
    const upstream = new TestUpstream(server);
    server.on('connection', () => (upstream.sockets += 1));
    server.on('request', (request, response) => upstream.take(request, response));
    await upstream.listen(0);
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  answer(path: string, answer: Answer): void {
    this.answers.set(path, answer);
  }

  /** Answers what identity would say about the sessions of a test. */
  answerAccess(accessOf: (sessionId: string) => Access | undefined): void {
    this.answer('/api/v1/identity/access', (request, response) => {
      const claims = JSON.parse(Buffer.from(request.headers.authorization?.split('.')[1] ?? '', 'base64url').toString()) as { sid: string };
      const access = accessOf(claims.sid);
      response.writeHead(access ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(access ?? {}));
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  private listen(port: number): Promise<void> {
    return new Promise((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url?.split('?')[0] ?? '';
    this.asked.push(path);
    const answer = this.answers.get(path);
    if (answer) return answer(request, response);
    if (path === '/healthz/ready') return void response.writeHead(200).end('{"status":"ok","outboxBacklog":0}');
    const hash = createHash('sha256');
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      hash.update(chunk);
      bytes += chunk.length;
    });
    request.on('end', () => {
      const echo = { method: request.method, url: request.url, headers: request.headers, bytes, sha256: hash.digest('hex') };
      response.writeHead(200, { 'content-type': 'application/json', etag: '"7"' }).end(JSON.stringify(echo));
    });
  }
}
