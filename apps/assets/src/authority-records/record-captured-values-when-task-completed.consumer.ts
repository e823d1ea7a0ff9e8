import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { authorityRecordFields, recordAuthorities, recordValueProblem, TaskCompleted, type EventOf, type RecordAuthority } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import type { z } from 'zod';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';
import { Plant } from '../plants/plant.entity.ts';
import { AuthorityRecord } from './authority-record.entity.ts';
import { CapturedValueRefused } from './authority-record.errors.ts';
import { AuthorityRecordRepository } from './authority-record.repository.ts';

/**
 * What the form of a task captured is recorded with the authorities, by the rules that hold for whoever records it by hand. What these do
 * not take is not lost: the event becomes a dead letter that says why.
 */
@Injectable()
@Consumes('assets-captured-values', TaskCompleted)
export class RecordCapturedValuesWhenTaskCompletedConsumer implements EventConsumer {
  constructor(
    private readonly em: EntityManager,
    private readonly records: AuthorityRecordRepository,
  ) {}

  async handle({ data }: EventOf<typeof TaskCompleted>): Promise<void> {
    const { plantId, workflowId, taskId, completedBy, captured } = data;
    const given = (authority: RecordAuthority) => Object.fromEntries(captured.filter((one) => one.authority === authority && one.value !== null).map(({ field, value }) => [field, readField(authority, field, value)]));
    const toWrite = recordAuthorities.map((authority) => ({ authority, facts: given(authority) })).filter(({ facts }) => Object.keys(facts).length > 0);
    if (toWrite.length === 0) return;
    const plant = await this.em.findOne(Plant, { id: plantId, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    // It was removed from the portfolio since.
    if (!plant) return;
    for (const { authority, facts } of toWrite) {
      const record = (await this.records.find(plantId, authority)) ?? AuthorityRecord.of(plant, authority);
      await this.records.write(plant, record, facts, { userId: completedBy, workflowId, taskId });
    }
  }
}

/** The value as the record holds it. */
function readField(authority: RecordAuthority, field: string, value: unknown): Facts[string] {
  const problem = recordValueProblem(authority, field, value);
  if (problem !== undefined) throw new CapturedValueRefused(authority, field, problem);
  return (authorityRecordFields[authority] as Record<string, z.ZodType>)[field]?.parse(value);
}
