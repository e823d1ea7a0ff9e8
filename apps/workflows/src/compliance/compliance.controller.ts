import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ComplianceItemCode, ComplianceMatrix, ComplianceMatrixQuery, ComplianceScores, ComplianceView, PlantId, RecordComplianceBody } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { ComplianceQueries } from './compliance.queries.ts';
import { RecordComplianceHandler } from './record-compliance.handler.ts';

@Controller('api/v1/workflows')
export class ComplianceController {
  constructor(
    private readonly queries: ComplianceQueries,
    private readonly recordCompliance: RecordComplianceHandler,
  ) {}

  @Get('compliance-matrix')
  @RequirePermission('workflows.compliance.read')
  @Returns(ComplianceMatrix, 'List plants with the eight scored items of their compliance, and the overall score')
  matrix(@Query(zod(ComplianceMatrixQuery)) query: ComplianceMatrixQuery, @CurrentActor() actor: Actor) {
    return this.queries.matrix(query, actor);
  }

  @Get('compliance-scores')
  @RequirePermission('workflows.compliance.read')
  @Returns(ComplianceScores, 'List the compliance score of every plant')
  scores(@CurrentActor() actor: Actor) {
    return this.queries.scoresOf(actor);
  }

  @Get('plants/:plantId/compliance')
  @RequirePermission('workflows.compliance.read')
  @Returns(ComplianceView, 'Read the compliance checklist of a plant and its score')
  read(@Param('plantId', zod(PlantId)) plantId: PlantId, @CurrentActor() actor: Actor) {
    return this.queries.read(plantId, actor);
  }

  @Put('plants/:plantId/compliance/:complianceItem')
  @RequirePermission('workflows.compliance.record')
  @Returns(ComplianceView, 'Say of an item of the checklist that it is done, not done or does not apply, and why')
  async record(
    @Param('plantId', zod(PlantId)) plantId: PlantId,
    @Param('complianceItem', zod(ComplianceItemCode)) item: ComplianceItemCode,
    @Body(zod(RecordComplianceBody)) body: RecordComplianceBody,
    @IfMatch() version: number,
    @CurrentActor() actor: Actor,
  ) {
    await this.recordCompliance.execute({ plantId, item }, body, version, actor);
    return this.queries.read(plantId, actor);
  }

  @Delete('plants/:plantId/compliance/:complianceItem')
  @HttpCode(204)
  @RequirePermission('workflows.compliance.record')
  @Returns(null, 'Take back what was said of an item; deadlines and facts of the plant speak again')
  async takeBack(@Param('plantId', zod(PlantId)) plantId: PlantId, @Param('complianceItem', zod(ComplianceItemCode)) item: ComplianceItemCode, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<void> {
    await this.recordCompliance.execute({ plantId, item }, null, version, actor);
  }
}
