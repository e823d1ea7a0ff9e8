import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchReceipt, BatchRowResult } from '@kairos/contracts';
import { nothingDone } from './people-acts.ts';
import { PeopleRepository } from './people.repository.ts';
import { emailsOf } from './read-user-row.calc.ts';
import { UserRows } from './user-rows.ts';

/** What a chunk would do to people, by the same rules, without storing or mailing anything. */
@Injectable()
export class PlanUserBatchHandler {
  constructor(private readonly people: PeopleRepository) {}

  async execute({ importJobId, chunkIndex, rows }: ApplyBatchBody, actor: Actor): Promise<BatchReceipt> {
    const plan = new UserRows(await this.people.look(emailsOf(rows), actor), actor, nothingDone);
    const results: BatchRowResult[] = [];
    for (const row of rows) results.push(await plan.take(row));
    return { importJobId, chunkIndex, results, resultsSha256: createHash('sha256').update(JSON.stringify(results)).digest('hex'), impact: plan.impact() };
  }
}
