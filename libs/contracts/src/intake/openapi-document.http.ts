import { z } from 'zod';
import { ConnectorAuth, ConnectorEndpoint, ConnectorName, DeliveryPolicy, endpointMethods, OutboundUrl } from './connector.ts';
import { ConnectorSecret } from './connector.http.ts';

/** Characters of a document at most. */
export const longestOpenApiDocument = 4 * 1_048_576;
const Document = z.string().min(2).max(longestOpenApiDocument);

/** An OpenAPI document of version 3.0 or 3.1 as its text, in JSON or YAML. Nothing it refers to elsewhere is fetched. */
export const ReadOpenApiBody = z.strictObject({ document: Document });
export type ReadOpenApiBody = z.infer<typeof ReadOpenApiBody>;

/** As much of a connector's `auth` as a document tells: a user name, a client and whatever is secret are not in it. */
export const OpenApiAuth = z.discriminatedUnion('type', [
  z.object({ type: z.literal('none') }),
  z.object({ type: z.literal('api-key'), in: z.enum(['header', 'query']), name: z.string() }),
  z.object({ type: z.literal('bearer') }),
  z.object({ type: z.literal('basic') }),
  z.object({ type: z.literal('oauth2-client-credentials'), tokenUrl: z.string(), scope: z.string().optional() }),
]);
export type OpenApiAuth = z.infer<typeof OpenApiAuth>;

export const OpenApiSecurityScheme = z.object({
  name: z.string(),
  /** Null where it is a way that connectors do not have; `detail` says which. */
  auth: OpenApiAuth.nullable(),
  detail: z.string(),
});
export type OpenApiSecurityScheme = z.infer<typeof OpenApiSecurityScheme>;

export const OpenApiOperation = z.object({
  method: z.enum(endpointMethods),
  path: z.string(),
  operationId: z.string().nullable(),
  summary: z.string().nullable(),
  deprecated: z.boolean(),
  takesBody: z.boolean(),
  /** Where it is; null where the document tells no whole address. */
  baseUrl: z.string().nullable(),
  /** The first of its ways to show who one is that connectors have; null where they have none. */
  auth: OpenApiAuth.nullable(),
  /** What a connector makes of it; null where records cannot be sent there. */
  endpoint: ConnectorEndpoint.nullable(),
  /** Why not, and what of it is not told or not checked. */
  findings: z.array(z.string()),
});
export type OpenApiOperation = z.infer<typeof OpenApiOperation>;

export const OpenApiDocumentView = z.object({
  openapi: z.string(),
  title: z.string(),
  version: z.string(),
  baseUrl: z.string().nullable(),
  securitySchemes: z.array(OpenApiSecurityScheme),
  operations: z.array(OpenApiOperation),
});
export type OpenApiDocumentView = z.infer<typeof OpenApiDocumentView>;

/** One operation of a document; `name` is what the connector calls it, its `operationId` unless told otherwise. */
const ChosenOperation = z.strictObject({ method: z.enum(endpointMethods), path: z.string().min(1).max(500), name: ConnectorName.optional() });
export type ChosenOperation = z.infer<typeof ChosenOperation>;
const operations = z.array(ChosenOperation).min(1).max(100);

/** What the document does not tell, or tells in several ways, is told beside it: address, authentication, secret. */
export const RegisterConnectorFromOpenApiBody = z.strictObject({
  document: Document,
  operations,
  name: ConnectorName,
  title: z.string().trim().min(1).max(200).optional(),
  baseUrl: OutboundUrl.optional(),
  auth: ConnectorAuth.optional(),
  policy: DeliveryPolicy.prefault({}),
  secret: ConnectorSecret.optional(),
});
export type RegisterConnectorFromOpenApiBody = z.infer<typeof RegisterConnectorFromOpenApiBody>;

/** Endpoints of the names that a connector has already are replaced; the rest of it stays. */
export const FillConnectorFromOpenApiBody = z.strictObject({ document: Document, operations });
export type FillConnectorFromOpenApiBody = z.infer<typeof FillConnectorFromOpenApiBody>;
