import { Module } from '@nestjs/common';
import { WorkflowsModule } from '../workflows/workflows.module.ts';
import { AbsencesController } from './absences.controller.ts';
import { AbsencesQueries } from './absences.queries.ts';
import { AbsencesRepository } from './absences.repository.ts';
import { EndAbsenceHandler } from './end-absence.handler.ts';
import { RecordAbsenceHandler } from './record-absence.handler.ts';

@Module({ imports: [WorkflowsModule], controllers: [AbsencesController], providers: [AbsencesQueries, AbsencesRepository, EndAbsenceHandler, RecordAbsenceHandler], exports: [AbsencesRepository] })
export class AbsencesModule {}
