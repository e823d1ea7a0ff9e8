import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { FixRowBody, FixRowsAlikeBody, ImportJobStatus, ImportJobSummary, ImportJobView, Page, RowResultDetail, RowResultView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { rowsQuery, type ImportSearch } from './import-search.ts';

const pageSize = 200;
const at = (id: string) => `/intake/import-jobs/${id}`;
const moving: readonly ImportJobStatus[] = ['scheduled', 'queued', 'running', 'retrying', 'undoing'];
const watchedEveryMs = 1500;

/** A plan that may be applied: where the organisation asks for approvals it waits for one, elsewhere it is complete. */
export const isApprovable = ({ mode, status, approval, resultsRemovedAt }: Pick<ImportJobSummary, 'mode' | 'status' | 'approval' | 'resultsRemovedAt'>): boolean =>
  mode === 'plan' && approval === null && resultsRemovedAt === null && (status === 'completed' || status === 'awaiting-approval');

export const isMoving = ({ status }: Pick<ImportJobSummary, 'status'>): boolean => moving.includes(status);

/** Events tell of every step; should one be missed, it is asked all the same while something moves. */
export const importJob = (id: string) =>
  queryOptions({
    queryKey: ['intake', 'import-jobs', id],
    queryFn: ({ signal }) => call<ImportJobView>({ path: at(id), signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? watchedEveryMs : false),
  });

/** Keyed by how the import stands: what is read of its rows before it is at rest is not all of them. */
export const importRows = ({ id, status }: Pick<ImportJobSummary, 'id' | 'status'>, search: ImportSearch) =>
  infiniteQueryOptions({
    queryKey: ['intake', 'import-jobs', id, 'rows', status, rowsQuery(search)],
    queryFn: ({ pageParam, signal }) => call<Page<RowResultView>>({ path: `${at(id)}/rows`, query: { ...rowsQuery(search), limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const importRow = (id: string, row: number) => queryOptions({ queryKey: ['intake', 'import-jobs', id, 'row', row], queryFn: ({ signal }) => call<RowResultDetail>({ path: `${at(id)}/rows/${row}`, signal }) });

/** The first rows of a kind of problem, to see which values are at fault. */
export const alikeRows = (id: string, { code, column }: { code: string; column: string }) =>
  queryOptions({
    queryKey: ['intake', 'import-jobs', id, 'alike', code, column],
    queryFn: ({ signal }) => call<Page<RowResultView>>({ path: `${at(id)}/rows`, query: { outcome: 'rejected', code, column, open: 'true', limit: pageSize }, signal }),
  });

export const corrections = (id: string) =>
  queryOptions({
    queryKey: ['intake', 'import-jobs', id, 'corrections'],
    queryFn: ({ signal }) => call<Page<ImportJobSummary>>({ path: '/intake/import-jobs', query: { parentJobId: id, limit: 50 }, signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? watchedEveryMs : false),
  });

const command = (verb: string, body: object = {}) => (id: string) => call<ImportJobView>({ method: 'POST', path: `${at(id)}/${verb}`, body });
export const approveImport = command('approve');
export const cancelImport = command('cancel');
export const resumeImport = command('resume');
export const undoImport = (id: string, reason: string) => command('undo', { reason })(id);
export const fixRow = (id: string, row: number, cells: FixRowBody['cells']) => command(`rows/${row}/fix`, { cells })(id);
export const fixAlike = (id: string, body: FixRowsAlikeBody) => command('fixes', body)(id);
export const giveBack = (id: string, sourceFileId: string) => command('corrections', { sourceFileId })(id);
export const deleteImport = (id: string) => call<void>({ method: 'DELETE', path: at(id) });
