import {
  IconArchive, IconBook2, IconBroadcast, IconBuilding, IconCalendarDue, IconCalendarMonth, IconChecklist, IconFileImport, IconFiles, IconHeartbeat, IconKey, IconListCheck, IconPlugConnected, IconRoute, IconSend, IconSettings, IconSolarPanel, IconSubtask, IconSunrise, IconTimelineEvent, IconToolsKitchen2, IconUserShield, IconUsers, IconWebhook,
} from '@tabler/icons-react';

/** Where people go by themselves, and what one must be allowed for a room to be there. */
export const navigation = [
  {
    key: 'now',
    rooms: [
      { to: '/', key: 'home', icon: IconSunrise, needs: undefined },
      { to: '/tasks', key: 'tasks', icon: IconSubtask, needs: 'workflows.workflow.read' },
      { to: '/workflows', key: 'workflows', icon: IconRoute, needs: 'workflows.workflow.read' },
    ],
  },
  {
    key: 'portfolio',
    rooms: [
      { to: '/plants', key: 'plants', icon: IconSolarPanel, needs: 'assets.plant.read' },
      { to: '/change-sets', key: 'changeSets', icon: IconChecklist, needs: 'assets.change-set.approve' },
      { to: '/documents', key: 'documents', icon: IconFiles, needs: 'documents.document.read' },
    ],
  },
  {
    key: 'duties',
    rooms: [
      { to: '/deadlines', key: 'deadlines', icon: IconCalendarDue, needs: 'workflows.deadline.read' },
      { to: '/calendar', key: 'calendar', icon: IconCalendarMonth, needs: 'workflows.deadline.read' },
      { to: '/compliance', key: 'compliance', icon: IconListCheck, needs: 'workflows.compliance.read' },
      { to: '/obligations', key: 'obligations', icon: IconBook2, needs: 'workflows.pack.read' },
    ],
  },
  {
    key: 'data',
    rooms: [
      { to: '/imports', key: 'imports', icon: IconFileImport, needs: 'intake.import-job.read' },
      { to: '/recipes', key: 'recipes', icon: IconToolsKitchen2, needs: 'intake.recipe.read' },
      { to: '/connectors', key: 'connectors', icon: IconPlugConnected, needs: 'intake.connector.read' },
      { to: '/deliveries', key: 'deliveries', icon: IconSend, needs: 'intake.delivery.read' },
      { to: '/webhooks', key: 'webhooks', icon: IconWebhook, needs: 'intake.webhook-endpoint.read' },
    ],
  },
  {
    key: 'administration',
    rooms: [
      { to: '/users', key: 'users', icon: IconUsers, needs: 'identity.user.read' },
      { to: '/roles', key: 'roles', icon: IconUserShield, needs: 'identity.role.read' },
      { to: '/api-keys', key: 'apiKeys', icon: IconKey, needs: 'identity.api-key.manage' },
      { to: '/audit', key: 'audit', icon: IconTimelineEvent, needs: 'identity.audit.read' },
      { to: '/events', key: 'events', icon: IconBroadcast, needs: 'identity.audit.read' },
      { to: '/organisation', key: 'organisationRoom', icon: IconBuilding, needs: 'identity.tenant.read' },
      { to: '/retention', key: 'retention', icon: IconArchive, needs: 'documents.retention.manage' },
      { to: '/settings', key: 'settings', icon: IconSettings, needs: 'identity.setting.read' },
      { to: '/health', key: 'health', icon: IconHeartbeat, needs: 'platform.health.read' },
    ],
  },
] as const;
