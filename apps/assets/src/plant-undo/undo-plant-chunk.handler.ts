import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { demandActingService, may, type Actor } from '@kairos/auth';
import { undoChunkSize, type UndoChunkBody, type UndoChunkReceipt } from '@kairos/contracts';
import { auditBulk, commandContext } from '@kairos/event-bus';
import { Plant } from '../plants/plant.entity.ts';
import { ImportIsNotBeingUndone, ImportNotPermitted } from '../plants/plant.errors.ts';
import { PlantImportUndos, type UndoItem } from './plant-import-undos.repository.ts';

/** One chunk of an undo: plants, events, what was done and one audit record in one transaction. A repeated chunk finds it done. */
@Injectable()
export class UndoPlantChunkHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly undos: PlantImportUndos,
  ) {}

  @Transactional()
  async execute({ importJobId, chunkIndex }: UndoChunkBody, actor: Actor): Promise<UndoChunkReceipt> {
    // Whose imports a user may undo is known to intake, which asks in their name.
    demandActingService(actor, 'intake');
    if (!may(actor, 'assets.plant.import')) throw new ImportNotPermitted('assets.plant.import');
    const context = commandContext();
    if (context) context.audit = 'bulk';
    await this.undos.lock(actor.tenantId, importJobId);
    if (!(await this.undos.opened(importJobId))) throw new ImportIsNotBeingUndone();
    const items = await this.undos.openItems(importJobId, chunkIndex * undoChunkSize, undoChunkSize);
    if (items.length > 0) await this.undo({ importJobId, tenantId: actor.tenantId }, items);
    return { importJobId, chunkIndex, ...(await this.receipt(importJobId, chunkIndex)) };
  }

  private async undo({ importJobId, tenantId }: { importJobId: string; tenantId: string }, items: readonly UndoItem[]): Promise<void> {
    await this.em.execute(`select set_config('app.undoing', 'yes', true)`);
    const plants = new Map((await this.em.find(Plant, { id: { $in: items.map(({ plantId }) => plantId) } })).map((plant) => [plant.id, plant]));
    const done = items.map(({ place, plantId, versionBefore, held }) => {
      const plant = plants.get(plantId);
      if (held === null) plant?.delete();
      else plant?.restore(held);
      return { place, plant_id: plantId, outcome: held === null ? 'removed' : 'restored', version: (plant?.version ?? 0) + 1, same_as_version: versionBefore };
    });
    const json = JSON.stringify(done);
    auditBulk(this.em, 'assets', { resourceType: 'PlantBatch', resourceId: importJobId, count: done.length, results: json });
    // The plants first: while the items are open nothing else can reach them.
    await this.em.flush();
    await this.em.execute(
      `update plant_import_undo_item i set outcome = r.outcome from json_to_recordset(?::json) as r (place integer, outcome text) where i.import_job_id = ? and i.place = r.place`, [json, importJobId]);
    await this.em.execute(
      `insert into plant_restoration (tenant_id, plant_id, version, same_as_version)
       select ?, r.plant_id, r.version, r.same_as_version from json_to_recordset(?::json) as r (plant_id uuid, outcome text, version integer, same_as_version integer) where r.outcome = 'restored'`,
      [tenantId, json],
    );
    await this.em.execute(
      `update plant_import_undo set done_at = now() where import_job_id = ? and not exists (select from plant_import_undo_item where import_job_id = ? and outcome is null)`, [importJobId, importJobId]);
  }

  private async receipt(importJobId: string, chunkIndex: number): Promise<Pick<UndoChunkReceipt, 'removed' | 'restored' | 'left'>> {
    const [row] = await this.em.execute<{ removed: number; restored: number; left: number }[]>(
      `select count(*) filter (where outcome = 'removed' and place / ? = ?)::integer as removed, count(*) filter (where outcome = 'restored' and place / ? = ?)::integer as restored,
         count(*) filter (where outcome is null)::integer as left from plant_import_undo_item where import_job_id = ?`,
      [undoChunkSize, chunkIndex, undoChunkSize, chunkIndex, importJobId],
    );
    return row ?? { removed: 0, restored: 0, left: 0 };
  }
}
