import { z } from 'zod';

export type JsonObject = Record<string, unknown>;

const place = '#/components/schemas/';
const unnamed = 'unnamed';

/** JSON schemas of zod schemas: one with a name is written once and referred to by it, in whatever holds it. */
export class SchemaBook {
  private readonly names = new Map<z.ZodType, string>();

  /** @param exported schemas by name, such as all that a contracts module exports; other values are passed over */
  constructor(exported: Record<string, unknown>) {
    for (const [name, value] of Object.entries(exported).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (value instanceof z.ZodType && !this.names.has(value)) this.names.set(value, name);
    }
  }

  /** A reference to a named schema, or an unnamed one in full. */
  refer(schema: z.ZodType): JsonObject {
    const name = this.names.get(schema);
    return name === undefined ? this.inFull(schema) : { $ref: `${place}${name}` };
  }

  /** The schema itself; what it is made of stays a reference. */
  inFull(schema: z.ZodType): JsonObject {
    const name = this.names.get(schema) ?? unnamed;
    return this.write(new Map([...this.names, [schema, name]]))[name] ?? {};
  }

  /** The named schemas that a document refers to, and those they refer to in turn. */
  referredIn(document: unknown): JsonObject {
    const all = this.write(this.names);
    const found = new Set<string>();
    const search = (value: unknown): void => {
      for (const [, name = ''] of JSON.stringify(value).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
        const schema = all[name];
        if (!schema || found.has(name)) continue;
        found.add(name);
        search(schema);
      }
    };
    search(document);
    return Object.fromEntries([...found].sort().map((name) => [name, all[name]]));
  }

  private write(names: Map<z.ZodType, string>): Record<string, JsonObject> {
    const registry = z.registry<{ id: string }>();
    for (const [schema, id] of names) registry.add(schema, { id });
    const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => `${place}${id}` });
    return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plain(schema)]));
  }
}

/** Without the marks of a stand-alone schema. Only `z.json()` is recursive without a name: it takes any JSON. */
function plain(schema: object): JsonObject {
  const text = JSON.stringify(schema, (key, value: unknown) => (key === '$schema' || key === '$id' ? undefined : value));
  return JSON.parse(text.replaceAll(/\{"\$ref":"#\/components\/schemas\/__shared[^"]*"\}/g, '{}')) as JsonObject;
}
