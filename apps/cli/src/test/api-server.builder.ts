import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

type Answer = (request: IncomingMessage & { body: string }, response: ServerResponse) => void;

/** The public API as far as a test needs it, with sessions that behave like identity's: a refresh token is good for one use. */
export class TestApi {
  private readonly answers = new Map<string, Answer>();
  private refreshToken = randomUUID();
  private accessToken = randomUUID();
  readonly apiKey = `kairos_pk_${randomUUID()}`;
  readonly asked: string[] = [];
  readonly taken: unknown[] = [];
  lifetimeMs = 600_000;
  hasEnded = false;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TestApi> {
    const server = createServer();
    const api = new TestApi(server);
    server.on('request', (request, response) => void api.take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  on(route: string, answer: Answer | object): void {
    this.answers.set(route, typeof answer === 'function' ? (answer as Answer) : (_request, response) => json(response, 200, answer));
  }

  /** Answers a route, and keeps what came: the body, beside the version that it goes with. */
  takes(route: string, status: number, answer?: object): void {
    this.on(route, (request, response) => {
      const body = request.method === 'DELETE' && request.body === '' ? {} : (JSON.parse(request.body) as object);
      const ifMatch = request.headers['if-match'];
      this.taken.push({ ...body, ...(ifMatch ? { ifMatch } : {}) });
      if (answer) json(response, status, answer);
      else response.writeHead(status).end();
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url?.split('?')[0]}`;
    this.asked.push(route);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    if (route === 'POST /api/v1/identity/sessions') {
      const { password } = JSON.parse(body) as { password: string };
      if (password === 'right, with a second factor') return json(response, 202, { challenge: 'a challenge', expiresAt: new Date(Date.now() + 300_000).toISOString(), factors: ['totp'] });
      return password === 'right' ? this.open(response) : refuse(response, 401, 'The e-mail address or the password is not right.');
    }
    if (route === 'POST /api/v1/identity/sessions/second-factor') {
      const { challenge, proof } = JSON.parse(body) as { challenge: string; proof: { code?: string } };
      return challenge === 'a challenge' && proof.code === '123456' ? this.open(response) : refuse(response, 422, 'This does not prove who you are.');
    }
    if (route === 'POST /api/v1/identity/sessions/refresh') {
      const isRight = request.headers.cookie === `kairos_refresh=${this.refreshToken}` && request.headers['x-kairos-csrf'] === '1';
      this.hasEnded ||= !isRight;
      return this.hasEnded ? refuse(response, 401, 'This session has ended.') : this.open(response);
    }
    const isPublic = /\/(password-resets|opened-invitations)\b/.test(route);
    const isKey = request.headers.authorization === `Bearer ${this.apiKey}`;
    if (!isKey && !isPublic && (request.headers.authorization !== `Bearer ${this.accessToken}` || this.hasEnded)) return refuse(response, 401, 'Sign in.');
    const answer = this.answers.get(route);
    if (answer) answer(Object.assign(request, { body }), response);
    else refuse(response, 404, `Cannot ${route}`);
  }

  private open(response: ServerResponse): void {
    [this.refreshToken, this.accessToken] = [randomUUID(), randomUUID()];
    const ids = { sessionId: randomUUID(), userId: randomUUID(), tenantId: randomUUID(), membershipId: randomUUID() };
    response.setHeader('set-cookie', [`kairos_refresh=${this.refreshToken}; Path=/api/v1/identity; HttpOnly`, `kairos_access=${this.accessToken}; Path=/api/v1/events`]);
    json(response, 201, { accessToken: this.accessToken, tokenType: 'Bearer', expiresAt: new Date(Date.now() + this.lifetimeMs).toISOString(), passwordChangeRequired: false, secondFactorRequired: false, ...ids });
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, detail: string): void {
  json(response, status, { status, detail, title: 'Refused', code: 'refused', type: 'urn:kairos:problem:refused', requestId: 'r-1' });
}
