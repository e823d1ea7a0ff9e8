import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import { ConnectorPage, ConnectorTestView, ConnectorTrafficView, ConnectorView, endpointMethods, OpenApiDocumentView } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import { items } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { connectorSummary, operationsTable } from '../format/connector-summary.calc.ts';
import { printable, table } from '../format/table.calc.ts';
import { jsonIn, textIn } from './documents-on-disk.ts';
import { uuid } from './options.ts';

const path = '/api/v1/intake/connectors';
type CreateOptions = { openapi?: true; operation?: string[]; name?: string; baseUrl?: string; secretStdin?: true };

export function addConnectorsCommands(program: Command, context: () => Context): void {
  const connectors = program.command('connectors').description('other APIs that rows are delivered to');
  connectors.command('list', { isDefault: true }).description('list connectors by name').action(() => list(context()));
  connectors.command('show <connector>').description('one connector, by its name or id, and how its deliveries stand').action((connector: string) => show(context(), connector));
  connectors
    .command('test <connector>')
    .description('try whether its API can be reached and knows us')
    .option('--endpoint <name>', 'an endpoint to look at too')
    .action((connector: string, options: { endpoint?: string }) => test(context(), connector, options));
  connectors.command('operations <document>').description('list what an OpenAPI document offers; nothing is stored').action((document: string) => operations(context(), document));
  connectors
    .command('create <document>')
    .description('register a connector; its secret is asked for, or read from standard input, and never shown again')
    .option('--openapi', 'the document is one of OpenAPI, of which operations are chosen; else it is the connector as JSON')
    .option('--operation <method-and-path...>', 'such as "POST /orders", with --openapi')
    .option('--name <name>', 'with --openapi')
    .option('--base-url <url>', 'with --openapi, where the document tells none')
    .addOption(new Option('--secret-stdin', 'read the secret from standard input'))
    .action((document: string, options: CreateOptions) => create(context(), document, options));
  connectors
    .command('change <connector> <document>')
    .description('change a connector to what a JSON document says; its secret stays unless another is given')
    .addOption(new Option('--secret-stdin', 'read another secret from standard input'))
    .action((connector: string, document: string, options: Pick<CreateOptions, 'secretStdin'>) => change(context(), connector, document, options));
  connectors
    .command('fill <connector> <document>')
    .description('give a connector the endpoints of chosen operations of an OpenAPI document, in place of those of the same names')
    .requiredOption('--operation <method-and-path...>', 'such as "POST /orders"')
    .action((connector: string, document: string, { operation }: { operation: string[] }) => fill(context(), connector, document, operation));
}

async function list({ api, terminal }: Context): Promise<void> {
  const found = await items(api, path, ConnectorPage, {});
  terminal.result(found.items, () =>
    table(found.items, [
      { title: 'name', value: ({ name }) => name },
      { title: 'address', value: ({ baseUrl }) => baseUrl, maxWidth: 60 },
      { title: 'sign-in', value: ({ auth }) => auth.type },
      { title: 'endpoints', value: ({ endpoints }) => String(endpoints.length), align: 'right' },
      { title: 'status', value: ({ active }) => (active ? 'active' : 'switched off') },
    ]),
  );
}

async function show(context: Context, wanted: string): Promise<void> {
  const connector = await find(context.api, wanted);
  const traffic = await context.api.call(`${path}/${connector.id}/traffic`, ConnectorTrafficView);
  context.terminal.result({ ...connector, traffic }, () => connectorSummary(connector, traffic));
}

async function test({ api, terminal }: Context, wanted: string, { endpoint }: { endpoint?: string }): Promise<void> {
  const { id, name } = await find(api, wanted);
  const told = await api.call(`${path}/${id}/test`, ConnectorTestView, { method: 'POST', body: { endpoint } });
  terminal.result(told, () => told.checks.map(({ step, outcome, ms, detail }) => printable(`${step.padEnd(10)}  ${outcome.padEnd(7)}  ${String(ms).padStart(5)} ms  ${detail}`)).join('\n'));
  if (!told.passed) throw new CliError(`${name} does not pass.`);
}

