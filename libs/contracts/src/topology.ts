/** A durable consumer: which stream it reads and the one subject filter it follows (NATS 2.9 allows one). */
export type Durable = {
  name: string; stream: string; filter: string;
  /** Of what it follows it takes the service's own events that somebody may see (`visibility`), and passes over the rest. */
  takes?: 'visible';
};
export type ServiceTopology = { port: number; stream: string; durables: Durable[] };

const access = (service: string): Durable => ({ name: `${service}-access`, stream: 'IDENTITY', filter: 'identity.access.>' });
const audit = (service: string): Durable => ({
  name: `identity-audit-of-${service}`,
  stream: service.toUpperCase(),
  filter: `${service}.audit.recorded.v1`,
});

/** What webhook endpoints can be told of. */
const webhooksOf = (service: string): Durable => ({ name: `intake-webhooks-of-${service}`, stream: service.toUpperCase(), filter: `${service}.>`, takes: 'visible' });

/**
 * Who publishes where and who consumes what. Streams, durables, NATS permissions and the AsyncAPI document are made
 * from this one table; a `@Consumes` that it does not list stops the service at boot.
 */
export const topology = {
  identity: {
    port: 4001,
    stream: 'IDENTITY',
    durables: [...['identity', 'assets', 'workflows', 'intake'].map(audit), { name: 'identity-notification-mail', stream: 'WORKFLOWS', filter: 'workflows.notification.mail-due.v1' }],
  },
  assets: { port: 4002, stream: 'ASSETS', durables: [access('assets'), { name: 'assets-captured-values', stream: 'WORKFLOWS', filter: 'workflows.task.completed.v1' }] },
  workflows: {
    port: 4003,
    stream: 'WORKFLOWS',
    durables: [access('workflows'), { name: 'workflows-plant-obligations', stream: 'ASSETS', filter: 'assets.plant.*.v1' },
      { name: 'workflows-registry-cards', stream: 'ASSETS', filter: 'assets.registry-card.snapshot.v1' }, { name: 'workflows-authority-records', stream: 'ASSETS', filter: 'assets.authority-record.snapshot.v1' },
      { name: 'workflows-notification-mail', stream: 'IDENTITY', filter: 'identity.notification-mail.*.v1' },
      { name: 'workflows-notify-of-tasks', stream: 'WORKFLOWS', filter: 'workflows.task.*.v1' }, { name: 'workflows-notify-of-workflows', stream: 'WORKFLOWS', filter: 'workflows.workflow.*.v1' },
      { name: 'workflows-notify-of-documents', stream: 'WORKFLOWS', filter: 'workflows.document.*.v1' }, { name: 'workflows-notify-of-maintenance', stream: 'ASSETS', filter: 'assets.maintenance.*.v1' },
      { name: 'workflows-notify-of-imports', stream: 'INTAKE', filter: 'intake.import-job.failed.v1' }, { name: 'workflows-notify-of-webhooks', stream: 'INTAKE', filter: 'intake.webhook-endpoint.stopped.v1' }],
  },
  intake: { port: 4004, stream: 'INTAKE', durables: [access('intake'), ...['assets', 'workflows', 'intake'].map(webhooksOf)] },
} satisfies Record<string, ServiceTopology>;

export type ServiceName = keyof typeof topology;
export const serviceNames = Object.keys(topology) as ServiceName[];
export const gatewayPort = 4000;
