import { isDeepStrictEqual } from 'node:util';
import { isInternal } from '../edge/internal-routes.calc.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Group = Record<string, Json>;
export type OpenApiDocument = {
  openapi: string;
  info: { title: string; version: string; description?: string };
  servers?: Json;
  tags?: { name: string; description?: string }[];
  security?: Json;
  paths: Group;
  components?: Record<string, Group>;
};

/** One document of what the edge serves, from one per service. Components that differ under one name get their service's in front. */
export function mergeOpenApi(documents: Record<string, OpenApiDocument>, info: OpenApiDocument['info']): OpenApiDocument {
  const merged = { openapi: '3.1.0', info, servers: [{ url: '/' }], tags: [] as { name: string; description?: string }[], paths: {} as Group, components: {} as Record<string, Group> };
  for (const [service, document] of Object.entries(documents)) {
    const names = newNames(service, document.components ?? {}, merged.components);
    merged.tags.push({ name: service, ...(document.info.description ? { description: document.info.description } : {}) });
    for (const [path, item] of Object.entries(document.paths)) {
      if (isServed(service, path)) merged.paths[path] = tagged(rename(item, names) as Group, service, document.security);
    }
    for (const [kind, group] of Object.entries(document.components ?? {})) {
      const target = (merged.components[kind] ??= {});
      for (const [name, component] of Object.entries(group)) target[nameOf(names, kind, name)] = rename(component, names);
    }
  }
  return merged;
}

/** Services are reached under their own name only; what they keep for one another is left out. */
function isServed(service: string, path: string): boolean {
  if (service === 'gateway') return !path.startsWith('/api/docs') && path !== '/';
  return path.startsWith(`/api/v1/${service}`) && !isInternal(path);
}

function newNames(service: string, components: Record<string, Group>, taken: Record<string, Group>): Map<string, string> {
  const names = new Map<string, string>();
  for (const [kind, group] of Object.entries(components)) {
    for (const [name, component] of Object.entries(group)) {
      const known = taken[kind]?.[name];
      if (known !== undefined && !isDeepStrictEqual(known, component)) names.set(`#/components/${kind}/${name}`, `#/components/${kind}/${service}.${name}`);
    }
  }
  return names;
}

function nameOf(names: Map<string, string>, kind: string, name: string): string {
  return names.get(`#/components/${kind}/${name}`)?.split('/').at(-1) ?? name;
}

function rename(value: Json, names: Map<string, string>): Json {
  if (Array.isArray(value)) return value.map((item) => rename(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === '$ref' && typeof item === 'string' ? (names.get(item) ?? item) : rename(item, names)]));
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

function tagged(item: Group, service: string, security: Json | undefined): Group {
  return Object.fromEntries(
    Object.entries(item).map(([key, operation]) => {
      if (!methods.has(key)) return [key, operation];
      const described = operation as Group;
      return [key, { ...(security === undefined ? {} : { security }), ...described, tags: [service] }];
    }),
  );
}
