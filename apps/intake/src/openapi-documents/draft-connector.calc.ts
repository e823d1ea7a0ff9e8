import { ConnectorAuth, type ChosenOperation, type ConnectorEndpoint, type OpenApiDocumentView, type OpenApiOperation, type RegisterConnectorBody, type RegisterConnectorFromOpenApiBody } from '@kairos/contracts';
import { OpenApiLeavesOpen, OpenApiOperationNotFound, OpenApiOperationNotUsable } from './openapi.errors.ts';

/** The endpoints of chosen operations. @throws OpenApiOperationNotFound, OpenApiOperationNotUsable */
export function endpointsOf({ operations }: OpenApiDocumentView, chosen: readonly ChosenOperation[]): ConnectorEndpoint[] {
  return chosen.map(({ name, ...wanted }, index) => {
    const { endpoint, findings } = find(operations, wanted, index);
    if (!endpoint) throw new OpenApiOperationNotUsable(index, `${wanted.method} ${wanted.path}`, findings);
    return name === undefined ? endpoint : { ...endpoint, name };
  });
}

/**
 * A connector to chosen operations, as its document and whoever registers it describe it.
 *
 * @throws OpenApiOperationNotFound, OpenApiOperationNotUsable
 * @throws OpenApiLeavesOpen where neither tells address or authentication
 */
export function draftConnector(read: OpenApiDocumentView, { operations: chosen, name, title, baseUrl, auth, policy, secret }: RegisterConnectorFromOpenApiBody): RegisterConnectorBody {
  const endpoints = endpointsOf(read, chosen);
  const operations = chosen.map((wanted, index) => find(read.operations, wanted, index));
  return {
    name, title: title ?? (read.title || name), kind: 'rest', headers: {}, policy, endpoints,
    baseUrl: baseUrl ?? oneOf(operations.map((operation) => operation.baseUrl)) ?? demand('baseUrl', 'The document does not tell one whole address of these operations: tell it.'),
    auth: auth ?? wholeAuth(operations) ?? demand('auth', 'The document does not tell all of how to show who one is there: tell it.'),
    ...(secret === undefined ? {} : { secret }),
  };
}

function find(operations: readonly OpenApiOperation[], { method, path }: Pick<ChosenOperation, 'method' | 'path'>, index: number): OpenApiOperation {
  const found = operations.find((operation) => operation.method === method && operation.path === path);
  if (!found) throw new OpenApiOperationNotFound(index, `${method} ${path}`);
  return found;
}

function oneOf(told: readonly (string | null)[]): string | undefined {
  return new Set(told).size === 1 ? (told[0] ?? undefined) : undefined;
}

/** Neither user names nor clients stand in a document. */
function wholeAuth(operations: readonly OpenApiOperation[]): ConnectorAuth | undefined {
  const told = oneOf(operations.map(({ auth }) => JSON.stringify(auth)));
  return told === undefined ? undefined : ConnectorAuth.safeParse(JSON.parse(told)).data;
}

function demand(what: 'baseUrl' | 'auth', why: string): never {
  throw new OpenApiLeavesOpen(what, why);
}
