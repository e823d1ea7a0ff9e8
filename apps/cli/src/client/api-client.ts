import { RenewedAccess, SecondFactorRequired, SignedIn } from '@kairos/contracts';
import type { z } from 'zod';
import { ApiRefused, CliError, NotSignedIn } from '../cli.errors.ts';
import type { SessionStore, StoredSession } from './session-store.ts';

export type Call = { method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; query?: Record<string, string | number | undefined>; headers?: Record<string, string>; body?: unknown; file?: Blob; signal?: AbortSignal };

const renewBeforeMs = 30_000;

/** The public API as the signed-in user: renews the access token by itself, says in one sentence what went wrong. */
export class ApiClient {
  /** @param machine what stands before a session, for a program that nobody signs in for */
  constructor(
    private readonly sessions: SessionStore,
    private readonly machine?: { url: string; apiKey: string },
  ) {}

  /** Where Kairos answers. */
  get url(): string {
    return this.machine?.url ?? this.session.url;
  }

  get session(): StoredSession {
    const session = this.sessions.read();
    if (!session) throw new NotSignedIn();
    return session;
  }

  async call<S extends z.ZodType>(path: string, schema: S, call: Call = {}): Promise<z.infer<S>> {
    const response = await this.send(path, call);
    return schema.parse(await response.json());
  }

  /** The answer as it is; refusals are thrown. */
  async send(path: string, call: Call = {}): Promise<Response> {
    if (this.machine) return accepted(await request(this.machine.url, path, call, this.machine.apiKey));
    const session = await this.freshSession();
    let response = await request(session.url, path, call, session.accessToken);
    if (response.status === 401 && !call.file) response = await request(session.url, path, call, (await this.renew(session)).accessToken);
    return accepted(response);
  }

  /** Sends what a mailed link or nobody at all authorises: no session takes part in it. */
  async sendUnsigned(url: string, path: string, body: object): Promise<Response> {
    return accepted(await request(url, path, { method: 'POST', body }));
  }

  /** @param askForCode how to get a code of six digits, or a recovery code, from whoever has a second factor */
  async signIn(url: string, email: string, password: string, tenant: string | undefined, askForCode: () => Promise<string>): Promise<SignedIn> {
    const response = await request(url, '/api/v1/identity/sessions', { method: 'POST', body: { email, password, ...(tenant ? { tenant } : {}) } });
    if (!response.ok) throw await refusal(response);
    if (response.status !== 202) return this.keep(url, email, response);
    const { challenge } = SecondFactorRequired.parse(await response.json());
    const code = (await askForCode()).trim();
    const proof = /^\d{6}$/.test(code) ? { code } : { recoveryCode: code };
    const second = await request(url, '/api/v1/identity/sessions/second-factor', { method: 'POST', body: { challenge, proof } });
    if (!second.ok) throw await refusal(second);
    return this.keep(url, email, second);
  }

  /** Proves once more who is signed in: the token that says so takes the place of the one before. */
  async stepUp(proof: { code: string } | { password: string }): Promise<void> {
    const renewed = RenewedAccess.parse(await (await this.send('/api/v1/identity/sessions/current/step-up', { method: 'POST', body: proof })).json());
    this.sessions.write({ ...this.session, accessToken: renewed.accessToken, expiresAt: renewed.expiresAt });
  }

  /** Takes a new access token, for one that says what holds now. */
  async renewNow(): Promise<void> {
    await this.renew(this.session);
  }

  async signOut(): Promise<void> {
    await this.send('/api/v1/identity/sessions/current', { method: 'DELETE' }).catch((error: unknown) => {
      if (!(error instanceof ApiRefused) || error.problem.status !== 401) throw error;
    });
    this.sessions.forget();
  }

  private async freshSession(): Promise<StoredSession> {
    const { session } = this;
    return Date.parse(session.expiresAt) - Date.now() > renewBeforeMs ? session : this.renew(session);
  }

  private renew(used: StoredSession): Promise<StoredSession> {
    return this.sessions.alone(async () => {
      const { session } = this;
      // Another program may have renewed it while this one waited.
      if (session.accessToken !== used.accessToken) return session;
      const headers = { cookie: `kairos_refresh=${session.refreshToken}`, 'x-kairos-csrf': '1' };
      const response = await request(session.url, '/api/v1/identity/sessions/refresh', { method: 'POST', headers });
      if (response.status === 401) {
        this.sessions.forget();
        throw new NotSignedIn();
      }
      if (!response.ok) throw await refusal(response);
      await this.keep(session.url, session.email, response);
      return this.session;
    });
  }

  private async keep(url: string, email: string, response: Response): Promise<SignedIn> {
    const signedIn = SignedIn.parse(await response.json());
    const refreshToken = response.headers.getSetCookie().map((cookie) => /^kairos_refresh=([^;]+)/.exec(cookie)?.[1]).find(Boolean);
    if (!refreshToken) throw new CliError('The server sent no refresh token.');
    this.sessions.write({ url, email, accessToken: signedIn.accessToken, expiresAt: signedIn.expiresAt, refreshToken });
    return signedIn;
  }
}

async function request(url: string, path: string, { method = 'GET', query = {}, headers = {}, body, file, signal }: Call, token?: string): Promise<Response> {
  const target = new URL(path, url);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) target.searchParams.set(name, String(value));
  const content = file ?? (body === undefined ? undefined : JSON.stringify(body));
  try {
    return await fetch(target, {
      method,
      redirect: 'error',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new CliError(`${target.origin} cannot be reached: is Kairos running there? (${reasonOf(error)})`);
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.message ? cause.message : String(error instanceof Error ? error.message : error);
}

async function accepted(response: Response): Promise<Response> {
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response: Response): Promise<ApiRefused> {
  const text = await response.text();
  try {
    return new ApiRefused({ ...(JSON.parse(text) as object), status: response.status });
  } catch {
    return new ApiRefused({ status: response.status, title: response.statusText });
  }
}
