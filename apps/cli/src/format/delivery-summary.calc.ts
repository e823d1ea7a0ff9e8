import type { DeliverySummary, DeliveryView } from '@kairos/contracts';
import { printable, table } from './table.calc.ts';

const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ');

export function deliveriesTable(deliveries: readonly DeliverySummary[]): string {
  return table(deliveries, [
    { title: 'made', value: ({ createdAt }) => minute(createdAt) },
    { title: 'what', value: ({ topic }) => topic, maxWidth: 40 },
    { title: 'status', value: ({ status }) => status },
    { title: 'attempts', value: ({ attempts }) => String(attempts), align: 'right' },
    { title: 'last answer', value: ({ lastStatus, lastError }) => [lastStatus, lastError].filter((part) => part !== null).join(', '), maxWidth: 40 },
    { title: 'id', value: ({ id }) => id },
  ]);
}

/** One delivery with what was sent and every answer. */
export function deliverySummary(delivery: DeliveryView): string {
  const { id, origin, topic, status, attempts, nextAttemptAt, idempotencyKey, payload, log } = delivery;
  return [
    `${id}: ${status} after ${attempts} attempts${nextAttemptAt === null ? '' : `, the next at ${minute(nextAttemptAt)} UTC`}`,
    printable(`${origin} ${topic}, key ${idempotencyKey}`),
    JSON.stringify(payload, null, 2).split('\n').map(printable).join('\n'),
    table(log, [
      { title: 'sent at', value: ({ startedAt }) => startedAt.slice(0, 19).replace('T', ' ') },
      { title: 'ms', value: ({ ms }) => String(ms), align: 'right' },
      { title: 'outcome', value: ({ outcome }) => outcome },
      { title: 'status', value: ({ status: answered }) => String(answered ?? '—'), align: 'right' },
      { title: 'answer', value: ({ error, responseHead }) => [error, responseHead].filter(Boolean).join(': '), maxWidth: 100 },
    ]),
  ].join('\n');
}
