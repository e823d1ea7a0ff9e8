import { queryOptions } from '@tanstack/react-query';
import type { SavedView, SavedViewList, SaveViewBody } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

const path = '/assets/saved-views';
export const savedViewsKey = ['assets', 'saved-views'] as const;

/** One's own views, and those that are shared. */
export const savedViews = () => queryOptions({ queryKey: savedViewsKey, queryFn: async ({ signal }) => (await call<SavedViewList>({ path, signal })).items });

export const saveView = (body: SaveViewBody) => call<SavedView>({ method: 'POST', path, body });
export const replaceView = ({ id, version, body }: { id: string; version: number; body: SaveViewBody }) => call<SavedView>({ method: 'PUT', path: `${path}/${id}`, body, ifMatch: version });
export const removeView = ({ id, version }: Pick<SavedView, 'id' | 'version'>) => call<void>({ method: 'DELETE', path: `${path}/${id}`, ifMatch: version });
