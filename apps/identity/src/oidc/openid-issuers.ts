import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import * as openid from 'openid-client';
import { AddressNotAllowed, demandAllowed, guardedFetch, PeerUnreachable } from '@kairos/http';
import { IssuerRefused } from './identity-provider.errors.ts';
import { IssuerUnavailable, SignInDeclined, SignInNotProved } from './oidc.errors.ts';

/** What a client is to an issuer. */
export type Client = { issuer: string; clientId: string; clientSecret: string | undefined };
export type Checks = { state: string; nonce: string; verifier: string };
export type Claims = Record<string, unknown> & { sub: string; iat: number };
/** Who an issuer vouches for, and the token that says so. */
export type Vouched = { claims: Claims; idToken: string };

/** Signatures that only the issuer's own key can have made. */
const signatures = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519', 'RS384', 'PS384', 'ES384', 'RS512', 'PS512', 'ES512'];
const timeoutSeconds = 8;
const remembersMs = 60_000;

/** Speaks OpenID Connect with issuers: by discovery, authorization code, PKCE, and the keys that an issuer publishes itself. */
@Injectable()
export class OpenIdIssuers {
  private readonly fetch: openid.CustomFetch;
  private readonly keySets = new Map<string, JWTVerifyGetKey>();
  private readonly known = new Map<string, { metadata: openid.ServerMetadata; until: number }>();

  constructor(private readonly allowPrivate: boolean) {
    this.fetch = guardedFetch({ allowPrivate }) as openid.CustomFetch;
  }

