import type { ConnectorTrafficView, ConnectorView, DeliveryCounts, OpenApiDocumentView } from '@kairos/contracts';
import { grouped, printable, table } from './table.calc.ts';

/** A connector with its endpoints, and how its deliveries stand. */
export function connectorSummary({ name, title, baseUrl, auth, active, secretSetAt, endpoints, policy }: ConnectorView, { circuit, deliveries }: ConnectorTrafficView): string {
  return [
    `${name}: ${printable(title)}${active ? '' : ' (switched off)'}`,
    `address     ${printable(baseUrl)}`,
    `sign-in     ${auth.type}${secretSetAt === null ? '' : `, its secret of ${secretSetAt.slice(0, 10)}`}`,
    `patience    ${grouped(policy.requestsPerMinute)} a minute, ${policy.concurrency} at once, ${policy.attempts} attempts`,
    `circuit     ${circuit}`,
    `deliveries  ${countsLine(deliveries)}`,
    '',
    table(endpoints, [
      { title: 'endpoint', value: (endpoint) => endpoint.name },
      { title: 'where', value: ({ method, path }) => `${method} ${path}`, maxWidth: 50 },
      { title: 'fields (needed ones with *)', value: ({ fields }) => fields.map((field) => `${field.name}${field.required ? '*' : ''}`).join(', '), maxWidth: 80 },
    ]),
  ].join('\n');
}

export function countsLine({ pending, delivered, dead, cancelled }: DeliveryCounts): string {
  return `${grouped(delivered)} delivered, ${grouped(pending)} pending, ${grouped(dead)} dead, ${grouped(cancelled)} cancelled`;
}

/** What an OpenAPI document offers: each operation with its fields, or why records cannot be sent to it. */
export function operationsTable({ title, version, baseUrl, operations, securitySchemes }: OpenApiDocumentView): string {
  return [
    printable(`${title} ${version}, at ${baseUrl ?? 'an address it does not tell'}`),
    ...securitySchemes.map(({ name, auth, detail }) => printable(`sign-in ${name}: ${auth?.type ?? 'none of ours'}, ${detail}`)),
    '',
    table(operations, [
      { title: 'operation', value: ({ method, path }) => `${method} ${path}`, maxWidth: 50 },
      { title: 'body', value: ({ takesBody }) => (takesBody ? 'yes' : 'no') },
      { title: 'what', value: ({ summary }) => summary ?? '', maxWidth: 30 },
      { title: 'fields (needed ones with *)', value: ({ endpoint, findings }) => (endpoint ? endpoint.fields.map((field) => `${field.name}${field.required ? '*' : ''}`).join(', ') : `— ${findings.join('; ')}`), maxWidth: 90 },
    ]),
  ].join('\n');
}
