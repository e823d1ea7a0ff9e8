import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ConnectorCheck, ConnectorTestView, TestConnectorBody } from '@kairos/contracts';
import { HeaderNotAllowed, PeerUnreachable } from '@kairos/http';
import { isNotAllowed, OutboundGate } from '../outbound-gate.ts';
import { TokenNotGiven } from './access-tokens.ts';
import { ConnectorCredentials, type Credentials } from './connector-credentials.ts';
import { Connector } from './connector.entity.ts';
import { ConnectorEndpointNotFound, ConnectorNotFound } from './connector.errors.ts';

type Said = { status: number | null; detail: string; outcome: ConnectorCheck['outcome'] };
const nobody: Credentials = { headers: {}, query: {}, secrets: [] };

/** Tries whether a connector's API can be reached, knows us, and has an endpoint, without sending anything that could change something. */
@Injectable()
export class TryConnectorHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly gate: OutboundGate,
    private readonly credentials: ConnectorCredentials,
  ) {}

  async execute(connectorId: string, { endpoint: name }: TestConnectorBody): Promise<ConnectorTestView> {
    const connector = await this.em.fork().findOne(Connector, connectorId);
    if (!connector) throw new ConnectorNotFound();
    const endpoint = connector.endpoints.find((one) => one.name === name);
    if (name !== undefined && !endpoint) throw new ConnectorEndpointNotFound(name);
    const checks = [await timed('connection', () => this.connection(connector))];
    if (checks[0]?.outcome === 'passed') {
      let credentials = nobody;
      checks.push(await timed('auth', async () => this.auth(connector, (credentials = await this.credentials.of(connector)))));
      if (endpoint) checks.push(await timed('endpoint', () => this.endpoint(connector, endpoint.path, credentials)));
    }
    return { passed: checks.every(({ outcome }) => outcome !== 'failed'), checks };
  }

  private async connection(connector: Connector): Promise<Said> {
    const status = await this.ask(connector, connector.baseUrl, 'HEAD', nobody);
    return { status, outcome: status >= 500 ? 'failed' : 'passed', detail: status >= 500 ? `It answers, and with ${status}: it is not well.` : 'It can be reached and answers.' };
  }

  private async auth(connector: Connector, credentials: Credentials): Promise<Said> {
    if (connector.auth.type === 'none') return { status: null, outcome: 'passed', detail: 'It is told nothing of who we are.' };
    const status = await this.ask(connector, connector.baseUrl, 'GET', credentials);
    if (status === 401 || status === 403) return { status, outcome: 'failed', detail: `It answers ${status}: it does not take what we show.` };
    if (status < 300) return { status, outcome: 'passed', detail: 'It takes what we show.' };
    return { status, outcome: 'unclear', detail: `It answers ${status} at its base address, which says nothing about what we show.` };
  }

  private async endpoint(connector: Connector, path: string, credentials: Credentials): Promise<Said> {
    const status = await this.ask(connector, `${connector.baseUrl.replace(/\/+$/, '')}${path.replaceAll(/[{}]/g, '')}`, 'OPTIONS', credentials);
    if (status === 404 || status === 410) return { status, outcome: path.includes('{') ? 'unclear' : 'failed', detail: `It answers ${status}: ${path.includes('{') ? 'there is no such record, or no such endpoint' : 'there is no such endpoint'}.` };
    if (status === 401 || status === 403) return { status, outcome: 'failed', detail: `It answers ${status}: it does not let us.` };
    return status < 300 ? { status, outcome: 'passed', detail: 'It is there.' } : { status, outcome: 'unclear', detail: `It answers ${status} to a question about itself, which says nothing about records.` };
  }

  private async ask({ headers, policy }: Connector, address: string, method: string, credentials: Credentials): Promise<number> {
    const url = new URL(address);
    for (const [key, value] of Object.entries(credentials.query)) url.searchParams.set(key, value);
    const { status } = await this.gate.ask({ url, method, headers: { ...headers, ...credentials.headers } }, { timeoutMs: Math.min(policy.timeoutMs, 10_000), maxBytes: 4096 });
    return status;
  }
}

async function timed(step: ConnectorCheck['step'], check: () => Promise<Said>): Promise<ConnectorCheck> {
  const began = performance.now();
  const said = await check().catch((error: unknown): Said => ({ status: error instanceof TokenNotGiven ? error.status : null, outcome: 'failed', detail: inWords(error) }));
  return { step, ...said, ms: Math.round(performance.now() - began) };
}

function inWords(error: unknown): string {
  if (error instanceof PeerUnreachable || error instanceof TokenNotGiven || error instanceof HeaderNotAllowed || isNotAllowed(error)) return (error as Error).message;
  throw error;
}
