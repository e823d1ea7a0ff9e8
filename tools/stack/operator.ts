import { join } from 'node:path';
import { serviceNames } from '@kairos/contracts';
import { documentsIn, environmentOf, natsSecret, ownerUrl } from './environments.ts';
import type { Stack } from './environments.ts';
import { writePrivate } from './secrets.ts';

/** What operator commands of the CLI need, for the person who owns this folder and nobody else. */
export function writeOperatorFile(root: string, stack: Stack): void {
  const operator = {
    gatewayUrl: `http://127.0.0.1:${stack.gatewayPort}`,
    databaseUrl: stack.databaseUrl,
    ownerUrls: Object.fromEntries(serviceNames.map((service) => [service, ownerUrl(stack, service)])),
    environments: Object.fromEntries(serviceNames.map((service) => [service, environmentOf(stack, service)])),
    nats: { servers: stack.natsUrl, user: 'admin', password: stack.secret(natsSecret('admin')) },
    keys: stack.keys,
    files: stack.files,
    documents: documentsIn(stack.files),
  };
  writePrivate(join(root, 'operator.json'), `${JSON.stringify(operator, null, 2)}\n`);
}
