import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { coveringGrant } from '@kairos/auth';
import type { ApplyBatchBody, BatchRowResult, Recipe } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { runAsTenant, tenantQuery } from '@kairos/tenancy';
import { ConnectorRows } from '../connectors/connector-rows.ts';
import { ImportCannotGoOn } from './import-failures.ts';

export type ConnectorChunk = {
  by: { tenantId: string; membershipId: string; startedByUserId: string; apiKeyId?: string | null | undefined };
  recipe: Recipe;
  body: ApplyBatchBody;
};

/** The target that is somebody else's API: its rows become deliveries here, and go out later. */
@Injectable()
export class ConnectorTarget {
  constructor(
    private readonly em: EntityManager,
    private readonly rows: ConnectorRows,
  ) {}

  /** @throws ImportCannotGoOn when there is no such connector any more, or whoever imports may not use it any more */
  send({ by, recipe, body: { importJobId, chunkIndex, dryRun, rows } }: ConnectorChunk): Promise<BatchRowResult[]> {
    return runAsTenant(this.em, by.tenantId, async () => {
      await this.demandPermitted(by);
      try {
        return await this.rows.take({ importJobId, chunkIndex, dryRun, recipe, rows, owner: { userId: by.startedByUserId, apiKeyId: by.apiKeyId ?? null } });
      } catch (error) {
        throw error instanceof DomainError ? new ImportCannotGoOn({ code: 'target-refused', detail: error.message }) : error;
      }
    });
  }

  /** What a chunk came to, if its rows were taken; takes none. */
  receiptOf({ by: { tenantId }, body: { importJobId, chunkIndex } }: ConnectorChunk): Promise<BatchRowResult[] | undefined> {
    return runAsTenant(this.em, tenantId, () => this.rows.receiptOf({ tenantId, importJobId, chunkIndex }));
  }

  private async demandPermitted({ membershipId, apiKeyId }: ConnectorChunk['by']): Promise<void> {
    const [access] = await tenantQuery<{ active: boolean; permissions: string[]; scopes: string[] | null }>(
      this.em,
      `select m.active and ($2::uuid is null or (k.active and k.expires_at > now())) as active, m.permissions, k.scopes
       from membership_access m left join api_key_access k on k.api_key_id = $2 and k.membership_id = m.membership_id where m.membership_id = $1`,
      [membershipId, apiKeyId ?? null],
    );
    const held = access?.active && [access.permissions, ...(access.scopes ? [access.scopes] : [])].every((grants) => coveringGrant(grants, 'intake.connector.use') !== undefined);
    if (!held) throw new ImportCannotGoOn({ code: 'not-permitted', detail: 'whoever started the import may not use connectors in this tenant' });
  }
}
