import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope } from '@kairos/auth';
import type { DocumentFinding } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { documentsPath } from '../documents/document-view.calc.ts';
import { maySee, MembersRepository } from '../notifications/members.repository.ts';
import { NotificationsRepository, type Notice } from '../notifications/notifications.repository.ts';
import { oneForMany, toldOneByOne } from '../notifications/one-for-many.calc.ts';

type Untold = { documentId: string; name: string; versionId: string; number: number; finding: DocumentFinding; foundAt: string };

const untold = `select d.id as "documentId", d.name, v.id as "versionId", v.number, k.finding, k.found_at as "foundAt"
  from document_check k join document_version v on v.tenant_id = k.tenant_id and v.sha256 = k.sha256 join document d on d.tenant_id = v.tenant_id and d.id = v.document_id
  where not k.is_told and k.finding is not null and d.deleted_at is null order by k.found_at, v.id limit 2000`;
const dayMs = 24 * 3_600_000;

/** Tells whoever looks after documents what was found damaged and not told yet: a few one by one, of many that there are many, once a day. */
@Injectable()
export class TellDamage {
  constructor(
    private readonly em: EntityManager,
    private readonly members: MembersRepository,
    private readonly notifications: NotificationsRepository,
    private readonly clock: Clock,
  ) {}

  async tell(): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      await this.notifications.takeTurn();
      const damaged = await tenantQuery<Untold>(this.em, untold);
      if (damaged.length > 0) await this.raise(damaged);
      await em.execute('update document_check set is_told = true where not is_told');
    });
  }

  private async raise(damaged: readonly Untold[]): Promise<void> {
    const userIds = (await this.members.notifiable()).filter((member) => plantScope(member) === null && maySee(member, { permission: 'documents.retention.manage', plantId: null })).map(({ userId }) => userId);
    const now = this.clock.now();
    const flooded = await this.notifications.floodedBy('document_damaged', { since: new Date(now.getTime() - dayMs), times: toldOneByOne, userIds });
    const many = (count: number): Omit<Notice, 'userIds'> => ({ template: 'many_damaged', parameters: { count }, plantId: null, subject: null, link: '/api/v1/workflows/document-integrity', reason: `damage of many ${now.toISOString().slice(0, 10)}` });
    const spared = userIds.filter((userId) => !flooded.has(userId));
    await this.notifications.raise([
      ...oneForMany(damaged.map((each) => noticeOf(each, spared)), (own) => many(own.length)),
      ...(flooded.size > 0 ? [{ ...many(damaged.length), userIds: [...flooded] }] : []),
    ]);
  }
}

const damage = {
  missing: { en: 'is no longer in the store', it: 'non è più in archivio' },
  changed: { en: 'is no longer what was stored: its SHA-256 differs', it: 'non è più quella archiviata: il suo SHA-256 è diverso' },
};

function noticeOf({ documentId, name, versionId, number, finding, foundAt }: Untold, userIds: string[]): Notice {
  return {
    template: 'document_damaged', parameters: { documentName: name, versionNumber: String(number), damage: damage[finding] }, plantId: null, subject: { kind: 'document', id: documentId }, link: `${documentsPath}/${documentId}`,
    reason: `damage ${versionId} ${new Date(foundAt).toISOString()}`, userIds,
  };
}
