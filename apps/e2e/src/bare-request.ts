import { randomUUID } from 'node:crypto';
import { parametersIn, type Operation } from './api-operations.ts';
import type { RawRequest } from './raw-request.ts';
import { sampleOf } from './sample-body.ts';
import { sharedParameters } from './tenant-records.ts';

/** A request for a route with records that do not exist and a body that fits nothing: whoever is let in changes nothing. */
export function bareRequest(operation: Operation, token: string): RawRequest {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'version' ? '1' : sharedParameters[name] ?? (name === 'name' ? 'no-such-recipe' : randomUUID())));
  const query = parametersIn(operation, 'query').flatMap(({ name, required, schema }) => (required ? [`${name}=${encodeURIComponent(String(sampleOf(schema, operation.resolve)))}`] : [])).join('&');
  return {
    method: operation.method, path: query ? `${path}?${query}` : path,
    headers: { authorization: `Bearer ${token}`, ...(operation.body ? { 'content-type': operation.body.mediaType } : {}) },
    ...(operation.body ? { body: operation.body.mediaType === 'application/json' ? '{"fits": "nothing"}' : 'code\nA\n' } : {}),
  };
}
