import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { SubmissionPackMade, type MissingDocument, type SubmissionManifest } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { manifestText } from './pack-text.calc.ts';

const SubmissionPackSchema = defineEntity({
  name: 'SubmissionPack',
  tableName: 'submission_pack',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    workflowId: p.uuid(),
    taskId: p.uuid().nullable(),
    plantId: p.uuid(),
    // Its hash is told; the trail need not hold it twice.
    manifest: p.text().hidden(),
    manifestSha256: p.string(),
    documentCount: p.integer(),
    byteSize: p.bigint('number'),
    missing: p.json<MissingDocument[]>(),
    madeByUserId: p.uuid(),
    madeAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** What was put together to be submitted. Nothing of it is ever changed. */
export class SubmissionPack extends SubmissionPackSchema.class {
  static make(manifest: SubmissionManifest): SubmissionPack {
    const { packId: id, tenantId, workflow, task, plant, madeByUserId, madeAt, documents, missing } = manifest;
    const { text, sha256 } = manifestText(manifest);
    const facts = { workflowId: workflow.id, taskId: task?.id ?? null, plantId: plant.id, manifestSha256: sha256, documentCount: documents.length, madeByUserId };
    const pack = Object.assign(new SubmissionPack(), {
      ...facts, id, tenantId, manifest: text, byteSize: documents.reduce((sum, { byteSize }) => sum + byteSize, 0), missing, madeAt: new Date(madeAt), version: 1,
    } satisfies RequiredEntityData<SubmissionPack>);
    record(pack, SubmissionPackMade, { ...facts, submissionPackId: id, missingCount: missing.length });
    return pack;
  }
}
SubmissionPackSchema.setClass(SubmissionPack);
