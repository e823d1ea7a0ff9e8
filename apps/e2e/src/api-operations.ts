import { readFileSync } from 'node:fs';
import { programNames } from './platform.ts';
import type { ProgramName } from './program.ts';

export type Schema = {
  $ref?: string; type?: string; enum?: unknown[]; const?: unknown; anyOf?: Schema[]; oneOf?: Schema[]; properties?: Record<string, Schema>; required?: string[];
  items?: Schema; additionalProperties?: Schema | boolean; pattern?: string; format?: string; minLength?: number; maxLength?: number; minimum?: number; maximum?: number;
  minItems?: number; maxItems?: number; default?: unknown;
};
export type Parameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema };
type Described = {
  'x-permission'?: string; 'x-public-because'?: string; 'x-step-up'?: true; 'x-in-person'?: true; 'x-own-proof'?: true; 'x-changes-nothing'?: true; parameters?: Parameter[]; requestBody?: { content: Record<string, { schema?: Schema }> }; responses: Record<string, unknown>;
};
export type Operation = {
  program: ProgramName;
  method: string;
  path: string;
  name: string;
  permission: string | undefined;
  publicBecause: string | undefined;
  stepUp: boolean;
  inPerson: boolean;
  ownProof: boolean;
  /** Whether it changes something of its tenant. */
  changes: boolean;
  parameters: Parameter[];
  /** Media types and, for JSON, the schema of the body. */
  body: { mediaType: string; schema: Schema | undefined } | undefined;
  resolve: (schema: Schema) => Schema;
};

/** Every route of every program, as the committed OpenAPI documents tell it. */
export function everyOperation(): Operation[] {
  return programNames.flatMap((program) => {
    const document = JSON.parse(readFileSync(new URL(`../../../docs/api/${program}.openapi.json`, import.meta.url), 'utf8')) as {
      paths: Record<string, Record<string, Described>>; components: { schemas: Record<string, Schema> };
    };
    const resolve = (schema: Schema): Schema => (schema.$ref ? resolve(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema);
    return Object.entries(document.paths).flatMap(([path, item]) =>
      // HEAD answers without a body, by which these walks tell refusals apart.
      Object.entries(item).filter(([method]) => method !== 'head').map(([method, described]): Operation => {
        const [mediaType, content] = Object.entries(described.requestBody?.content ?? {})[0] ?? [];
        return {
          program, method, path, name: `${program} ${method} ${path}`, permission: described['x-permission'], publicBecause: described['x-public-because'], stepUp: described['x-step-up'] === true,
          inPerson: described['x-in-person'] === true, ownProof: described['x-own-proof'] === true, changes: method !== 'get' && described['x-changes-nothing'] !== true,
          parameters: described.parameters ?? [], body: mediaType ? { mediaType, schema: content?.schema } : undefined, resolve,
        };
      }),
    );
  });
}

/** Whoever calls these is signed out. */
export function endsTheSession({ name }: Operation): boolean {
  return ['identity delete /api/v1/identity/sessions/current', 'identity post /api/v1/identity/oidc/sign-out'].includes(name);
}

export function parametersIn(operation: Operation, place: Parameter['in']): Parameter[] {
  return operation.parameters.filter((parameter) => parameter.in === place);
}

/** What every member may do: no permission is asked for. */
export function isOpenToMembers(permission: string | undefined): boolean {
  return permission === 'authenticated' || permission === 'own-account';
}
