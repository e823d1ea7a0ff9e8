import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudEvent, TaskView } from '@kairos/contracts';
import { runAsCommand } from '@kairos/event-bus';
import { eventually, TestNats, TestService } from '@kairos/testing';
import { AppModule } from '../app.module.ts';
import { ReconcileObligationsWhenPlantChangesConsumer } from '../deadlines/reconcile-obligations-when-plant-changes.consumer.ts';
import type { PlantEvent } from '../plants/told-facts.calc.ts';
import { workflowsService } from '../service.ts';
import { publishAsAssets } from './assets-stream.ts';

export type StoredDeadline = {
  id: string; plant_id: string; obligation_code: string; status: string; nominal_due_on: string | null; due_on: string | null; counted_from: string | null;
  why: { fields: Record<string, string | null> }; withdrawal: { reason: string; detail: string } | null; version: number;
};

/** The service on a real database and broker, on a day the test names. */
export class WorkflowsUnderTest {
  today = '2026-11-21';

  private constructor(
    readonly nats: TestNats,
    /** Where documents are kept. */
    readonly folder: string,
    private started: TestService | undefined,
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<WorkflowsUnderTest> {
    const [nats, folder] = await Promise.all([TestNats.start(), mkdtemp(join(tmpdir(), 'kairos-documents-'))]);
    const under = new WorkflowsUnderTest(nats, folder, undefined);
    const clock = { now: () => new Date(`${under.today}T10:00:00Z`) };
    under.started = await TestService.start({ ...workflowsService, module: (config) => AppModule.forConfig(config, clock) }, { nats, environment: { FILES_DIR: folder, ...environment } });
    return under;
  }

  get service(): TestService {
    if (!this.started) throw new Error('Not started.');
    return this.started;
  }

  /** Publishes events and waits until this service has taken each of them. */
  async hear(...events: CloudEvent[]): Promise<void> {
    await publishAsAssets(this.nats, events);
    const ids = [...new Set(events.map(({ id }) => id))];
    const taken = async () => {
      const { rows } = await this.service.database.admin.query<{ n: number }>('select count(*)::int as n from workflows.inbox_message where event_id = any($1)', [ids]);
      return rows[0]?.n ?? 0;
    };
    await eventually(taken, (count) => count === ids.length, 20_000);
  }

  /** A replica that takes an event in a transaction of its own, and does something before it commits. */
  async takeAsReplica(event: CloudEvent, beforeCommit: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const consumer = this.service.running.app.get(ReconcileObligationsWhenPlantChangesConsumer, { strict: false });
    const context = { actorKind: 'system', actorId: 'replica', sessionId: null, action: 'replica', permission: null, requestId: event.id, address: null, userAgent: null, reason: null, traceparent: undefined, audit: 'bulk' } as const;
    await this.service.asTenant(event.tenantid, () => runAsCommand(context, () => this.service.em.transactional(async () => {
      await consumer.handle(event as PlantEvent);
      await beforeCommit();
    })));
  }

  /** One replica takes an event, and once what is done `meanwhile` waits for it, takes those `behind` it and commits. */
  async takeSlowly(event: CloudEvent, meanwhile: () => PromiseLike<unknown>, behind: readonly CloudEvent[] = []): Promise<void> {
    const [taken, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const consumer = this.service.running.app.get(ReconcileObligationsWhenPlantChangesConsumer, { strict: false });
    const first = this.takeAsReplica(event, async () => {
      taken.resolve();
      await over.promise;
      for (const next of behind) await consumer.handle(next as PlantEvent);
    });
    await Promise.race([taken.promise, first]);
    // A request is sent once somebody asks for its answer.
    const second = Promise.resolve(meanwhile());
    const waiting = () => this.service.database.admin
      .query<{ n: number }>('select count(*)::int as n from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()')
      .then(({ rows }) => rows[0]?.n ?? 0);
    await eventually(waiting, (n) => n > 0, 10_000).finally(over.resolve);
    await Promise.all([first, second]);
  }

  /** Hands in every document that a task requires. */
  async handIn({ id, documents }: Pick<TaskView, 'id' | 'documents'>, { tenantId }: { tenantId: string }): Promise<void> {
    const clerk = await this.service.signIn(['documents.document.write'], { tenantId });
    for (const { code, category, required } of documents) {
      const query = new URLSearchParams({ fileName: `${code}.xml`, category, taskId: id, requirementCode: code }).toString();
      if (required) await clerk.api.post(`/api/v1/workflows/documents?${query}`).set('content-type', 'application/xml').send(`<${code}>${randomUUID()}</${code}>`).expect(201);
    }
  }

  async deadlinesOf(plantId: string): Promise<StoredDeadline[]> {
    const { rows } = await this.service.database.admin.query<StoredDeadline>(
      `select id, plant_id, obligation_code, status, nominal_due_on::text, due_on::text, counted_from::text, why, withdrawal, version
       from workflows.deadline where plant_id = $1 order by obligation_code, nominal_due_on`,
      [plantId],
    );
    return rows;
  }

  async stop(): Promise<void> {
    await this.started?.stop();
    await this.nats.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
