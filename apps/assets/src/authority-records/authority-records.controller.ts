import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { authorityRecordBodies as bodies, authorityRecordViews as views, PlantId, type RecordAuthority } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';
import { AuthorityRecordsQueries } from './authority-records.queries.ts';
import { ChangeAuthorityRecordHandler } from './change-authority-record.handler.ts';

@Controller('api/v1/assets/plants/:plantId/authority-records')
export class AuthorityRecordsController {
  constructor(
    private readonly queries: AuthorityRecordsQueries,
    private readonly changeAuthorityRecord: ChangeAuthorityRecordHandler,
  ) {}

  @Get('dso')
  @RequirePermission('assets.plant.read')
  @Returns(views.dso, 'Read what the distribution system operator holds of a plant')
  readDso(@Param('plantId', zod(PlantId)) plantId: PlantId, @CurrentActor() actor: Actor) {
    return this.queries.read(plantId, 'dso', actor);
  }

  @Patch('dso')
  @RequirePermission('assets.plant.update')
  @Returns(views.dso, 'Record what the distribution system operator holds of a plant')
  changeDso(@Param('plantId', zod(PlantId)) plantId: PlantId, @Body(zod(bodies.dso)) body: Facts, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    return this.change('dso', plantId, body, version, actor);
  }

  @Get('terna')
  @RequirePermission('assets.plant.read')
  @Returns(views.terna, 'Read what Terna holds of a plant')
  readTerna(@Param('plantId', zod(PlantId)) plantId: PlantId, @CurrentActor() actor: Actor) {
    return this.queries.read(plantId, 'terna', actor);
  }

  @Patch('terna')
  @RequirePermission('assets.plant.update')
  @Returns(views.terna, 'Record what Terna holds of a plant')
  changeTerna(@Param('plantId', zod(PlantId)) plantId: PlantId, @Body(zod(bodies.terna)) body: Facts, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    return this.change('terna', plantId, body, version, actor);
  }

  @Get('gse')
  @RequirePermission('assets.plant.read')
  @Returns(views.gse, 'Read what the GSE holds of a plant')
  readGse(@Param('plantId', zod(PlantId)) plantId: PlantId, @CurrentActor() actor: Actor) {
    return this.queries.read(plantId, 'gse', actor);
  }

  @Patch('gse')
  @RequirePermission('assets.plant.update')
  @Returns(views.gse, 'Record what the GSE holds of a plant')
  changeGse(@Param('plantId', zod(PlantId)) plantId: PlantId, @Body(zod(bodies.gse)) body: Facts, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    return this.change('gse', plantId, body, version, actor);
  }

  @Get('customs')
  @RequirePermission('assets.plant.read')
  @Returns(views.customs, 'Read what Customs hold of a plant')
  readCustoms(@Param('plantId', zod(PlantId)) plantId: PlantId, @CurrentActor() actor: Actor) {
    return this.queries.read(plantId, 'customs', actor);
  }

  @Patch('customs')
  @RequirePermission('assets.plant.update')
  @Returns(views.customs, 'Record what Customs hold of a plant')
  changeCustoms(@Param('plantId', zod(PlantId)) plantId: PlantId, @Body(zod(bodies.customs)) body: Facts, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    return this.change('customs', plantId, body, version, actor);
  }

  private async change(authority: RecordAuthority, plantId: PlantId, body: Facts, expectedVersion: number, actor: Actor) {
    await this.changeAuthorityRecord.execute({ plantId, authority, body, expectedVersion }, actor);
    return this.queries.read(plantId, authority, actor);
  }
}
