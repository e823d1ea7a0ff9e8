import type { ConnectorEndpoint, OpenApiAuth, OpenApiOperation } from '@kairos/contracts';

/** An operation, as it is chosen: `POST /orders`. */
export const operationKey = ({ method, path }: Pick<OpenApiOperation, 'method' | 'path'>): string => `${method} ${path}`;

/** Operations in which all words are found, wherever. */
export function matching(operations: readonly OpenApiOperation[], text: string | undefined, all: boolean): OpenApiOperation[] {
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return operations.filter((operation) => {
    if (!all && !operation.endpoint) return false;
    const told = [operation.method, operation.path, operation.operationId, operation.summary, ...(operation.endpoint?.fields.map(({ name }) => name) ?? [])].join(' ').toLowerCase();
    return words.every((word) => told.includes(word));
  });
}

/** The address and the way to sign in that all of these have; undefined where they differ, or tell none. */
export function sharedBy(operations: readonly OpenApiOperation[]): { baseUrl?: string; auth?: OpenApiAuth } {
  const baseUrl = oneOf(operations.map((operation) => operation.baseUrl));
  const auth = oneOf(operations.map((operation) => JSON.stringify(operation.auth)));
  const way = auth === undefined ? null : (JSON.parse(auth) as OpenApiAuth | null);
  return { ...(baseUrl === undefined || baseUrl === null ? {} : { baseUrl }), ...(way === null ? {} : { auth: way }) };
}

function oneOf<T>(told: readonly T[]): T | undefined {
  return new Set(told).size === 1 ? told[0] : undefined;
}

/** Names that stand twice among what is chosen: an endpoint each cannot be made of them. */
export function namedTwice(operations: readonly OpenApiOperation[]): string[] {
  const names = operations.flatMap(({ endpoint }) => (endpoint ? [endpoint.name] : []));
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

/** The endpoints of a connector that give way to chosen ones. */
export function replacedBy(operations: readonly OpenApiOperation[], kept: readonly ConnectorEndpoint[]): string[] {
  const names = new Set(operations.map(({ endpoint }) => endpoint?.name));
  return kept.map(({ name }) => name).filter((name) => names.has(name));
}
