import { placeholdersIn, type ConnectorEndpoint, type ConnectorField } from '@kairos/contracts';

/** Values of a record by field, as they stand in its row; null where there is none. */
export type RecordValues = Readonly<Record<string, string | null>>;

/** The value of a field; null where the record has none, whatever all objects have of that name. */
export function valueIn(values: RecordValues, name: string): string | null {
  return Object.hasOwn(values, name) ? (values[name] ?? null) : null;
}

/** A record that cannot become a request, whatever the other side answers. */
export class RecordNotSendable extends Error {
  override readonly name = 'RecordNotSendable';
}

type Shape = { baseUrl: string; endpoint: Pick<ConnectorEndpoint, 'method' | 'path' | 'fields' | 'body'> };

/**
 * The address and the body by which a record goes to an endpoint. Numbers stand in the body digit for digit as they were written.
 *
 * @throws RecordNotSendable
 */
export function requestOf({ baseUrl, endpoint }: Shape, values: RecordValues): { url: string; body: string | undefined } {
  const url = `${baseUrl.replace(/\/+$/, '')}${pathOf(endpoint.path, values)}`;
  if (endpoint.method === 'GET' || (endpoint.method === 'DELETE' && endpoint.body === undefined)) return { url, body: undefined };
  const fields = new Map(endpoint.fields.map((field) => [field.name, field]));
  const body = endpoint.body === undefined ? asItIs(endpoint.fields, values) : (filled(endpoint.body, fields, values) ?? {});
  return { url, body: JSON.stringify(body) };
}

/** Every value is one segment's text: none adds a segment, goes up, or begins a query. */
function pathOf(path: string, values: RecordValues): string {
  return path.replaceAll(/\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_all, name: string) => {
    const value = valueIn(values, name) ?? '';
    if (value === '' || !value.isWellFormed() || /^\.{1,2}$/.test(value)) throw new RecordNotSendable(`${name} holds nothing that can stand in an address.`);
    return encodeURIComponent(value);
  });
}

function asItIs(fields: readonly ConnectorField[], values: RecordValues): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((field) => (Object.hasOwn(values, field.name) && !isLeftOut(field, values) ? [[field.name, typed(field, valueIn(values, field.name))]] : [])));
}

/** What a template becomes; undefined for a part that is left out. */
function filled(template: unknown, fields: ReadonlyMap<string, ConnectorField>, values: RecordValues): unknown {
  if (Array.isArray(template)) return template.map((item) => filled(item, fields, values) ?? null);
  if (typeof template === 'object' && template !== null) {
    const parts = Object.entries(template).map(([key, item]) => [key, filled(item, fields, values)] as const);
    const there = parts.filter(([, part]) => part !== undefined);
    // An object of which nothing is there is not there either.
    return parts.length > 0 && there.length === 0 ? undefined : Object.fromEntries(there);
  }
  if (typeof template !== 'string') return template;
  const [only] = placeholdersIn(template);
  const field = only === undefined ? undefined : fields.get(only);
  if (field && template === `{${field.name}}`) return isLeftOut(field, values) ? undefined : typed(field, valueIn(values, field.name));
  return template.replaceAll(/\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (all, name: string) => (fields.has(name) ? (valueIn(values, name) ?? '') : all));
}

function isLeftOut({ name, omittedWhenEmpty }: ConnectorField, values: RecordValues): boolean {
  return omittedWhenEmpty === true && (valueIn(values, name) ?? '') === '';
}

/** JSON's own way of keeping a number as it was written, which the language's types do not name yet. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };

function typed({ name, type }: ConnectorField, value: string | null): unknown {
  if (value === null) return null;
  if (type === 'number' || type === 'integer') {
    if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(value)) throw new RecordNotSendable(`${name} is no number.`);
    return rawJSON(value);
  }
  if (type === 'boolean') {
    if (value !== 'true' && value !== 'false') throw new RecordNotSendable(`${name} is neither true nor false.`);
    return value === 'true';
  }
  return type === 'object' || type === 'array' ? parsed(name, type, value) : value;
}

function parsed(name: string, type: 'object' | 'array', value: string): unknown {
  try {
    const content: unknown = JSON.parse(value);
    if (typeof content === 'object' && content !== null && Array.isArray(content) === (type === 'array')) return content;
  } catch {
    // Told below, like JSON of another type.
  }
  throw new RecordNotSendable(`${name} is no JSON ${type}.`);
}
