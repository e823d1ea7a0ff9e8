import { Controller, Get } from '@nestjs/common';
import { CurrentActor, OpenToApiKeys, RequirePermission, type Actor } from '@kairos/auth';
import { OwnAccess } from '@kairos/contracts';
import { Returns } from '@kairos/http';
import { AccessQueries } from './access.queries.ts';
import { MembershipNotFound } from './access.errors.ts';

@Controller('api/v1/identity/access')
export class AccessController {
  constructor(private readonly queries: AccessQueries) {}

  @Get()
  @RequirePermission('own-account')
  @OpenToApiKeys()
  @Returns(OwnAccess, 'What the presented token may do right now')
  async read(@CurrentActor() actor: Actor): Promise<OwnAccess> {
    const access = await this.queries.find(actor);
    if (!access) throw new MembershipNotFound();
    return access;
  }
}
