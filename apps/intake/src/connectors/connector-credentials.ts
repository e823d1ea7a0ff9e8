import { Injectable } from '@nestjs/common';
import { AccessTokens } from './access-tokens.ts';
import type { Connector } from './connector.entity.ts';
import { ConnectorSecrets } from './connector-secrets.ts';

/** What a request carries to show who we are. `secrets` is whatever of it must be told to nobody else. */
export type Credentials = { headers: Record<string, string>; query: Record<string, string>; secrets: string[] };

/** Puts the secret of a connector into a request, in the way its API wants it. */
@Injectable()
export class ConnectorCredentials {
  constructor(
    private readonly secrets: ConnectorSecrets,
    private readonly tokens: AccessTokens,
  ) {}

  /** @throws TokenNotGiven, and what the gate throws, where a token has to be asked for first */
  async of(connector: Pick<Connector, 'id' | 'auth' | 'sealedSecret'>): Promise<Credentials> {
    const { auth } = connector;
    const secret = this.secrets.open(connector);
    if (auth.type === 'none' || secret === undefined) return { headers: {}, query: {}, secrets: [] };
    if (auth.type === 'api-key') return auth.in === 'header' ? carried({ [auth.name]: secret }, {}, [secret]) : carried({}, { [auth.name]: secret }, [secret, encodeURIComponent(secret)]);
    if (auth.type === 'bearer') return carried({ authorization: `Bearer ${secret}` }, {}, [secret]);
    if (auth.type === 'basic') {
      const pair = Buffer.from(`${auth.username}:${secret}`).toString('base64');
      return carried({ authorization: `Basic ${pair}` }, {}, [secret, pair]);
    }
    const token = await this.tokens.of({ ...auth, connectorId: connector.id, secret });
    return carried({ authorization: `Bearer ${token}` }, {}, [secret, token]);
  }

  /** After an answer of 401: a token may have been taken back before its time. */
  refused({ id, auth, sealedSecret }: Pick<Connector, 'id' | 'auth' | 'sealedSecret'>): void {
    const secret = auth.type === 'oauth2-client-credentials' ? this.secrets.open({ id, sealedSecret }) : undefined;
    if (auth.type === 'oauth2-client-credentials' && secret !== undefined) this.tokens.forget({ ...auth, connectorId: id, secret });
  }
}

function carried(headers: Record<string, string>, query: Record<string, string>, secrets: string[]): Credentials {
  return { headers, query, secrets };
}
