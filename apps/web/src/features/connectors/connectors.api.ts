import { queryOptions } from '@tanstack/react-query';
import type { ConnectorPage, ConnectorTestView, ConnectorTrafficView, ConnectorView, FillConnectorFromOpenApiBody, OpenApiDocumentView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

const most = 200;
/** Deliveries have no events of their own: traffic is looked after while somebody looks at it. */
const watchedEveryMs = 5000;
export const connectorsPath = '/intake/connectors';
export const connectorKeys = ['intake', 'connectors'];
const at = (id: string) => `${connectorsPath}/${id}`;
type Versioned = Pick<ConnectorView, 'id' | 'version'>;

export const connectors = () => queryOptions({ queryKey: [...connectorKeys, 'list'], queryFn: ({ signal }) => call<ConnectorPage>({ path: connectorsPath, query: { limit: most }, signal }) });
export const connector = (id: string) => queryOptions({ queryKey: [...connectorKeys, id], queryFn: ({ signal }) => call<ConnectorView>({ path: at(id), signal }) });
export const traffic = (id: string) => queryOptions({ queryKey: [...connectorKeys, id, 'traffic'], queryFn: ({ signal }) => call<ConnectorTrafficView>({ path: `${at(id)}/traffic`, signal }), refetchInterval: watchedEveryMs });

export const tryConnector = (id: string, endpoint: string | undefined) => call<ConnectorTestView>({ method: 'POST', path: `${at(id)}/test`, body: endpoint === undefined ? {} : { endpoint } });
export const switchConnector = ({ id, version }: Versioned, active: boolean) => call<ConnectorView>({ method: 'POST', path: `${at(id)}/${active ? 'activate' : 'deactivate'}`, ifMatch: version, body: {} });
export const registerConnector = (body: object) => call<ConnectorView>({ method: 'POST', path: connectorsPath, body });
export const changeConnector = ({ id, version }: Versioned, body: object) => call<ConnectorView>({ method: 'PUT', path: at(id), ifMatch: version, body });
export const readOpenApi = (document: string) => call<OpenApiDocumentView>({ method: 'POST', path: `${connectorsPath}/openapi`, body: { document } });
export const registerFromOpenApi = (body: object) => call<ConnectorView>({ method: 'POST', path: `${connectorsPath}/from-openapi`, body });
export const fillConnector = ({ id, version }: Versioned, body: Pick<FillConnectorFromOpenApiBody, 'document' | 'operations'>) => call<ConnectorView>({ method: 'POST', path: `${at(id)}/from-openapi`, ifMatch: version, body });
