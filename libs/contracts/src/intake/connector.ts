import { z } from 'zod';
import { Pattern } from './recipe-steps.ts';

export const ConnectorName = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be words of a–z and 0–9 joined by hyphens').max(60);
export type ConnectorName = z.infer<typeof ConnectorName>;

/** `rest`: an API with endpoints for records. `webhook`: one address that takes whatever it is told. */
export const connectorKinds = ['rest', 'webhook'] as const;
export const ConnectorKind = z.enum(connectorKinds);
export type ConnectorKind = z.infer<typeof ConnectorKind>;

export const connectorFieldTypes = ['string', 'number', 'integer', 'boolean', 'email', 'phone', 'date', 'datetime', 'url', 'object', 'array'] as const;
export const ConnectorFieldType = z.enum(connectorFieldTypes);
export type ConnectorFieldType = z.infer<typeof ConnectorFieldType>;

const ExactNumber = z.string().regex(/^-?\d{1,15}(\.\d{1,9})?$/, 'must be a decimal number such as 998.5');
/** `__proto__` is no name: to set it would change an object instead. */
const fieldName = /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_]{0,59}$/;

/** One field that an endpoint takes, and what it must be. */
export const ConnectorField = z.strictObject({
  name: z.string().regex(fieldName, 'must be a field name'),
  type: ConnectorFieldType,
  required: z.boolean().default(false),
  minLength: z.int().nonnegative().max(100_000).optional(),
  maxLength: z.int().positive().max(100_000).optional(),
  min: ExactNumber.optional(),
  max: ExactNumber.optional(),
  /** The only values it takes. */
  values: z.array(z.string().max(200)).min(1).max(200).optional(),
  /** What its text must match somewhere in it. */
  pattern: Pattern.optional(),
  /** What the API calls the way it is written, such as `uuid`; told, not checked. */
  format: z.string().min(1).max(60).optional(),
  /** Where there is no value, whether the body goes without it rather than with `null`. */
  omittedWhenEmpty: z.boolean().optional(),
  note: z.string().max(500).optional(),
});
export type ConnectorField = z.infer<typeof ConnectorField>;

export const endpointMethods = ['POST', 'PUT', 'PATCH', 'DELETE', 'GET'] as const;

/**
 * Where a record goes. `{code}` in the path is the record's field `code`; so it is in the texts of the body's template, where a
 * text that is nothing else becomes the value itself. Without a template the body is the record as it is.
 */
export const ConnectorEndpoint = z
  .strictObject({
    name: ConnectorName,
    title: z.string().trim().min(1).max(200).optional(),
    method: z.enum(endpointMethods),
    path: z.string().max(500).regex(/^\/[A-Za-z0-9._~!$&'()*+,;=:@/{}-]*$/, 'must be a path that begins with /, with {field} for values'),
    fields: z.array(ConnectorField).min(1).max(200),
    body: z.json().optional(),
  })
  .superRefine(({ path, fields, body }, context) => {
    const fault = (at: (string | number)[], message: string) => context.addIssue({ code: 'custom', path: at, message });
    const known = new Map(fields.map((field) => [field.name, field]));
    if (known.size !== fields.length) fault(['fields'], 'names a field twice');
    const inPath = placeholdersIn(path);
    if (path.replaceAll(/\{[A-Za-z_][A-Za-z0-9_]*\}/g, '').match(/[{}]/)) fault(['path'], 'has a brace that belongs to no field');
    for (const name of inPath) if (!known.get(name)?.required) fault(['path'], `${name} must be a required field`);
    if (path.split('/').some((part) => /^\.{1,2}(;|$)/.test(part))) fault(['path'], 'may not go up');
    for (const name of textsOf(body).flatMap(placeholdersIn)) if (!known.has(name)) fault(['body'], `there is no field ${name}`);
    if (JSON.stringify(body ?? null).length > 50_000) fault(['body'], 'is too long');
  });
export type ConnectorEndpoint = z.infer<typeof ConnectorEndpoint>;

const HeaderName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'must be the name of a header');
const Visible = (most: number) => z.string().min(1).max(most).regex(/^[\x20-\x7e]+$/, 'must be visible ASCII characters');
export const OutboundUrl = z.string().min(1).max(2000).regex(/^https?:\/\/[^\s\\#]+$/, 'must be an http(s) address without fragment');

/** How a connector shows who it is. What must be kept secret stands apart, in `secret`. */
export const ConnectorAuth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('api-key'), in: z.enum(['header', 'query']), name: HeaderName }),
  z.strictObject({ type: z.literal('bearer') }),
  z.strictObject({ type: z.literal('basic'), username: Visible(200).regex(/^[^:]+$/, 'may not hold a colon') }),
  z.strictObject({
    type: z.literal('oauth2-client-credentials'), tokenUrl: OutboundUrl, clientId: Visible(500), scope: Visible(1000).optional(), audience: Visible(500).optional(),
    /** Whether the client shows its secret in the header or in the form. */
    clientAuthentication: z.enum(['basic', 'form']).default('basic'),
  }),
]);
export type ConnectorAuth = z.infer<typeof ConnectorAuth>;

/** What is kept of a request's failures, and how it is asked again. */
export const DeliveryPolicy = z.strictObject({
  requestsPerMinute: z.int().min(1).max(60_000).default(600),
  concurrency: z.int().min(1).max(50).default(4),
  timeoutMs: z.int().min(500).max(60_000).default(15_000),
  /** How often a delivery is sent at most, the first time included. */
  attempts: z.int().min(1).max(50).default(10),
  /** The pause after the first failure; every further one doubles it, up to the longest. */
  firstPauseMs: z.int().min(100).max(600_000).default(1000),
  longestPauseMs: z.int().min(100).max(86_400_000).default(600_000),
  /** How many failures in a row stop everything to this address for a while. */
  failuresToOpen: z.int().min(1).max(100).default(10),
});
export type DeliveryPolicy = z.infer<typeof DeliveryPolicy>;

export const ConnectorHeaders = z
  .record(HeaderName, Visible(2000))
  .refine((headers) => Object.keys(headers).length <= 30, 'has more than 30 headers')
  .refine((headers) => !Object.keys(headers).some((name) => /^(authorization|cookie|proxy-.*|host|content-.*|transfer-encoding|connection|upgrade|te|trailer|expect|keep-alive|accept-encoding|idempotency-key|x-api-key|x-auth-token)$/i.test(name)), 'has a header that is not for it to set: secrets stand in auth');

/** The names in braces of a template. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(/\{([A-Za-z_][A-Za-z0-9_]*)\}/g)].map((match) => match[1] ?? '');
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
