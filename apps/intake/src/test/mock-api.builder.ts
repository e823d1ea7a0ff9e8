import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { effectiveSettings } from '@kairos/contracts';
import { tellTerms, type TestService } from '@kairos/testing';

export type Asked = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

/** Somebody else's API on this machine, which can be told to misbehave. */
export class MockApi {
  readonly asked: Asked[] = [];
  answer: (asked: Asked, response: ServerResponse) => void = (_asked, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');

  private constructor(private readonly server: Server) {}

  static async start(): Promise<MockApi> {
    const server = createServer();
    const api = new MockApi(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void text(request).then((body) => {
        const asked = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
        api.asked.push(asked);
        api.answer(asked, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get place(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.place}`;
  }

  /** Lets a tenant of a service ask this API, as its operator and its administrator would. */
  async openTo(service: TestService, { tenantId }: { tenantId: string }): Promise<void> {
    const hosts = { connectorInternalHosts: [this.place] };
    await tellTerms(service.database, service.name, tenantId, { settings: effectiveSettings(hosts, hosts) });
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