async function operations({ api, terminal }: Context, file: string): Promise<void> {
  const read = await api.call(`${path}/openapi`, OpenApiDocumentView, { method: 'POST', body: { document: await textIn(file) } });
  terminal.result(read, () => operationsTable(read));
}

async function create(context: Context, file: string, options: CreateOptions): Promise<void> {
  const { api, terminal } = context;
  const body = options.openapi ? await chosenIn(file, options) : await jsonIn(file);
  demandNoSecret(body);
  const secret = await secretFor(context, options, 'auth' in body ? isSignedIn(body.auth) : undefined);
  const connector = await api.call(options.openapi ? `${path}/from-openapi` : path, ConnectorView, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body: { ...body, ...(secret ? { secret } : {}) } });
  terminal.result(connector, () => `${connector.name} is registered, with ${connector.endpoints.length} endpoints at ${printable(connector.baseUrl)}.`);
}

async function change(context: Context, wanted: string, file: string, { secretStdin }: Pick<CreateOptions, 'secretStdin'>): Promise<void> {
  const { api, terminal } = context;
  const body = await jsonIn(file);
  demandNoSecret(body);
  const { id, version } = await find(api, wanted);
  const secret = secretStdin ? await terminal.readInput() : '';
  const changed = await api.call(`${path}/${id}`, ConnectorView, { method: 'PUT', headers: { 'if-match': `"${version}"` }, body: { ...body, ...(secret ? { secret } : {}) } });
  terminal.result(changed, () => `${changed.name} is changed.`);
}

async function fill({ api, terminal }: Context, wanted: string, file: string, operation: readonly string[]): Promise<void> {
  const body = { document: await textIn(file), operations: operationsIn(operation) };
  const { id, version } = await find(api, wanted);
  const filled = await api.call(`${path}/${id}/from-openapi`, ConnectorView, { method: 'POST', headers: { 'if-match': `"${version}"`, 'idempotency-key': randomUUID() }, body });
  terminal.result(filled, () => `${filled.name} has ${filled.endpoints.length} endpoints.`);
}

function demandNoSecret(body: Record<string, unknown>): void {
  if (Object.hasOwn(body, 'secret')) throw new CliError('A secret does not belong in a file: leave it out, and it is asked for.');
}

async function chosenIn(file: string, { operation = [], name, baseUrl }: CreateOptions): Promise<Record<string, unknown>> {
  if (name === undefined || operation.length === 0) throw new CliError('Say --name, and each --operation such as "POST /orders".');
  return { document: await textIn(file), operations: operationsIn(operation), name, ...(baseUrl === undefined ? {} : { baseUrl }) };
}

function operationsIn(texts: readonly string[]): { method: string; path: string }[] {
  return texts.map((text) => {
    const [, method = '', at] = /^(\S+)\s+(\/\S*)$/.exec(text.trim()) ?? [];
    if (!at || !endpointMethods.some((one) => one === method.toUpperCase())) throw new CliError(`${printable(text)} is no operation such as "POST /orders".`);
    return { method: method.toUpperCase(), path: at };
  });
}

/** @param needed undefined where the API alone knows whether there is one */
async function secretFor({ terminal }: Context, { secretStdin }: CreateOptions, needed: boolean | undefined): Promise<string | undefined> {
  if (secretStdin) return (await terminal.readInput()) || undefined;
  if (needed === false) return undefined;
  return (await terminal.askSecret(needed ? 'Secret: ' : 'Secret, or nothing where there is none: ')) || undefined;
}

function isSignedIn(auth: unknown): boolean {
  return typeof auth === 'object' && auth !== null && 'type' in auth && auth.type !== 'none';
}

async function find(api: Context['api'], wanted: string): Promise<ConnectorView> {
  if (uuid.test(wanted)) return api.call(`${path}/${wanted}`, ConnectorView);
  const { items: all } = await items(api, path, ConnectorPage, {});
  const found = all.find(({ name }) => name === wanted);
  if (!found) throw new CliError(`There is no connector ${printable(wanted)}.`);
  return found;
}
