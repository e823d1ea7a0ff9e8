import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConnectorAuth } from '@kairos/contracts';
import { z } from 'zod';
import { OutboundGate } from '../outbound-gate.ts';

type Client = Extract<ConnectorAuth, { type: 'oauth2-client-credentials' }> & { connectorId: string; secret: string };
type Token = { value: string; until: number };

const renewBeforeMs = 30_000;
const usualSeconds = 300;
const longestSeconds = 86_400;
const Answer = z.object({ access_token: z.string().min(1).max(8000).regex(/^[\x21-\x7e]+$/), token_type: z.string().optional(), expires_in: z.coerce.number().nonnegative().optional() });

/** An authorization server gave no token. */
export class TokenNotGiven extends Error {
  override readonly name = 'TokenNotGiven';

  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

/** Access tokens by client credentials (RFC 6749, 4.4): asked for once however many requests wait for one, and kept until shortly before their end. */
@Injectable()
export class AccessTokens {
  private readonly tokens = new Map<string, Promise<Token>>();

  constructor(private readonly gate: OutboundGate) {}

  /** @throws TokenNotGiven, and what the gate throws */
  async of(client: Client): Promise<string> {
    const key = keyOf(client);
    const kept = this.tokens.get(key);
    if (!kept) return (await this.renew(key, client)).value;
    const token = await kept;
    if (token.until > Date.now()) return token.value;
    // Whoever of several finds it first asks for the next one; the others wait for that.
    if (this.tokens.get(key) === kept) this.tokens.delete(key);
    return this.of(client);
  }

  /** After an answer of 401: the next request asks for another token. */
  forget(client: Client): void {
    this.tokens.delete(keyOf(client));
  }

  private renew(key: string, client: Client): Promise<Token> {
    if (this.tokens.size >= 1000) this.tokens.clear();
    const asked = this.ask(client);
    this.tokens.set(key, asked);
    asked.catch(() => {
      if (this.tokens.get(key) === asked) this.tokens.delete(key);
    });
    return asked;
  }

  private async ask({ tokenUrl, clientId, secret, scope, audience, clientAuthentication }: Client): Promise<Token> {
    const inForm = clientAuthentication === 'form';
    const form = new URLSearchParams({
      grant_type: 'client_credentials', ...(scope ? { scope } : {}), ...(audience ? { audience } : {}), ...(inForm ? { client_id: clientId, client_secret: secret } : {}),
    });
    const credentials = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64');
    const answer = await this.gate.ask(
      { url: tokenUrl, method: 'POST', body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', ...(inForm ? {} : { authorization: `Basic ${credentials}` }) } },
      { timeoutMs: 10_000, maxBytes: 64 * 1024 },
    );
    if (answer.status < 200 || answer.status > 299) throw new TokenNotGiven(answer.status, `The authorization server answered ${answer.status}.`);
    const read = Answer.safeParse(parsed(answer.body.toString('utf8')));
    if (!read.success || (read.data.token_type ?? 'bearer').toLowerCase() !== 'bearer') throw new TokenNotGiven(answer.status, 'The authorization server gave no bearer token.');
    const seconds = Math.min(read.data.expires_in ?? usualSeconds, longestSeconds);
    return { value: read.data.access_token, until: Date.now() + Math.max(seconds * 1000 - renewBeforeMs, Math.min(seconds * 500, renewBeforeMs)) };
  }
}

function keyOf({ connectorId, tokenUrl, clientId, secret, scope = '', audience = '' }: Client): string {
  return createHash('sha256').update(JSON.stringify([connectorId, tokenUrl, clientId, secret, scope, audience])).digest('base64');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
