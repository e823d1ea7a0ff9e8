import { queryOptions } from '@tanstack/react-query';
import { complianceAlertBelow, type ComplianceMatrix, type ComplianceRow } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import type { ComplianceSearch } from './compliance-search.ts';

const pageSize = 200;
/** The API orders by code and the worst come first here, so all of them are read, up to so many pages. */
const mostPages = 25;

export type MatrixRow = ComplianceRow & { id: string };
export type Matrix = Pick<ComplianceMatrix, 'overall'> & { rows: MatrixRow[]; complete: boolean };

export const matrixQuery = ({ only }: ComplianceSearch) => (only === 'alerts' ? { below: complianceAlertBelow } : {});

/** Every plant with its eight scored items, the worst first. */
export const complianceMatrix = (search: ComplianceSearch) =>
  queryOptions({
    queryKey: ['workflows', 'compliance-matrix', matrixQuery(search)],
    queryFn: async ({ signal }): Promise<Matrix> => {
      const rows: MatrixRow[] = [];
      let page = await read(null);
      rows.push(...page.items.map(withId));
      for (let pages = 1; pages < mostPages && page.nextCursor !== null; pages++) {
        page = await read(page.nextCursor);
        rows.push(...page.items.map(withId));
      }
      return { overall: page.overall, complete: page.nextCursor === null, rows: rows.sort((a, b) => a.scorePercent - b.scorePercent || a.plantName.localeCompare(b.plantName)) };

      function read(cursor: string | null): Promise<ComplianceMatrix> {
        return call<ComplianceMatrix>({ path: '/workflows/compliance-matrix', query: { ...matrixQuery(search), limit: pageSize, cursor }, signal });
      }
    },
    staleTime: 60_000,
  });

const withId = (row: ComplianceRow): MatrixRow => ({ ...row, id: row.plantId });
