import { queryOptions } from '@tanstack/react-query';
import type { ConnectorPage, ConnectorTestView, ConnectorTrafficView, ConnectorView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

const most = 200;
/** Deliveries have no events of their own: traffic is looked after while somebody looks at it. */
const watchedEveryMs = 5000;
const at = (id: string) => `/intake/connectors/${id}`;

export const connectors = () => queryOptions({ queryKey: ['intake', 'connectors', 'list'], queryFn: ({ signal }) => call<ConnectorPage>({ path: '/intake/connectors', query: { limit: most }, signal }) });
export const connector = (id: string) => queryOptions({ queryKey: ['intake', 'connectors', id], queryFn: ({ signal }) => call<ConnectorView>({ path: at(id), signal }) });
export const traffic = (id: string) => queryOptions({ queryKey: ['intake', 'connectors', id, 'traffic'], queryFn: ({ signal }) => call<ConnectorTrafficView>({ path: `${at(id)}/traffic`, signal }), refetchInterval: watchedEveryMs });

export const tryConnector = (id: string, endpoint: string | undefined) => call<ConnectorTestView>({ method: 'POST', path: `${at(id)}/test`, body: endpoint === undefined ? {} : { endpoint } });
export const switchConnector = ({ id, version }: Pick<ConnectorView, 'id' | 'version'>, active: boolean) => call<ConnectorView>({ method: 'POST', path: `${at(id)}/${active ? 'activate' : 'deactivate'}`, ifMatch: version, body: {} });
