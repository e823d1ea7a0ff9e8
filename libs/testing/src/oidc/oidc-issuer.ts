import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

export const issuerClient = { clientId: 'kairos', clientSecret: 'a secret of kairos and its issuer' };
type Facts = Record<string, unknown>;

/** A real OpenID provider on loopback, where whoever is named next signs in without being asked. */
export class OidcIssuer {
  /** What it says of its people, by subject. */
  readonly people = new Map<string, Facts>();
  private next = '';
  private redirectUris: string[] = [];
  private signOut: { signedOut: string; backChannel: string } | undefined;
  private provider: Provider;
  private readonly jwk = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: 'of-the-issuer', alg: 'RS256', use: 'sig' };

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {
    this.provider = this.open();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
  }

  static async start(): Promise<OidcIssuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new OidcIssuer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  /** Lets the browser come back to these addresses alone. */
  returnsTo(...redirectUris: string[]): void {
    this.redirectUris = redirectUris;
    this.provider = this.open();
  }

  /** Lets the browser come back after signing out, and tells of that by itself. */
  tellsOfSignOut(signOut: { signedOut: string; backChannel: string }): void {
    this.signOut = signOut;
    this.provider = this.open();
  }

  /** Who signs in next, and what is said of them. */
  signsIn(subject: string, facts: Facts): void {
    this.next = subject;
    this.people.set(subject, facts);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private open(): Provider {
    const claims = ['email', 'email_verified', 'name', 'realm_access'];
    return new Provider(this.url, {
      clients: [{
        client_id: issuerClient.clientId, client_secret: issuerClient.clientSecret, redirect_uris: this.redirectUris.length > 0 ? this.redirectUris : [`${this.url}/nowhere`],
        grant_types: ['authorization_code'], response_types: ['code'],
        ...(this.signOut ? { post_logout_redirect_uris: [this.signOut.signedOut], backchannel_logout_uri: this.signOut.backChannel, backchannel_logout_session_required: true } : {}),
      }],
      jwks: { keys: [this.jwk] } as Configuration['jwks'],
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
      cookies: { keys: ['of a test'] },
      claims: { openid: ['sub', 'amr', 'acr'], email: claims, profile: claims },
      conformIdTokenClaims: false,
      // Its own way of asking refuses every address of this machine, and tests have no other.
      fetch: (url, { dispatcher: _refusing, ...options }: RequestInit & { dispatcher?: unknown }) => fetch(url, options),
      pkce: { required: () => true },
      features: {
        devInteractions: { enabled: false }, backchannelLogout: { enabled: true },
        rpInitiatedLogout: { enabled: true, logoutSource: (context, form) => void (context.body = form) },
      },
      interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_context, accountId) => ({ accountId, claims: async () => ({ sub: accountId, ...this.people.get(accountId) }) }),
      loadExistingGrant: async (context) => {
        const grant = new context.oidc.provider.Grant({ accountId: context.oidc.session?.accountId ?? '', clientId: context.oidc.client?.clientId ?? '' });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    } as Configuration);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!request.url?.startsWith('/interaction/')) return void this.provider.callback()(request, response);
    const { amr, acr } = this.people.get(this.next) ?? {};
    await this.provider.interactionFinished(request, response, { login: { accountId: this.next, ...(amr ? { amr: amr as string[] } : {}), ...(acr ? { acr: acr as string } : {}) } }, { mergeWithLastSubmission: false });
  }
}
