import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ChangesNothing, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ApplyBatchBody, BatchReceipt, MatchBody, MatchResults } from '@kairos/contracts';
import { Returns, zod, zodInBulk } from '@kairos/http';
import { ApplyUserBatchHandler } from './apply-user-batch.handler.ts';
import { MatchUsersQueries } from './match-users.queries.ts';
import { PlanUserBatchHandler } from './plan-user-batch.handler.ts';

@Controller('api/v1/identity/users')
export class UserBatchesController {
  constructor(
    private readonly applyUserBatch: ApplyUserBatchHandler,
    private readonly planUserBatch: PlanUserBatchHandler,
    private readonly queries: MatchUsersQueries,
  ) {}

  @Post('batches')
  @HttpCode(200)
  @RequirePermission('identity.user.manage')
  @Returns(BatchReceipt, 'Apply or plan one chunk of an import of people; to apply one asks for a recent proof, or the right to this import')
  applyBatch(@Body(zodInBulk(ApplyBatchBody)) body: ApplyBatchBody, @CurrentActor() actor: Actor): Promise<BatchReceipt> {
    return body.dryRun ? this.planUserBatch.execute(body, actor) : this.applyUserBatch.execute(body, actor);
  }

  @Post('match')
  @HttpCode(200)
  @ChangesNothing('it answers a question')
  @RequirePermission('identity.user.read')
  @Returns(MatchResults, 'Find the users that the names in a file may stand for')
  match(@Body(zod(MatchBody)) body: MatchBody): Promise<MatchResults> {
    return this.queries.match(body);
  }
}
