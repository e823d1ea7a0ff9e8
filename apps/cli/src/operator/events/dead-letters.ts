import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import { serviceNames, type ServiceName } from '@kairos/contracts';
import { OperatorClient } from '@kairos/event-bus';
import { CliError } from '../../cli.errors.ts';
import { withDatabase } from '../database.ts';
import type { Operator } from '../operator.ts';
import { reach } from '../reach.ts';

export type DeadLetter = {
  id: string; service: ServiceName; consumer: string; stream: string; subject: string; eventId: string | null; tenantId: string | null;
  reason: string; deliveries: number; deadAt: string; replayedAt: string | null;
};
export type DeadLetterText = DeadLetter & { message: string };
/** One by its id, or all that wait; `service` narrows both. */
export type Selection = { id?: string; service?: ServiceName };
type Access = Pick<Operator, 'databaseUrl' | 'nats'>;

const columns = `id, consumer, stream, subject, event_id as "eventId", tenant_id as "tenantId", reason, deliveries,
  to_json(dead_at) #>> '{}' as "deadAt", to_json(replayed_at) #>> '{}' as "replayedAt", message`;
const writing = { readOnly: false, statementTimeoutMs: 60_000 };

/** What could not be consumed and waits for somebody, of every service; with `replayed` what was replayed too. */
export function listDeadLetters({ databaseUrl }: Pick<Operator, 'databaseUrl'>, { service, replayed }: { service?: ServiceName; replayed: boolean }): Promise<DeadLetter[]> {
  return withDatabase(databaseUrl, { ...writing, readOnly: true }, async (database) => {
    const letters = await find(database, service ? { service } : {}, replayed);
    return letters.map(({ message: _, ...letter }) => letter);
  });
}

export function showDeadLetter({ databaseUrl }: Pick<Operator, 'databaseUrl'>, id: string): Promise<DeadLetterText> {
  return withDatabase(databaseUrl, { ...writing, readOnly: true }, async (database) => one(await find(database, { id }, true), id));
}

/** Publishes the messages again; consumers that have seen the event let it pass. One that fails again is a new dead letter. */
export async function replayDeadLetters(operator: Access, selection: Selection): Promise<DeadLetter[]> {
  const client = await reach('NATS', OperatorClient.connect(operator.nats));
  try {
    return await settle(operator, selection, async (database, { id, service, subject, message }) => {
      await client.publish(subject, message, `${randomUUID()}:${id}`);
      await database.query(`update ${service}.dead_letter set replayed_at = now() where id = $1`, [id]);
    });
  } finally {
    await client.close();
  }
}

/** Deletes them. The inbox then says that the consumer is done with the event, so that no replay brings it back. */
export function discardDeadLetters(operator: Pick<Operator, 'databaseUrl'>, selection: Selection): Promise<DeadLetter[]> {
  return settle(operator, selection, async (database, letter) => {
    const names = namesOf(letter);
    await database.query(
      `with gone as (delete from ${letter.service}.dead_letter where id = $1 returning consumer)
       insert into ${letter.service}.inbox_message (event_id, consumer, tenant_id)
       select named.event_id, gone.consumer, named.tenant_id from gone, unnest($2::uuid[], $3::uuid[]) as named (event_id, tenant_id) on conflict do nothing`,
      [letter.id, names.map(({ id }) => id), names.map(({ tenantid }) => tenantid)],
    );
  });
}

const Names = z.object({ id: z.uuid(), tenantid: z.uuid() });

/** Events and their tenants, from the text where the consumer could not read it: one, or those of a batch, or none. */
function namesOf({ eventId, tenantId, message }: DeadLetterText): z.infer<typeof Names>[] {
  if (eventId && tenantId) return [{ id: eventId, tenantid: tenantId }];
  try {
    return [JSON.parse(message) as unknown].flat().flatMap((event) => Names.safeParse(event).data ?? []);
  } catch {
    return [];
  }
}

function settle({ databaseUrl }: Pick<Operator, 'databaseUrl'>, selection: Selection, each: (database: pg.Pool, letter: DeadLetterText) => Promise<void>): Promise<DeadLetter[]> {
  return withDatabase(databaseUrl, writing, async (database) => {
    const letters = await find(database, selection, selection.id !== undefined);
    if (selection.id !== undefined) one(letters, selection.id);
    for (const letter of letters) await each(database, letter);
    return letters.map(({ message: _, ...letter }) => letter);
  });
}

async function find(database: pg.Pool, { id, service }: Selection, replayed: boolean): Promise<DeadLetterText[]> {
  const services = service ? [service] : serviceNames;
  const found = await Promise.all(
    services.map((name) =>
      database.query<DeadLetterText>(
        `select '${name}' as service, ${columns} from ${name}.dead_letter where ($1::text is null or id::text = $1) and ($2 or replayed_at is null) order by id`,
        [id ?? null, replayed],
      ),
    ),
  );
  return found.flatMap(({ rows }) => rows);
}

function one(letters: DeadLetterText[], id: string): DeadLetterText {
  const [letter] = letters;
  if (!letter) throw new CliError(`There is no dead letter ${id}.`);
  return letter;
}
