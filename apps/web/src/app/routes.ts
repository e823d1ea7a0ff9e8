import { inside, root } from './inside.ts';
import { administrationRoutes } from './rooms/administration.routes.ts';
import { apiKeysRoutes } from './rooms/api-keys.routes.ts';
import { changeSetsRoutes } from './rooms/change-sets.routes.ts';
import { complianceRoutes } from './rooms/compliance.routes.ts';
import { documentsRoutes } from './rooms/documents.routes.ts';
import { homeRoutes } from './rooms/home.routes.ts';
import { identityProvidersRoutes } from './rooms/identity-providers.routes.ts';
import { importsRoutes } from './rooms/imports.routes.ts';
import { notificationsRoutes } from './rooms/notifications.routes.ts';
import { outboundRoutes } from './rooms/outbound.routes.ts';
import { plantsRoutes } from './rooms/plants.routes.ts';
import { recipesRoutes } from './rooms/recipes.routes.ts';
import { profileRoutes } from './rooms/profile.routes.ts';
import { retentionRoutes } from './rooms/retention.routes.ts';
import { confirmEmail, signInRoutes } from './rooms/sign-in.routes.ts';
import { workflowsRoutes } from './rooms/workflows.routes.ts';

export const routeTree = root.addChildren([...signInRoutes, inside.addChildren([...homeRoutes, ...plantsRoutes, ...changeSetsRoutes, ...complianceRoutes, ...workflowsRoutes, ...documentsRoutes, ...importsRoutes, ...recipesRoutes, ...outboundRoutes, ...administrationRoutes, ...profileRoutes, ...notificationsRoutes, ...identityProvidersRoutes, ...retentionRoutes, ...apiKeysRoutes, confirmEmail])]);
