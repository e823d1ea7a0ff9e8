import { queryOptions } from '@tanstack/react-query';
import type { DeliveryPage, IssuedWebhookSecret, RegisterWebhookEndpointBody, WebhookEndpointPage, WebhookEndpointView, WebhookEventTypes, WebhookPinged, WebhookTrafficView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

const most = 200;
const few = 20;
const watchedEveryMs = 5000;
const path = '/intake/webhook-endpoints';
const at = (id: string) => `${path}/${id}`;
type Versioned = Pick<WebhookEndpointView, 'id' | 'version'>;

export const webhooks = () => queryOptions({ queryKey: ['intake', 'webhook-endpoints', 'list'], queryFn: ({ signal }) => call<WebhookEndpointPage>({ path, query: { limit: most }, signal }) });
export const webhook = (id: string) => queryOptions({ queryKey: ['intake', 'webhook-endpoints', id], queryFn: ({ signal }) => call<WebhookEndpointView>({ path: at(id), signal }) });
export const eventTypes = () => queryOptions({ queryKey: ['intake', 'webhook-event-types'], queryFn: ({ signal }) => call<WebhookEventTypes>({ path: `${path}/event-types`, signal }), staleTime: Infinity });
export const traffic = (id: string) => queryOptions({ queryKey: ['intake', 'webhook-endpoints', id, 'traffic'], queryFn: ({ signal }) => call<WebhookTrafficView>({ path: `${at(id)}/traffic`, signal }), refetchInterval: watchedEveryMs });
export const messages = (id: string) =>
  queryOptions({ queryKey: ['intake', 'webhook-endpoints', id, 'messages'], queryFn: ({ signal }) => call<DeliveryPage>({ path: '/intake/deliveries', query: { webhookEndpointId: id, limit: few }, signal }), refetchInterval: watchedEveryMs });

export const registerWebhook = (body: RegisterWebhookEndpointBody) => call<IssuedWebhookSecret>({ method: 'POST', path, body });
export const changeWebhook = ({ id, version }: Versioned, body: RegisterWebhookEndpointBody) => call<WebhookEndpointView>({ method: 'PUT', path: at(id), ifMatch: version, body });
export const switchWebhook = ({ id, version }: Versioned, active: boolean) => call<WebhookEndpointView>({ method: 'POST', path: `${at(id)}/${active ? 'activate' : 'deactivate'}`, ifMatch: version, body: {} });
export const rotateSecret = ({ id, version }: Versioned, overlapHours: number) => call<IssuedWebhookSecret>({ method: 'POST', path: `${at(id)}/rotate-secret`, ifMatch: version, body: { overlapHours } });
export const pingWebhook = (id: string) => call<WebhookPinged>({ method: 'POST', path: `${at(id)}/ping`, body: {} });
