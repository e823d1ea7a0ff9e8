import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { customFieldPath, plantExportColumns, type ExportPlantsQuery, type PlantExportColumn, type PlantView } from '@kairos/contracts';
import { escapeFormulas, exportCsv } from '@kairos/http';
import { currentTenantId, runAsTenant } from '@kairos/tenancy';
import { CustomFieldsQueries } from '../custom-fields/custom-fields.queries.ts';
import { PlantsQueries } from '../plants/plants.queries.ts';
import { asText, numericColumns, plantCells } from './plant-table.calc.ts';
import { TooManyPlantsForWorkbook } from './portfolio.errors.ts';
import { Workbook } from './workbook.ts';

const pageSize = 500;
/** A workbook is made in memory, in a thread of its own. */
const mostPlantsOfWorkbook = 50_000;

type Layout = { columns: readonly PlantExportColumn[]; numbers: ReadonlySet<PlantExportColumn> };

/** The plants that a query lets through, as a file: page by page from the database, in the order of the list. */
@Injectable()
export class PlantExport {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: PlantsQueries,
    private readonly customFields: CustomFieldsQueries,
  ) {}

  async csv(query: ExportPlantsQuery, actor: Actor): Promise<Readable> {
    return Readable.from(lines(await this.layout(query), this.pages(query, actor)), { objectMode: false });
  }

  /** @throws TooManyPlantsForWorkbook */
  async xlsx(query: ExportPlantsQuery, actor: Actor): Promise<Readable> {
    const { columns, numbers } = await this.layout(query);
    const workbook = new Workbook();
    try {
      workbook.add([[...columns]]);
      let told = 0;
      for await (const page of this.pages(query, actor)) {
        told += page.length;
        if (told > mostPlantsOfWorkbook) throw new TooManyPlantsForWorkbook(mostPlantsOfWorkbook);
        workbook.add(page.map((plant) => plantCells(plant, columns, numbers).map((cell) => (typeof cell === 'string' ? escapeFormulas(cell) : cell))));
      }
      return Readable.from([Buffer.from(await workbook.bytes())], { objectMode: false });
    } finally {
      await workbook.end();
    }
  }

  private async layout({ columns }: ExportPlantsQuery): Promise<Layout> {
    const { items } = await this.customFields.list();
    const own = items.filter(({ retired }) => !retired).map(({ key }) => customFieldPath(key));
    return { columns: columns ?? [...plantExportColumns, ...own], numbers: numericColumns(items.filter(({ type }) => type === 'number').map(({ key }) => key)) };
  }

  /** The socket asks for more outside the request's context, so each page names its tenant itself. */
  private pages(query: ExportPlantsQuery, actor: Actor): AsyncIterable<PlantView[]> {
    return this.pagesOf(currentTenantId(), query, actor);
  }

  private async *pagesOf(tenantId: string, query: ExportPlantsQuery, actor: Actor): AsyncGenerator<PlantView[]> {
    let cursor: string | undefined;
    do {
      const page = await runAsTenant(this.em, tenantId, () => this.plants.list({ ...query, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) }, actor));
      if (page.items.length > 0) yield page.items;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

async function* lines({ columns, numbers }: Layout, pages: AsyncIterable<PlantView[]>): AsyncGenerator<string> {
  yield exportCsv([columns]);
  for await (const page of pages) yield exportCsv(page.map((plant) => plantCells(plant, columns, numbers).map(asText)));
}
