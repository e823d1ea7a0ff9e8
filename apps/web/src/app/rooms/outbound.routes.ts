import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { FromOpenApiSearch } from '../../features/connectors/from-openapi-search.ts';
import { deliveryCounts, firstDeliveries } from '../../features/deliveries/deliveries.api.ts';
import { DeliveriesSearch } from '../../features/deliveries/deliveries-search.ts';
import { webhook, webhooks } from '../../features/webhooks/webhooks.api.ts';
import { inside } from '../inside.ts';

const allConnectors = createRoute({
  getParentRoute: () => inside,
  path: '/connectors',
  loader: async ({ context: { queryClient } }) => {
    const { connectors } = await import('../../features/connectors/connectors.api.ts');
    void queryClient.prefetchQuery(connectors());
  },
  component: lazyRouteComponent(() => import('../../features/connectors/connectors-page.tsx'), 'ConnectorsPage'),
});

const oneConnector = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/$connectorId',
  loader: async ({ context: { queryClient }, params: { connectorId } }) => {
    const { connector } = await import('../../features/connectors/connectors.api.ts');
    void queryClient.prefetchQuery(connector(connectorId));
  },
  component: lazyRouteComponent(() => import('../../features/connectors/connector-page.tsx'), 'ConnectorPage'),
});

const newConnector = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/new',
  component: lazyRouteComponent(() => import('../../features/connectors/new-connector-page.tsx'), 'NewConnectorPage'),
});

const fromOpenApi = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/from-openapi',
  validateSearch: FromOpenApiSearch,
  loaderDeps: ({ search: { connector } }) => ({ connector }),
  loader: async ({ context: { queryClient }, deps }) => {
    if (deps.connector === undefined) return;
    const { connector } = await import('../../features/connectors/connectors.api.ts');
    void queryClient.prefetchQuery(connector(deps.connector));
  },
  component: lazyRouteComponent(() => import('../../features/connectors/from-openapi-page.tsx'), 'FromOpenApiPage'),
});

const editConnector = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/$connectorId/edit',
  loader: async ({ context: { queryClient }, params: { connectorId } }) => {
    const { connector } = await import('../../features/connectors/connectors.api.ts');
    void queryClient.prefetchQuery(connector(connectorId));
  },
  component: lazyRouteComponent(() => import('../../features/connectors/edit-connector-page.tsx'), 'EditConnectorPage'),
});

const deliveries = createRoute({
  getParentRoute: () => inside,
  path: '/deliveries',
  validateSearch: DeliveriesSearch,
  loaderDeps: ({ search: { delivery: _, ...narrowing } }) => narrowing,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchInfiniteQuery(firstDeliveries(deps));
    void queryClient.prefetchQuery(deliveryCounts(deps));
  },
  component: lazyRouteComponent(() => import('../../features/deliveries/deliveries-page.tsx'), 'DeliveriesPage'),
});

const allWebhooks = createRoute({
  getParentRoute: () => inside,
  path: '/webhooks',
  loader: ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(webhooks());
  },
  component: lazyRouteComponent(() => import('../../features/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});

const oneWebhook = createRoute({
  getParentRoute: () => inside,
  path: '/webhooks/$webhookEndpointId',
  loader: ({ context: { queryClient }, params: { webhookEndpointId } }) => {
    void queryClient.prefetchQuery(webhook(webhookEndpointId));
  },
  component: lazyRouteComponent(() => import('../../features/webhooks/webhook-page.tsx'), 'WebhookPage'),
});

export const outboundRoutes = [allConnectors, newConnector, fromOpenApi, oneConnector, editConnector, deliveries, allWebhooks, oneWebhook] as const;
