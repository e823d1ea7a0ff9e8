import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { DeadlineSnapshot } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { Deadline, stateOf } from './deadline.entity.ts';

@Injectable()
@Snapshots('workflows.deadline')
export class DeadlineSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<Deadline[]> {
    const deadlines = await this.em.find(Deadline, where, options);
    for (const deadline of deadlines) record(deadline, DeadlineSnapshot, stateOf(deadline));
    return deadlines;
  }
}
