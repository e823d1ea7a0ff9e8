import type { ConnectorEndpoint, OpenApiOperation, OpenApiSecurityScheme } from '@kairos/contracts';
import { AnswerSize } from './answer-size.calc.ts';
import { DocumentFault, entriesOf, isNode, listOf, textOf, type DocumentNode } from './parse-document.calc.ts';
import { RecordFields } from './record-fields.calc.ts';
import { NotUsable, type References } from './references.calc.ts';
import { authOf } from './security-schemes.calc.ts';
import { baseUrlOf } from './server-address.calc.ts';

const methods = ['post', 'put', 'patch', 'delete', 'get'] as const;
const mostOperations = 2000;
const mostFields = 50_000;
/** An operation by its method and its path as they are told. */
export type AskedOperation = Pick<OpenApiOperation, 'method' | 'path'>;
type Found = { path: string; method: (typeof methods)[number]; item: DocumentNode; operation: DocumentNode };

/**
 * Every operation of a document that a connector has a method for, in its order, or those of them that are asked for.
 *
 * @throws DocumentFault when they are too many, or telling them takes too much
 */
export function operationsOf(references: References, root: DocumentNode, schemes: readonly OpenApiSecurityScheme[], asked?: readonly AskedOperation[]): OpenApiOperation[] {
  const found = entriesOf(root.paths).flatMap(([path, place]): Found[] => {
    const item = unlessElsewhere(references, place);
    return methods.flatMap((method) => (isNode(item[method]) ? [{ path, method, item, operation: item[method] }] : []));
  });
  if (found.length > mostOperations) throw new DocumentFault(`The document has more than ${mostOperations} operations.`);
  const wanted = asked && new Set(asked.map(({ method, path }) => `${method} ${path}`));
  const size = new AnswerSize();
  let fields = 0;
  return found.filter(({ method, path }) => !wanted || wanted.has(`${method.toUpperCase()} ${path.slice(0, 500)}`)).map((one) => {
    const read = operationOf(references, root, schemes, one);
    fields += read.endpoint?.fields.length ?? 0;
    if (fields > mostFields) throw new DocumentFault(`The operations of the document have more than ${mostFields} fields.`);
    size.take(read);
    return read;
  });
}

function operationOf(references: References, root: DocumentNode, schemes: readonly OpenApiSecurityScheme[], { path, method, item, operation }: Found): OpenApiOperation {
  const { auth, finding } = authOf(operation.security ?? root.security, schemes);
  const findings = finding === undefined ? [] : [finding];
  const operationId = textOf(operation.operationId)?.slice(0, 200) ?? null;
  const summary = (textOf(operation.summary) ?? textOf(item.summary) ?? textOf(operation.description))?.replaceAll(/\s+/g, ' ').slice(0, 200).toWellFormed() ?? null;
  const takesBody = isNode(operation.requestBody);
  const endpoint = usable(findings, () => endpointOf(references, { path, method, item, operation }, findings, { name: nameOf(operationId ?? `${method} ${path}`), title: summary }));
  return {
    method: method.toUpperCase() as OpenApiOperation['method'], path: path.slice(0, 500), operationId, summary, deprecated: operation.deprecated === true, takesBody,
    baseUrl: [operation.servers, item.servers, root.servers].filter((servers) => listOf(servers).length > 0).map(baseUrlOf)[0] ?? null, auth, endpoint, findings,
  };
}

function endpointOf(references: References, { path, method, item, operation }: Found, findings: string[], { name, title }: { name: string; title: string | null }): ConnectorEndpoint {
  const record = new RecordFields(references);
  const parameters = parametersOf(references, item, operation);
  for (const one of parameters) if (one.in !== 'path' && one.required === true && one.in !== 'cookie' && !isOurs(one)) throw new NotUsable(`it needs ${String(one.name).slice(0, 100)} in its ${String(one.in).slice(0, 20)}, where connectors put nothing of a record`);
  const asked = path.replaceAll(/\{([^{}]{1,200})\}/g, (_all, parameter: string) => {
    const described = parameters.find((one) => one.in === 'path' && one.name === parameter);
    if (described?.style !== undefined && described.style !== 'simple') throw new NotUsable(`${parameter} in its path is written as ${String(described.style).slice(0, 20)}`);
    return `{${record.addInPath(parameter, described?.schema)}}`;
  });
  const schema = method === 'get' ? undefined : bodySchemaOf(references, operation.requestBody);
  const body = schema === undefined ? (method === 'get' || method === 'delete' ? undefined : {}) : record.addBody(schema);
  findings.push(...record.findings);
  if (record.fields.length === 0) throw new NotUsable('it takes nothing of a record');
  return { name, ...(title === null ? {} : { title }), method: method.toUpperCase() as ConnectorEndpoint['method'], path: asked, fields: record.fields, ...(body === undefined ? {} : { body: body as ConnectorEndpoint['body'] }) };
}

/** What we send anyhow. */
function isOurs({ in: place, name }: DocumentNode): boolean {
  return place === 'header' && /^(accept|authorization|content-type|idempotency-key)$/i.test(String(name));
}

/** Those of the operation before those of its path. */
function parametersOf(references: References, item: DocumentNode, operation: DocumentNode): DocumentNode[] {
  const all = [...listOf(operation.parameters), ...listOf(item.parameters)].map((parameter) => references.follow(parameter));
  return all.filter((one, index) => all.findIndex((other) => other.name === one.name && other.in === one.in) === index);
}

function bodySchemaOf(references: References, place: unknown): unknown {
  if (place === undefined) return undefined;
  const content = entriesOf(references.follow(place).content);
  const json = content.find(([mediaType]) => /^(application\/json|application\/\*|\*\/\*)\s*(;|$)/i.test(mediaType.trim()));
  if (!json) throw new NotUsable(`it takes ${content.map(([mediaType]) => mediaType).join(', ').slice(0, 200) || 'a body it does not describe'}, and connectors send application/json`);
  return references.follow(json[1]).schema;
}

function usable(findings: string[], make: () => ConnectorEndpoint): ConnectorEndpoint | null {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof NotUsable)) throw error;
    findings.push(error.message);
    return null;
  }
}

function unlessElsewhere(references: References, place: unknown): DocumentNode {
  try {
    return references.follow(place);
  } catch (error) {
    if (error instanceof NotUsable) return {};
    throw error;
  }
}

/** `createOrder`, `POST /orders/{id}` as words joined by hyphens. */
function nameOf(text: string): string {
  const words = text.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return words.slice(0, 60).replace(/-+$/, '') || 'endpoint';
}
