import { queryOptions } from '@tanstack/react-query';
import type { SettingsView, UpdateSettingsBody } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

export const settingsRead = () => queryOptions({ queryKey: ['identity', 'settings'], queryFn: ({ signal }) => call<SettingsView>({ path: '/identity/settings', signal }) });
export const updateSettings = (version: number, body: UpdateSettingsBody) => call<SettingsView>({ method: 'PATCH', path: '/identity/settings', ifMatch: version, body });
