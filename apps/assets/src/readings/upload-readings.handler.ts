import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { UploadedReadings, UploadReadingsBody } from '@kairos/contracts';
import { askedTimes, planReadings } from './plan-readings.calc.ts';
import { ReadingRepository } from './reading.repository.ts';
import { ReadingUpload } from './reading-upload.entity.ts';

@Injectable()
export class UploadReadingsHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly readings: ReadingRepository,
  ) {}

  @Transactional()
  async execute(plantId: string, meterId: string, { source, reason, readings }: UploadReadingsBody, actor: Actor): Promise<UploadedReadings> {
    const { timeZone } = await this.readings.demandMeter(plantId, meterId, actor);
    const known = await this.readings.holdMet(askedTimes(meterId, readings, timeZone));
    const plan = planReadings(readings, known.get(meterId) ?? [], { timeZone, nowMs: Date.now(), reason });
    const { recorded, corrected, unchanged, rejected } = plan;
    const counts = { recorded: recorded.length, corrected: corrected.length, unchanged, rejected };
    if (recorded.length + corrected.length === 0) return { readingUploadId: null, ...counts };
    const upload = ReadingUpload.of(plan, { tenantId: actor.tenantId, plantId, meterId, source, importJobId: null, recordedBy: actor.userId });
    this.em.persist(upload);
    await this.readings.store([{ upload, recorded, corrected }]);
    return { readingUploadId: upload.id as UploadedReadings['readingUploadId'], ...counts };
  }
}
