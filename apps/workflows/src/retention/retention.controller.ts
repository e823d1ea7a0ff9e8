import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { DocumentCategory, RetentionScheduleList, RetentionScheduleView, SetRetentionScheduleBody } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { RetentionQueries } from './retention.queries.ts';
import { SetRetentionScheduleHandler } from './set-retention-schedule.handler.ts';

@Controller('api/v1/workflows/retention-schedules')
export class RetentionController {
  constructor(
    private readonly queries: RetentionQueries,
    private readonly setSchedule: SetRetentionScheduleHandler,
  ) {}

  @Get()
  @RequirePermission('documents.document.read')
  @Returns(RetentionScheduleList, 'List how long documents of each category are kept, and by what law')
  list(): Promise<RetentionScheduleList> {
    return this.queries.list();
  }

  @Put(':documentCategory')
  @RequirePermission('documents.retention.manage')
  @Returns(RetentionScheduleView, 'Say how long documents of a category are kept; what was promised to a document before stays promised')
  async set(@Param('documentCategory', zod(DocumentCategory)) category: DocumentCategory, @Body(zod(SetRetentionScheduleBody)) body: SetRetentionScheduleBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.setSchedule.execute(category, body, version, actor);
    return this.queries.read(category);
  }
}
