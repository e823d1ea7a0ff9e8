import { Injectable } from '@nestjs/common';
import { AccessSource, type Access, type AccessClaims } from '@kairos/auth';
import { AccessQueries } from './access.queries.ts';

/** Identity authorises from its own tables: nothing is staler than the last commit. */
@Injectable()
export class OwnAccessSource extends AccessSource {
  constructor(private readonly queries: AccessQueries) {
    super();
  }

  override find({ tid, mid, sid, act, key }: AccessClaims): Promise<Access | undefined> {
    return this.queries.find({ tenantId: tid, membershipId: mid, sessionId: sid, actingService: act?.sub ?? null, ...(key ? { apiKeyId: key.id } : {}) });
  }
}
