import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { DrawPlantsQuery, ExportPlantsQuery, MapPlantsQuery, PlantMap, PortfolioSummary } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { PlantExport } from './plant-export.ts';
import { PortfolioQueries } from './portfolio.queries.ts';

const mediaTypes = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };

@Controller('api/v1/assets/plants')
export class PortfolioController {
  constructor(
    private readonly queries: PortfolioQueries,
    private readonly plantExport: PlantExport,
  ) {}

  @Get('summary')
  @RequirePermission('assets.plant.read')
  @Returns(PortfolioSummary, 'What a portfolio comes to: plants and capacity by status, type and region', { query: MapPlantsQuery })
  summary(@Query(zod(MapPlantsQuery)) query: MapPlantsQuery, @CurrentActor() actor: Actor) {
    return this.queries.summarise(query, actor);
  }

  @Get('map')
  @RequirePermission('assets.plant.read')
  @Header('content-type', 'application/geo+json; charset=utf-8')
  @Returns(PlantMap, 'Where plants stand, as GeoJSON', { mediaType: 'application/geo+json', query: DrawPlantsQuery })
  map(@Query(zod(DrawPlantsQuery)) query: DrawPlantsQuery, @CurrentActor() actor: Actor) {
    return this.queries.map(query, actor);
  }

  @Get('export')
  @RequirePermission('assets.plant.read')
  @Header('x-content-type-options', 'nosniff')
  @Returns(z.string(), 'Plants as a file of comma-separated values, or as a workbook', { mediaType: 'text/csv', query: ExportPlantsQuery })
  async export(@Query(zod(ExportPlantsQuery)) query: ExportPlantsQuery, @CurrentActor() actor: Actor) {
    const content = query.format === 'xlsx' ? await this.plantExport.xlsx(query, actor) : await this.plantExport.csv(query, actor);
    return new StreamableFile(content, { type: mediaTypes[query.format], disposition: `attachment; filename="plants.${query.format}"` });
  }
}
