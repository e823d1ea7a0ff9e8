import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { may, plantScope, type Actor } from '@kairos/auth';
import type { ListSubmissionPacksQuery, SubmissionPackPage, SubmissionPackView } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { WorkflowNotFound } from '../workflows/workflow.errors.ts';
import { SubmissionPackNotFound } from './submission-packs.errors.ts';

const columns = `s.id, s.workflow_id as "workflowId", s.task_id as "taskId", s.plant_id as "plantId", s.manifest_sha256 as "manifestSha256", s.document_count as "documentCount", s.byte_size as "byteSize", s.missing,
  s.made_by_user_id as "madeByUserId", s.made_at as "madeAt"`;
const visible = '($1::uuid[] is null or s.plant_id = any($1))';
const Position = z.tuple([z.uuid()]);

@Injectable()
export class SubmissionPacksQueries {
  constructor(private readonly em: EntityManager) {}

  async list(workflowId: string, { limit, cursor }: ListSubmissionPacksQuery, actor: Actor): Promise<SubmissionPackPage> {
    const [workflow] = await tenantQuery(this.em, 'select id from workflow s where id = $2 and ($1::uuid[] is null or plant_id = any($1))', [plantScope(actor), workflowId]);
    if (!workflow || !may(actor, 'workflows.workflow.read')) throw new WorkflowNotFound();
    const after = cursor === undefined ? null : decodeCursor(cursor, Position)[0];
    const rows = await tenantQuery<SubmissionPackView>(
      this.em, `select ${columns} from submission_pack s where ${visible} and s.workflow_id = $2 and ($3::uuid is null or s.id < $3) order by s.id desc limit $4`, [plantScope(actor), workflowId, after, limit + 1],
    );
    return toPage(rows, limit, (row) => ({ ...row, byteSize: Number(row.byteSize), madeAt: toInstant(row.madeAt) }), ({ id }) => [id]);
  }

  /** The manifest byte for byte as it stands in the archive. */
  async manifest(submissionPackId: string, actor: Actor): Promise<string> {
    const [row] = await tenantQuery<{ manifest: string }>(this.em, `select s.manifest from submission_pack s where ${visible} and s.id = $2`, [plantScope(actor), submissionPackId]);
    // A manifest names the workflow, its tasks and what they ask for.
    if (!row || !may(actor, 'workflows.workflow.read')) throw new SubmissionPackNotFound();
    return row.manifest;
  }
}
