import type { ConnectorAuth, ConnectorEndpoint, ConnectorField, ConnectorView, DeliveryPolicy } from '@kairos/contracts';

export type FieldValues = {
  name: string; type: ConnectorField['type']; required: boolean; omittedWhenEmpty: boolean; values: string[];
  minLength: number | string; maxLength: number | string; min: string; max: string; pattern: string; format: string; note: string;
};
export type EndpointValues = { name: string; title: string; method: ConnectorEndpoint['method']; path: string; fields: FieldValues[]; body: string };
export type AuthValues = { type: ConnectorAuth['type']; in: 'header' | 'query'; name: string; username: string; tokenUrl: string; clientId: string; scope: string; audience: string; clientAuthentication: 'basic' | 'form' };
export type PolicyField = keyof DeliveryPolicy;
export type ConnectorValues = {
  name: string; title: string; kind: ConnectorView['kind']; baseUrl: string; headers: { name: string; value: string }[]; auth: AuthValues; endpoints: EndpointValues[];
  /** As they are typed: times in seconds. */
  policy: Record<PolicyField, number | string>;
};

export const policyFields = ['requestsPerMinute', 'concurrency', 'timeoutMs', 'attempts', 'firstPauseMs', 'longestPauseMs', 'failuresToOpen'] as const satisfies readonly PolicyField[];
const millisecondsOfSecond = 1000;

export const anyAuth: AuthValues = { type: 'bearer', in: 'header', name: '', username: '', tokenUrl: '', clientId: '', scope: '', audience: '', clientAuthentication: 'basic' };
export const newField: FieldValues = { name: '', type: 'string', required: false, omittedWhenEmpty: false, values: [], minLength: '', maxLength: '', min: '', max: '', pattern: '', format: '', note: '' };
export const newEndpoint: EndpointValues = { name: '', title: '', method: 'POST', path: '/', fields: [{ ...newField, required: true }], body: '' };
/** A connector begins with the policy that the API gives to those who say none. */
export const newConnector: ConnectorValues = {
  name: '', title: '', kind: 'rest', baseUrl: '', headers: [], auth: anyAuth, endpoints: [],
  policy: { requestsPerMinute: 600, concurrency: 4, timeoutMs: 15, attempts: 10, firstPauseMs: 1, longestPauseMs: 600, failuresToOpen: 10 },
};

export function isTime(field: PolicyField): boolean {
  return field.endsWith('Ms');
}

export function valuesOf({ name, title, kind, baseUrl, headers, auth, endpoints, policy }: ConnectorView): ConnectorValues {
  return {
    name, title, kind, baseUrl, headers: Object.entries(headers).map(([header, value]) => ({ name: header, value })), auth: { ...anyAuth, ...auth },
    endpoints: endpoints.map(({ body, title: called = '', fields, ...rest }) => ({ ...rest, title: called, fields: fields.map((field) => ({ ...newField, ...field })), body: body === undefined ? '' : JSON.stringify(body, undefined, 2) })),
    policy: Object.fromEntries(policyFields.map((field) => [field, isTime(field) ? policy[field] / millisecondsOfSecond : policy[field]])) as ConnectorValues['policy'],
  };
}

/** What the API takes, unchecked; of a template that is no JSON nothing. */
export function bodyOf({ headers, auth, endpoints, policy, ...plain }: ConnectorValues, secret: string) {
  return {
    ...plain, name: plain.name.trim(), title: plain.title.trim(), baseUrl: plain.baseUrl.trim(),
    headers: Object.fromEntries(headers.filter(({ name, value }) => name !== '' || value !== '').map(({ name, value }) => [name.trim(), value.trim()])),
    auth: authOf(auth), endpoints: endpoints.map(endpointOf),
    policy: Object.fromEntries(policyFields.map((field) => [field, policy[field] === '' ? null : isTime(field) ? Math.round(Number(policy[field]) * millisecondsOfSecond) : Number(policy[field])])),
    ...(secret === '' || auth.type === 'none' ? {} : { secret }),
  };
}

export function authOf({ type, in: where, name, username, tokenUrl, clientId, scope, audience, clientAuthentication }: AuthValues) {
  if (type === 'api-key') return { type, in: where, name: name.trim() };
  if (type === 'basic') return { type, username: username.trim() };
  if (type !== 'oauth2-client-credentials') return { type };
  return { type, tokenUrl: tokenUrl.trim(), clientId: clientId.trim(), clientAuthentication, ...given({ scope: scope.trim(), audience: audience.trim() }) };
}

function endpointOf({ name, title, method, path, fields, body }: EndpointValues) {
  const template = parsed(body);
  return { name: name.trim(), method, path: path.trim(), fields: fields.map(fieldOf), ...given({ title: title.trim() }), ...(template === undefined ? {} : { body: template }) };
}

function fieldOf({ name, type, required, omittedWhenEmpty, values, ...rules }: FieldValues) {
  return { name: name.trim(), type, required, ...given(rules), ...(omittedWhenEmpty ? { omittedWhenEmpty } : {}), ...(values.length > 0 ? { values } : {}) };
}

function given<T extends Readonly<Record<string, unknown>>>(told: T): Partial<T> {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== '')) as Partial<T>;
}

/** Undefined where nothing is told, or nothing that is JSON. */
function parsed(text: string): unknown {
  try {
    return text.trim() === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** Which endpoints have a template that is no JSON, by place. */
export function brokenTemplates({ endpoints }: Pick<ConnectorValues, 'endpoints'>): number[] {
  return endpoints.flatMap(({ body }, at) => (body.trim() !== '' && parsed(body) === undefined ? [at] : []));
}

/** The name that recipes call a connector by, made of its title. */
export function nameFrom(title: string): string {
  return title.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 60).replaceAll(/^-|-$/g, '');
}
