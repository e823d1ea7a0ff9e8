import { randomUUID } from 'node:crypto';

type Ask = { method: 'get' | 'post'; path: string };
const get = (path: string): Ask => ({ method: 'get', path: `/api/v1${path}` });
const post = (path: string): Ask => ({ method: 'post', path: `/api/v1${path}` });

/** Where people go, as the navigation calls it, and what the API is asked for there. */
export const rooms: Record<string, { address: string; asks: Ask }> = {
  Tasks: { address: '/tasks', asks: get('/workflows/my-tasks') },
  Workflows: { address: '/workflows', asks: get('/workflows/workflows') },
  Plants: { address: '/plants', asks: get('/assets/plants') },
  'Changes to approve': { address: '/change-sets', asks: post(`/assets/change-sets/${randomUUID()}/approve`) },
  Documents: { address: '/documents', asks: get('/workflows/documents') },
  Deadlines: { address: '/deadlines', asks: get('/workflows/deadlines') },
  Calendar: { address: '/calendar', asks: get('/workflows/deadlines/summary') },
  Compliance: { address: '/compliance', asks: get('/workflows/compliance-matrix') },
  Obligations: { address: '/obligations', asks: get('/workflows/obligation-packs') },
  Imports: { address: '/imports', asks: get('/intake/import-jobs') },
  Recipes: { address: '/recipes', asks: get('/intake/recipes') },
  Connectors: { address: '/connectors', asks: get('/intake/connectors') },
  Deliveries: { address: '/deliveries', asks: get('/intake/deliveries') },
  Webhooks: { address: '/webhooks', asks: get('/intake/webhook-endpoints') },
  People: { address: '/users', asks: get('/identity/users') },
  Roles: { address: '/roles', asks: get('/identity/roles') },
  'API keys': { address: '/api-keys', asks: get('/identity/api-keys') },
  'Audit trail': { address: '/audit', asks: get('/identity/audit-records') },
  Events: { address: '/events', asks: get('/identity/audit-records/summary') },
  Organisation: { address: '/organisation', asks: get('/identity/tenant') },
  Settings: { address: '/settings', asks: get('/identity/settings') },
  Health: { address: '/health', asks: { method: 'get', path: '/healthz/details' } },
};

/** What is begun in a room, by the name of what begins it, and what the API is asked for then. */
export const beginnings: { room: string; name: string; asks: Ask }[] = [
  { room: 'Plants', name: 'Register a plant', asks: post('/assets/plants') },
  { room: 'Workflows', name: 'Start a workflow', asks: post('/workflows/workflows') },
  { room: 'Documents', name: 'Upload', asks: post('/workflows/documents') },
  { room: 'Imports', name: 'New import', asks: post('/intake/import-jobs') },
  { room: 'People', name: 'Invite somebody', asks: post('/identity/invitations') },
  { room: 'Roles', name: 'Create a role', asks: post('/identity/roles') },
  { room: 'API keys', name: 'Create a key', asks: post('/identity/api-keys') },
];

const looks = ['Tasks', 'Workflows', 'Plants', 'Documents', 'Deadlines', 'Calendar', 'Compliance', 'Obligations', 'Organisation'];

/** What the roles that every organisation starts with are shown: their rooms, what they may begin there, and what their day begins with. */
export const roleViews: { role: string; rooms: string[]; begins: string[]; day: string[] }[] = [
  { role: 'kronos/Asset Manager', rooms: [...looks, 'Changes to approve', 'Imports', 'Recipes', 'Connectors', 'Deliveries', 'People', 'Roles'], begins: ['Register a plant', 'Start a workflow', 'Upload', 'New import'], day: ['Next deadlines', 'My next tasks', 'Failed imports', 'Portfolio'] },
  { role: 'kronos/Operator', rooms: looks, begins: ['Start a workflow', 'Upload'], day: ['My next tasks', 'Next deadlines', 'Portfolio'] },
  { role: 'kronos/Plant Owner', rooms: looks, begins: [], day: ['Portfolio', 'Next deadlines'] },
  { role: 'kronos/Viewer', rooms: looks, begins: [], day: ['Portfolio', 'Next deadlines'] },
  { role: 'kronic/admin', rooms: ['People', 'Roles'], begins: ['Invite somebody'], day: [] },
  { role: 'fleet/ADMIN', rooms: ['People', 'Roles', 'Audit trail', 'Events'], begins: ['Invite somebody'], day: ['To watch over'] },
  { role: 'fleet/USER', rooms: [], begins: [], day: [] },
  { role: 'calco2/calco2.backoffice.admin', rooms: ['People', 'Roles', 'Audit trail', 'Events'], begins: ['Invite somebody'], day: ['To watch over'] },
  { role: 'calco2/calco2.user.standard', rooms: [], begins: [], day: [] },
  { role: 'kronos/Admin', rooms: Object.keys(rooms), begins: beginnings.map(({ name }) => name), day: ['Next deadlines', 'To watch over', 'My next tasks', 'Failed imports', 'Portfolio'] },
];