  /**
   * Reads what an issuer says of itself, for an administrator who is about to trust it.
   *
   * @throws IssuerRefused saying what is wrong with it
   */
  async examine(issuer: string): Promise<openid.ServerMetadata> {
    try {
      return await this.discover(issuer);
    } catch (error) {
      if (isCausedBy(error, AddressNotAllowed)) throw new IssuerRefused('issuer-not-allowed', 'must be an https address that is public');
      if (isCausedBy(error, PeerUnreachable)) throw new IssuerRefused('issuer-unreachable', 'cannot be reached, or does not answer in time');
      if (error instanceof IssuerRefused) throw error;
      if ((error as { code?: unknown }).code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED') throw new IssuerRefused('issuer-mismatch', 'calls itself by another name');
      throw new IssuerRefused('issuer-not-usable', 'publishes no OpenID Connect configuration');
    }
  }

  /** Where to send the browser. @throws IssuerUnavailable when the issuer does not answer */
  async authorizationUrl(client: Client, { redirectUri, scopes, reauthenticate, state, nonce, verifier }: Checks & { redirectUri: string; scopes: readonly string[]; reauthenticate: boolean }): Promise<URL> {
    const configuration = await this.configurationOf(client);
    return openid.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri, scope: [...new Set(['openid', ...scopes])].join(' '), state, nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
      ...(reauthenticate ? { prompt: 'login', max_age: '0' } : {}),
    });
  }

  /**
   * Exchanges what the browser brought back for the claims of a verified ID token: signature by the issuer's keys,
   * issuer, audience, time, nonce, and the code verifier.
   */
  async vouched(client: Client, callback: URL, { state, nonce, verifier }: Checks): Promise<Vouched> {
    const configuration = await this.configurationOf(client);
    openid.enableNonRepudiationChecks(configuration);
    try {
      const tokens = await openid.authorizationCodeGrant(configuration, callback, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
      const claims = tokens.claims();
      if (!claims || !tokens.id_token) throw new SignInNotProved();
      return { claims: claims as Claims, idToken: tokens.id_token };
    } catch (error) {
      if (isCausedBy(error, PeerUnreachable) || isCausedBy(error, AddressNotAllowed)) throw new IssuerUnavailable();
      if (error instanceof openid.AuthorizationResponseError) throw new SignInDeclined();
      throw new SignInNotProved();
    }
  }

  /** Where to end the session at the issuer too, if it offers that. */
  async endSessionUrl(client: Client, { returnTo, state, idToken }: { returnTo: string; state: string; idToken: string }): Promise<URL | undefined> {
    const configuration = await this.configurationOf(client);
    const { end_session_endpoint: endpoint } = configuration.serverMetadata();
    return endpoint ? openid.buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo, state, id_token_hint: idToken }) : undefined;
  }

  /**
   * How an issuer signs what it sends by itself: its keys, asked for where it publishes them and nowhere else, at most once in
   * half a minute however many tokens name keys that it does not have.
   */
  async signing(issuer: string): Promise<{ algorithms: string[]; keys: JWTVerifyGetKey }> {
    const { jwks_uri: address = '', id_token_signing_alg_values_supported: algorithms = [] } = await this.remembered(issuer);
    const published = this.keySets.get(address) ?? createRemoteJWKSet(new URL(address), { [customFetch]: this.fetch as never, timeoutDuration: timeoutSeconds * 1000, cacheMaxAge: remembersMs });
    if (this.keySets.size >= 1000) this.keySets.clear();
    this.keySets.set(address, published);
    const keys: JWTVerifyGetKey = async (header, token) => {
      try {
        return await published(header, token);
      } catch (error) {
        throw isAway(error) ? new IssuerUnavailable() : error;
      }
    };
    return { algorithms, keys };
  }

  private async configurationOf(client: Client): Promise<openid.Configuration> {
    const metadata = await this.remembered(client.issuer);
    const takesBasic = (metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']).includes('client_secret_basic');
    const { clientSecret } = client;
    const authentication = clientSecret === undefined ? openid.None() : takesBasic ? openid.ClientSecretBasic(clientSecret) : openid.ClientSecretPost(clientSecret);
    const configuration = new openid.Configuration(metadata, client.clientId, undefined, authentication);
    configuration[openid.customFetch] = this.fetch;
    configuration.timeout = timeoutSeconds;
    if (this.allowPrivate) openid.allowInsecureRequests(configuration);
    return configuration;
  }

  /** A busy door asks the issuer what it is once a minute; its keys are asked for at every sign-in, so that a new one counts at once. */
  private async remembered(issuer: string): Promise<openid.ServerMetadata> {
    const known = this.known.get(issuer);
    if (known && known.until > Date.now()) return known.metadata;
    try {
      const metadata = await this.discover(issuer);
      if (this.known.size >= 1000) this.known.clear();
      this.known.set(issuer, { metadata, until: Date.now() + remembersMs });
      return metadata;
    } catch {
      throw new IssuerUnavailable();
    }
  }

  private async discover(issuer: string): Promise<openid.ServerMetadata> {
    const execute = this.allowPrivate ? [openid.allowInsecureRequests] : [];
    const found = await openid.discovery(new URL(issuer), 'kairos', undefined, openid.None(), { [openid.customFetch]: this.fetch, timeout: timeoutSeconds, execute });
    const { supportsPKCE: _helper, ...metadata } = found.serverMetadata();
    // An issuer that stands for many, with a placeholder in its name, would vouch for people of all of them.
    if (metadata.issuer !== issuer) throw new IssuerRefused('issuer-mismatch', `calls itself ${JSON.stringify(metadata.issuer.slice(0, 200))}`);
    const { authorization_endpoint: authorization, token_endpoint: token, jwks_uri: keys } = metadata;
    if (!authorization || !token || !keys) throw new IssuerRefused('issuer-not-usable', 'names no authorization endpoint, token endpoint or keys');
    for (const endpoint of [authorization, token, keys, metadata.end_session_endpoint]) if (endpoint) demandAllowed(new URL(endpoint), { allowPrivate: this.allowPrivate });
    if (metadata.code_challenge_methods_supported && !metadata.code_challenge_methods_supported.includes('S256')) throw new IssuerRefused('issuer-not-usable', 'does not take PKCE with S256');
    const offered = metadata.id_token_signing_alg_values_supported ?? ['RS256'];
    const taken = offered.filter((algorithm) => signatures.includes(algorithm));
    if (taken.length === 0) throw new IssuerRefused('issuer-not-usable', 'signs with no key of its own');
    return { ...metadata, id_token_signing_alg_values_supported: taken };
  }
}

/** Whether keys could not be had, as opposed to there being no such key. */
function isAway(error: unknown): boolean {
  return error instanceof errors.JWKSTimeout || isCausedBy(error, PeerUnreachable) || isCausedBy(error, AddressNotAllowed);
}

function isCausedBy(error: unknown, kind: abstract new (...parts: never[]) => Error): boolean {
  if (error instanceof kind) return true;
  return error instanceof Error && error.cause !== undefined && isCausedBy(error.cause, kind);
}
