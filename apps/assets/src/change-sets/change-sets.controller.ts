import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ApproveChangeSetBody, ChangeSetId, ChangeSetPage, ChangeSetView, ListChangeSetsQuery, ProposeChangeSetBody, RejectChangeSetBody, WithdrawChangeSetBody } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { ApproveChangeSetHandler } from './approve-change-set.handler.ts';
import { ChangeSetsQueries } from './change-sets.queries.ts';
import { ProposeChangeSetHandler } from './propose-change-set.handler.ts';
import { RejectChangeSetHandler } from './reject-change-set.handler.ts';
import { WithdrawChangeSetHandler } from './withdraw-change-set.handler.ts';

@Controller('api/v1/assets/change-sets')
export class ChangeSetsController {
  constructor(
    private readonly queries: ChangeSetsQueries,
    private readonly proposeChangeSet: ProposeChangeSetHandler,
    private readonly approveChangeSet: ApproveChangeSetHandler,
    private readonly rejectChangeSet: RejectChangeSetHandler,
    private readonly withdrawChangeSet: WithdrawChangeSetHandler,
  ) {}

  @Get()
  @RequirePermission('assets.plant.read')
  @Returns(ChangeSetPage, 'List change sets, the last proposed first')
  list(@Query(zod(ListChangeSetsQuery)) query: ListChangeSetsQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(query, actor);
  }

  @Get(':changeSetId')
  @RequirePermission('assets.plant.read')
  @Returns(ChangeSetView, 'Read a change set: each field before, after and now')
  read(@Param('changeSetId', zod(ChangeSetId)) changeSetId: ChangeSetId, @CurrentActor() actor: Actor) {
    return this.queries.read(changeSetId, actor);
  }

  @Post()
  @RequirePermission('assets.change-set.propose')
  @Returns(ChangeSetView, 'Propose changes of plants, for somebody else to approve')
  async propose(@Body(zod(ProposeChangeSetBody)) body: ProposeChangeSetBody, @CurrentActor() actor: Actor) {
    return this.queries.read(await this.proposeChangeSet.execute(body, actor), actor);
  }

  @Post(':changeSetId/approve')
  @HttpCode(200)
  @RequirePermission('assets.change-set.approve')
  @Returns(ChangeSetView, 'Approve a change set that somebody else proposed, which applies it')
  async approve(@Param('changeSetId', zod(ChangeSetId)) changeSetId: ChangeSetId, @Body(zod(ApproveChangeSetBody)) body: ApproveChangeSetBody, @CurrentActor() actor: Actor) {
    await this.approveChangeSet.execute(changeSetId, body, actor);
    return this.queries.read(changeSetId, actor);
  }

  @Post(':changeSetId/reject')
  @HttpCode(200)
  @RequirePermission('assets.change-set.approve')
  @Returns(ChangeSetView, 'Reject a change set that somebody else proposed')
  async reject(@Param('changeSetId', zod(ChangeSetId)) changeSetId: ChangeSetId, @Body(zod(RejectChangeSetBody)) body: RejectChangeSetBody, @CurrentActor() actor: Actor) {
    await this.rejectChangeSet.execute(changeSetId, body, actor);
    return this.queries.read(changeSetId, actor);
  }

  @Post(':changeSetId/withdraw')
  @HttpCode(200)
  @RequirePermission('assets.change-set.propose')
  @Returns(ChangeSetView, 'Withdraw a change set of one’s own')
  async withdraw(@Param('changeSetId', zod(ChangeSetId)) changeSetId: ChangeSetId, @Body(zod(WithdrawChangeSetBody)) body: WithdrawChangeSetBody, @CurrentActor() actor: Actor) {
    await this.withdrawChangeSet.execute(changeSetId, body, actor);
    return this.queries.read(changeSetId, actor);
  }
}
