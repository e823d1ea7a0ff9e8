import { Controller, Get, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ProvenanceQuery, ProvenanceView } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { ProvenanceQueries } from './provenance.queries.ts';

@Controller('api/v1/intake/provenance')
export class ProvenanceController {
  constructor(private readonly queries: ProvenanceQueries) {}

  @Get()
  @RequirePermission('intake.import-job.read')
  @Returns(ProvenanceView, 'Read which import, row, column and recipe wrote each field of a record last')
  read(@Query(zod(ProvenanceQuery)) { recordId }: ProvenanceQuery, @CurrentActor() actor: Actor) {
    return this.queries.read(recordId, actor);
  }
}
