import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, type Actor } from '@kairos/auth';
import type { AbsenceView } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import { AbsenceNotFound } from './absence.errors.ts';

const columns = `id, user_id as "userId", delegate_user_id as "delegateUserId", from_on::text as "fromOn", to_on::text as "toOn", $1::date between from_on and to_on as current, recorded_by as "recordedBy",
  recorded_at as "recordedAt", version`;
/** One's own, those in which one stands in, and all for who administers people. */
const visible = '($2::uuid is null or user_id = $2 or delegate_user_id = $2)';

@Injectable()
export class AbsencesQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly workflows: WorkflowRepository,
  ) {}

  /** Those that are not over, the next first. */
  async list(actor: Actor): Promise<AbsenceView[]> {
    const rows = await tenantQuery<AbsenceView>(this.em, `select ${columns} from absence where ${visible} and to_on >= $1::date order by from_on, id`, this.asked(actor));
    return rows.map(toView);
  }

  async read(absenceId: string, actor: Actor): Promise<AbsenceView> {
    const [row] = await tenantQuery<AbsenceView>(this.em, `select ${columns} from absence where ${visible} and id = $3`, [...this.asked(actor), absenceId]);
    if (!row) throw new AbsenceNotFound();
    return toView(row);
  }

  private asked(actor: Actor): [string, string | null] {
    return [this.workflows.occasion(null).today, may(actor, 'identity.user.manage') ? null : actor.userId];
  }
}

function toView(row: AbsenceView): AbsenceView {
  return { ...row, recordedAt: toInstant(row.recordedAt) };
}
