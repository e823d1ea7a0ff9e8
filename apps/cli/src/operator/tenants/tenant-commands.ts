import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { OperatorAct, PlainDate, tenantFeatures, tenantPlans } from '@kairos/contracts';
import { printable, table } from '../../format/table.calc.ts';
import type { OperatorContext } from '../operator-context.ts';
import type { KnownTenant } from './find-tenants.ts';

type Options = { reason: string; home?: string; until?: string; graceDays?: number };

/** `tenant list|set-plan|set-features|set-email-domains|suspend|reactivate|cancel`: what no tenant may do to itself. */
export function addTenantCommands(program: Command, context: () => OperatorContext): void {
  const tenant = program.command('tenants').description('the tenants of an installation: plans, features, suspension');
  tenant.command('list', { isDefault: true }).description('list every tenant').option('--home <folder>', 'folder of the stack').action(({ home }: { home?: string }) => list(context(), home));
  act(tenant, 'set-plan', 'give a tenant another plan, and end a trial')
    .addArgument(new Argument('<plan>').choices(tenantPlans))
    .option('--until <date>', 'the last day of the plan; without it, it has no end', dateOption)
    .action((name: string, plan: string, options: Options) => carryOut(context(), name, options, { act: 'set-plan', plan, endsOn: options.until ?? null }));
  act(tenant, 'set-features', 'switch on exactly these features of a tenant')
    .addArgument(new Argument('[features...]').choices(tenantFeatures))
    .action((name: string, features: string[], options: Options) => carryOut(context(), name, options, { act: 'set-features', features }));
  act(tenant, 'set-email-domains', 'say that exactly these domains are a tenant’s own: by their addresses its identity providers are found')
    .argument('[domains...]', 'such as example.org')
    .action((name: string, domains: string[], options: Options) => carryOut(context(), name, options, { act: 'set-email-domains', domains }));
  act(tenant, 'suspend', 'make a tenant read-only').action((name: string, options: Options) => carryOut(context(), name, options, { act: 'suspend' }));
  act(tenant, 'reactivate', 'let a suspended or cancelled tenant work again').action((name: string, options: Options) => carryOut(context(), name, options, { act: 'reactivate' }));
  act(tenant, 'cancel', 'make a tenant read-only, and close it after the days of grace')
    .addOption(new Option('--grace-days <days>', 'how long it can still read and export').argParser(daysOption))
    .action((name: string, options: Options) => carryOut(context(), name, options, { act: 'cancel', ...(options.graceDays === undefined ? {} : { graceDays: options.graceDays }) }));
}

function act(tenant: Command, name: string, description: string): Command {
  return tenant.command(name).description(description).argument('<tenant>', 'its id or name').requiredOption('--reason <text>', 'why; stands in the tenant’s audit trail').option('--home <folder>', 'folder of the stack');
}

async function list(context: OperatorContext, home: string | undefined): Promise<void> {
  const { listTenants } = await import('./find-tenants.ts');
  const tenants = await listTenants(context.operator(home));
  context.terminal.result(tenants, () => (tenants.length === 0 ? 'none' : tableOf(tenants)));
}

async function carryOut(context: OperatorContext, name: string, { reason, home }: Options, facts: object): Promise<void> {
  const [{ findTenant }, { actOnTenant }] = await Promise.all([import('./find-tenants.ts'), import('./act-on-tenant.ts')]);
  const operator = context.operator(home);
  const { id } = await findTenant(operator, name);
  const tenant = await actOnTenant(OperatorAct.parse({ ...facts, tenantId: id, reason }), operator, context.environment);
  const until = tenant.closedFrom ? `, closed from ${tenant.closedFrom}` : tenant.readOnlyFrom ? `, read-only from ${tenant.readOnlyFrom}` : '';
  context.terminal.result(tenant, () => `${printable(tenant.name)}: ${tenant.status}, ${tenant.plan}${tenant.features.length > 0 ? ` with ${tenant.features.join(', ')}` : ''}${until}`);
}

function tableOf(tenants: KnownTenant[]): string {
  return table(tenants, [
    { title: 'id', value: ({ id }) => id },
    { title: 'name', value: ({ name }) => name, maxWidth: 40 },
    { title: 'status', value: ({ status }) => status },
    { title: 'plan', value: ({ plan }) => plan },
    { title: 'until', value: ({ planEndsOn }) => planEndsOn ?? '' },
    { title: 'users', value: ({ users }) => String(users), align: 'right' },
    { title: 'plants', value: ({ plants }) => String(plants), align: 'right' },
  ]);
}

function dateOption(text: string): string {
  const date = PlainDate.safeParse(text);
  if (!date.success) throw new InvalidArgumentError('must be a date such as 2027-12-31');
  return date.data;
}

function daysOption(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('must be a whole number of days');
  return Number(text);
}
