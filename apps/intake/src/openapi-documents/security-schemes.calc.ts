import type { OpenApiAuth, OpenApiSecurityScheme } from '@kairos/contracts';
import { entriesOf, isNode, listOf, textOf, type DocumentNode } from './parse-document.calc.ts';
import type { References } from './references.calc.ts';

/** The ways a document knows to show who one is, as connectors have them. */
export function securitySchemesOf(references: References, root: DocumentNode, baseUrl: string | null): OpenApiSecurityScheme[] {
  const components = isNode(root.components) ? root.components : {};
  return entriesOf((components as DocumentNode).securitySchemes).slice(0, 100).map(([name, scheme]) => ({ name: name.slice(0, 200), ...readScheme(references, scheme, baseUrl) }));
}

/**
 * The first of an operation's ways that a connector has: one that asks for several at once is none.
 *
 * @param required the operation's `security`, else the document's
 */
export function authOf(required: unknown, schemes: readonly OpenApiSecurityScheme[]): { auth: OpenApiAuth | null; finding?: string } {
  const ways = listOf(required).filter(isNode).map((way) => Object.entries(way));
  if (ways.length === 0) return { auth: { type: 'none' } };
  for (const way of ways) {
    const [name, scopes] = way[0] ?? [];
    const auth = way.length === 1 && schemes.find((scheme) => scheme.name === name)?.auth;
    if (auth) return { auth: auth.type === 'oauth2-client-credentials' ? withScopes(auth, scopes) : auth };
  }
  if (ways.some((way) => way.length === 0)) return { auth: { type: 'none' } };
  return { auth: null, finding: `it asks for ${ways.map((way) => way.map(([name]) => name).join(' with ')).join(' or ').slice(0, 200)}, which connectors cannot show` };
}

function withScopes(auth: Extract<OpenApiAuth, { type: 'oauth2-client-credentials' }>, scopes: unknown): OpenApiAuth {
  const scope = listOf(scopes).filter((one) => typeof one === 'string').join(' ');
  return scope === '' || scope.length > 1000 ? auth : { ...auth, scope };
}

type Read = Pick<OpenApiSecurityScheme, 'auth' | 'detail'>;

function readScheme(references: References, place: unknown, baseUrl: string | null): Read {
  const none = (detail: string): Read => ({ auth: null, detail });
  let scheme: DocumentNode;
  try {
    scheme = references.follow(place);
  } catch (error) {
    if (error instanceof Error && error.name === 'NotUsable') return none(error.message.slice(0, 300));
    throw error;
  }
  const type = textOf(scheme.type) ?? 'unknown';
  if (type === 'apiKey') return apiKey(textOf(scheme.in), textOf(scheme.name));
  if (type === 'oauth2') return clientCredentials(scheme.flows, baseUrl);
  if (type !== 'http') return none(`${type.slice(0, 60)} is a way that connectors do not have`);
  const way = textOf(scheme.scheme)?.toLowerCase() ?? '';
  if (way === 'bearer') return { auth: { type: 'bearer' }, detail: 'a token, which is told as the secret' };
  if (way === 'basic') return { auth: { type: 'basic' }, detail: 'a user name, and a password that is told as the secret' };
  return none(`http ${way.slice(0, 60)} is a way that connectors do not have`);
}

function apiKey(place: string | undefined, name: string | undefined): Read {
  if ((place !== 'header' && place !== 'query') || !name || !/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name)) return { auth: null, detail: `a key in ${(place ?? 'nothing').slice(0, 60)} is a way that connectors do not have` };
  return { auth: { type: 'api-key', in: place, name }, detail: `a key in the ${place} ${name}, which is told as the secret` };
}

function clientCredentials(flows: unknown, baseUrl: string | null): Read {
  const flow = isNode(flows) ? flows.clientCredentials : undefined;
  const tokenUrl = isNode(flow) ? URL.parse(textOf(flow.tokenUrl) ?? '?', baseUrl ?? undefined)?.href : undefined;
  if (!tokenUrl || !/^https?:/.test(tokenUrl) || tokenUrl.length > 2000) return { auth: null, detail: isNode(flow) ? 'its token address is not whole, or longer than any may be' : 'of OAuth 2, connectors have client credentials alone' };
  return { auth: { type: 'oauth2-client-credentials', tokenUrl }, detail: 'a client, whose secret is told as the secret' };
}
