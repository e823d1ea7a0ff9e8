import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { AbsenceId, AbsenceList, AbsenceView, RecordAbsenceBody } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { AbsencesQueries } from './absences.queries.ts';
import { EndAbsenceHandler } from './end-absence.handler.ts';
import { RecordAbsenceHandler } from './record-absence.handler.ts';

@Controller('api/v1/workflows/absences')
export class AbsencesController {
  constructor(
    private readonly queries: AbsencesQueries,
    private readonly recordAbsence: RecordAbsenceHandler,
    private readonly endAbsence: EndAbsenceHandler,
  ) {}

  @Get()
  @RequirePermission('workflows.workflow.read')
  @Returns(AbsenceList, 'List absences that are not over: one’s own, and those in which one stands in')
  async list(@CurrentActor() actor: Actor): Promise<AbsenceList> {
    return { items: await this.queries.list(actor) };
  }

  @Post()
  @RequirePermission('workflows.workflow.read')
  @Returns(AbsenceView, 'Say that one is away, and who has one’s tasks meanwhile')
  async record(@Body(zod(RecordAbsenceBody)) body: RecordAbsenceBody, @CurrentActor() actor: Actor) {
    const { absenceId } = await this.recordAbsence.execute(body, actor);
    return this.queries.read(absenceId, actor);
  }

  @Delete(':absenceId')
  @HttpCode(204)
  @RequirePermission('workflows.workflow.read')
  @Returns(null, 'End an absence before its time')
  end(@Param('absenceId', zod(AbsenceId)) absenceId: AbsenceId, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    return this.endAbsence.execute(absenceId, version, actor);
  }
}
