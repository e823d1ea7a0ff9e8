import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { MakeSubmissionPackBody, RequirementView, SubmissionManifest } from '@kairos/contracts';
import { newId } from '@kairos/event-bus';
import { FileStore } from '@kairos/service-kit/file-store';
import { Clock } from '../clock.port.ts';
import { DocumentContentMissing } from '../document-content/document-content.errors.ts';
import { unmet } from '../document-requirements/match-requirements.calc.ts';
import { RequiredDocuments } from '../document-requirements/required-documents.repository.ts';
import { packStream } from './pack-stream.ts';
import { chosenOf, leftOutIsMissing } from './chosen-documents.calc.ts';
import { manifestText, sumsText } from './pack-text.calc.ts';
import { SubmissionPack } from './submission-pack.entity.ts';
import { NothingToSubmit, RequiredDocumentsMissing, TooManyDocumentsToSubmit } from './submission-packs.errors.ts';
import { SubmittableDocumentsQueries, type Submission } from './submittable-documents.queries.ts';

const mostDocuments = 2000;
const askedAtOnce = 8;

/** Puts the documents of a workflow together. The manifest is kept before the first byte leaves, so that whatever was sent is on record. */
@Injectable()
export class MakeSubmissionPackHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly submittable: SubmittableDocumentsQueries,
    private readonly store: FileStore,
    private readonly clock: Clock,
    private readonly required: RequiredDocuments,
  ) {}

  async execute(workflowId: string, { taskId, documentIds, missing: choice }: MakeSubmissionPackBody, actor: Actor) {
    const submission = await this.submittable.submission(workflowId, taskId, actor);
    const submittable = await this.submittable.documents(submission, mostDocuments, actor);
    const documents = chosenOf(submittable, documentIds);
    const missing = unmet(leftOutIsMissing(await this.requirements(submission), submittable, documents)).map(({ code, title, category, status }) => ({ code, title, category, status }));
    if (choice === 'refuse' && missing.length > 0) throw new RequiredDocumentsMissing(missing);
    if (documents.length === 0) throw new NothingToSubmit();
    if (documents.length > mostDocuments) throw new TooManyDocumentsToSubmit(mostDocuments);
    await this.demandContents(actor.tenantId, documents.map(({ sha256 }) => sha256));
    const madeAt = this.clock.now();
    const manifest: SubmissionManifest = { ...headOf(submission, actor, madeAt), documents, missing };
    await this.em.transactional((em) => Promise.resolve(em.persist(SubmissionPack.make(manifest))));
    const { text, sha256 } = manifestText(manifest);
    const content = { manifest: text, sums: sumsText(sha256, manifest.documents), documents: manifest.documents, madeAt };
    return { packId: manifest.packId, manifestSha256: sha256, name: submission.workflow.name, stream: packStream(this.store, actor.tenantId, content) };
  }

  /** A store that is far away is asked for some at once. */
  private async demandContents(tenantId: string, hashes: readonly string[]): Promise<void> {
    for (let at = 0; at < hashes.length; at += askedAtOnce) {
      const found = await Promise.all(hashes.slice(at, at + askedAtOnce).map((sha256) => this.store.has(tenantId, sha256)));
      if (found.includes(false)) throw new DocumentContentMissing();
    }
  }

  private async requirements({ asking }: Submission): Promise<RequirementView[]> {
    const [ofWorkflow, ofTasks] = [await this.required.of('workflow', asking.filter(({ kind }) => kind === 'workflow')), await this.required.of('task', asking.filter(({ kind }) => kind === 'task'))];
    return asking.flatMap(({ kind, id }) => (kind === 'workflow' ? ofWorkflow : ofTasks).get(id) ?? []);
  }
}

function headOf({ workflow, task }: Submission, { tenantId, userId }: Actor, madeAt: Date) {
  const { id, name, templateId, templateVersion, plantId, plantCode, plantName } = workflow;
  return {
    format: 'kairos.submission-pack.v1', packId: newId(), tenantId, workflow: { id, name, template: templateId && templateVersion ? { id: templateId, version: templateVersion } : null }, task,
    plant: { id: plantId, code: plantCode, name: plantName }, madeByUserId: userId, madeAt: madeAt.toISOString(),
  } as Omit<SubmissionManifest, 'documents' | 'missing'>;
}
