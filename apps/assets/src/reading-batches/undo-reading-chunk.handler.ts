import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { undoChunkSize, type UndoChunkBody, type UndoChunkReceipt } from '@kairos/contracts';
import { auditBulk, commandContext, insertAggregates, newId } from '@kairos/event-bus';
import { ImportUndos } from '../import-receipts/import-undos.repository.ts';
import { ReadingUpload } from '../readings/reading-upload.entity.ts';
import { ReadingUndos, type ReadingsTakenBack, type ReadingUndoItem } from './reading-undos.repository.ts';

/** One chunk of an undo of readings: what they held until now is kept, as for any correction, with an event for each meter and one audit record. A repeated chunk finds it done. */
@Injectable()
export class UndoReadingChunkHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly imports: ImportUndos,
    private readonly undos: ReadingUndos,
  ) {}

  @Transactional()
  async execute({ importJobId, chunkIndex }: UndoChunkBody, actor: Actor): Promise<UndoChunkReceipt> {
    this.imports.demandPermitted(actor, 'assets.reading.record');
    const context = commandContext();
    if (context) context.audit = 'bulk';
    await this.imports.begin(actor.tenantId, importJobId);
    const [from, count] = [chunkIndex * undoChunkSize, undoChunkSize];
    const items = await this.undos.holdOpenItems(importJobId, from, count);
    if (items.length > 0) await this.undo(importJobId, items, actor);
    const { remaining: left = 0 } = (await this.imports.opened(importJobId)) ?? {};
    return { importJobId, chunkIndex, ...(await this.undos.outcome(importJobId, from, count)), left };
  }

  private async undo(importJobId: string, items: readonly ReadingUndoItem[], { tenantId, userId }: Actor): Promise<void> {
    const taken = [...Map.groupBy(items, ({ meterId }) => meterId)].map(([meterId, ofMeter]): ReadingsTakenBack => {
      const [{ plantId } = { plantId: '' }] = ofMeter;
      const upload = ReadingUpload.takingBack(
        { restored: ofMeter.filter(({ withdrawn }) => !withdrawn), withdrawn: ofMeter.filter(({ withdrawn }) => withdrawn) },
        { tenantId, plantId, meterId, source: `undo of import ${importJobId}`, recordedBy: userId },
      );
      return { upload, items: ofMeter.map(({ place }) => ({ place, correctionId: newId() })) };
    });
    await insertAggregates(this.em, 'assets', ReadingUpload, taken.map(({ upload }) => upload));
    await this.undos.takeBack(importJobId, taken);
    await this.imports.done(importJobId, items.length);
    auditBulk(this.em, 'assets', { resourceType: 'ReadingBatch', resourceId: importJobId, count: items.length, results: JSON.stringify(items) });
  }
}
