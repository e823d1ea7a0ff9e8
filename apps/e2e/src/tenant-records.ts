import { randomBytes, randomUUID } from 'node:crypto';
import { serviceNames, type DeadlinePage, type DocumentView, type IssuedApiKey, type ImportJobView, type TaskList, type TeamView, type UploadedSourceFile, type WorkflowDetail } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import type { Member, Platform } from './platform.ts';

/** The parameters of paths that name what belongs to nobody: the same for every tenant. */
export const sharedParameters: Record<string, string> = { month: '2026-01', documentCategory: 'Fiscal', packId: 'italy', complianceItem: 'dso-connection', templateId: 'standard-design', documentTemplateId: 'connection-request-cover-letter', templateVersion: '1' };

export type Records = Record<string, string>;

export const recipeOf = (name: string) => ({
  format: 'kairos.recipe.v1', name, title: 'Plants of a test', target: 'assets.plants', naturalKey: ['code'],
  fields: [
    { target: 'code', from: 'code', as: 'text', required: true },
    { target: 'name', from: 'name', as: 'text', required: true },
    { target: 'type', from: 'type', as: 'text', required: true },
    { target: 'capacityKw', from: 'power', as: 'decimal', required: true },
  ],
});

/** One record of everything a tenant can own, by the name of the path parameter that names it. */
export async function makeRecords(platform: Platform, admin: Member): Promise<Records> {
  const mark = randomBytes(4).toString('hex');
  const member = await platform.addMember(admin, ['assets.plant.read']);
  const { body: user } = await admin.at('identity').get(`/api/v1/identity/users/${member.userId}`).expect(200);
  const roleId = (user as { roles: { id: string }[] }).roles[0]?.id ?? '';
  const invitation = await admin.at('identity').post('/api/v1/identity/invitations', { email: `${mark}@invited.example`, roleIds: [roleId] }).expect(201);
  const plantId = await registerPlant(admin, `SECRET-${mark}`);
  const componentId = await registerMeter(admin, plantId, mark);
  const maintenance = await admin.at('assets').post(`/api/v1/assets/plants/${plantId}/maintenance`, { title: `SECRET-${mark}`, type: 'Ordinary', plannedOn: '2026-03-01' }).expect(201);
  const deadlines = async () => (await admin.at('workflows').get(`/api/v1/workflows/deadlines?plantId=${plantId}`)).body as DeadlinePage;
  const [deadline] = (await eventually(deadlines, (page) => page.items.length > 0)).items;
  const name = `recipe-${mark}`;
  await admin.at('intake').post('/api/v1/intake/recipes', recipeOf(name)).expect(201);
  const sourceFileId = await upload(admin, `code,name,type,power\nP-${mark},Impianto ${mark},Wind,1\n`);
  const job = await admin.at('intake').post('/api/v1/intake/import-jobs', { sourceFileId, recipe: { name }, mode: 'plan' }).expect(202);
  const importJobId = (job.body as ImportJobView).id;
  await eventually(async () => (await admin.at('intake').get(`/api/v1/intake/import-jobs/${importJobId}`)).body as ImportJobView, ({ status }) => status === 'completed');
  const apiKey = await member.at('identity').post('/api/v1/identity/me/api-keys', { name: `key ${mark}`, scopes: ['assets.plant.read'] }).expect(201);
  const passkeyId = randomUUID();
  await platform.database.admin.query(`insert into identity.passkey (id, user_id, credential_id, public_key, counter, synced, name) values ($1::uuid, $2, $1::text, 'none', 0, false, 'of a test')`, [passkeyId, member.userId]);
  const connector = await admin.at('intake').post('/api/v1/intake/connectors', { name: `connector-${mark}`, title: `Connector ${mark}`, baseUrl: 'https://api.example.com', auth: { type: 'bearer' }, secret: `SECRET-${mark}` }).expect(201);
  const session = await admin.at('intake').post('/api/v1/intake/uploads').set({ 'tus-resumable': '1.0.0', 'upload-length': '1000', 'upload-metadata': `filename ${Buffer.from(`SECRET-${mark}.csv`).toString('base64')}` }).expect(201);
  const arriving = await admin.at('workflows').post('/api/v1/workflows/document-uploads?category=Technical').set({ 'tus-resumable': '1.0.0', 'upload-length': '1000', 'upload-metadata': `filename ${Buffer.from(`SECRET-${mark}.pdf`).toString('base64')}` }).expect(201);
  return {
    documentUploadId: (arriving.body as { id: string }).id,
    uploadSessionId: (session.body as { id: string }).id,
    webhookEndpointId: ((await admin.at('intake').post('/api/v1/intake/webhook-endpoints', { title: `Endpoint ${mark}`, url: 'https://hooks.example.com/SECRET', eventTypes: ['assets.plant.*'] }).expect(201)).body as { endpoint: { id: string } }).endpoint.id,
    ...(await addRecipeTemplate(admin, name)),
    ...(await startWorkflow(admin, plantId)),
    ...(await addDocument(admin, mark, plantId)),
    ...(await keepDocuments(platform, admin, plantId)),
    submissionPackId: await addSubmissionPack(platform, admin, plantId),
    ...(await addCalendarFeed(admin, mark)),
    ...(await addTeam(platform, admin, member, mark)),
    connectorId: (connector.body as { id: string }).id,
    deliveryId: await addDelivery(platform, admin, (connector.body as { id: string }).id),
    componentId,
    customFieldId: ((await admin.at('assets').post('/api/v1/assets/custom-fields', { key: `secret${mark}`, type: 'text', label: { en: `SECRET-${mark}`, it: `SECRET-${mark}` } }).expect(201)).body as { id: string }).id,
    changeSetId: ((await admin.at('assets').post('/api/v1/assets/change-sets', { title: `SECRET-${mark}`, reason: 'of a test', changes: [{ plantId, facts: { notes: `SECRET-${mark}` } }] }).expect(201)).body as { id: string }).id,
    savedViewId: ((await admin.at('assets').post('/api/v1/assets/saved-views', { name: `SECRET-${mark}`, shared: true, filters: {}, columns: ['code'] }).expect(201)).body as { id: string }).id,
    maintenanceId: (maintenance.body as { maintenanceId: string }).maintenanceId,
    notificationId: await addNotification(platform, admin, plantId),
    ...sharedParameters, passkeyId, memberToken: member.accessToken, apiKeyId: (apiKey.body as IssuedApiKey).apiKey.id, plantId, deadlineId: deadline?.id ?? '', userId: member.userId, membershipId: member.membershipId, sessionId: member.sessionId,
    identityProviderId: await addIdentityProvider(platform, admin),
    deadLetterId: await addDeadLetters(platform, admin),
    roleId, invitationId: (invitation.body as { id: string }).id, name, version: '1', row: '1', sourceFileId, importJobId, mark,
  };
}

/** One with a few tasks, and the first of them. */
async function startWorkflow(admin: Member, plantId: string): Promise<Records> {
  const path = '/api/v1/workflows/workflows';
  const { id: workflowId } = (await admin.at('workflows').post(path, { plantId, templateId: 'standard-design' }).expect(201)).body as WorkflowDetail;
  const { items } = (await admin.at('workflows').get(`${path}/${workflowId}/tasks`).expect(200)).body as TaskList;
  return { workflowId, taskId: items[0]?.id ?? '' };
}

async function addDocument(admin: Member, mark: string, plantId: string): Promise<Records> {
  const query = `fileName=SECRET-${mark}.xml&category=Technical&plantId=${plantId}`;
  const stored = await admin.at('workflows').post(`/api/v1/workflows/documents?${query}`).set('content-type', 'application/xml').send(`<?xml version="1.0"?><mark>${mark}</mark>`).expect(201);
  const { id, latestVersion, links } = stored.body as DocumentView;
  return { documentId: id, documentVersionId: latestVersion.id, documentLinkId: links[0]?.id ?? '' };
}

/** A hold on a plant, and a list of a document whose time is over by the database alone. */
async function keepDocuments(platform: Platform, admin: Member, plantId: string): Promise<Records> {
  const held = await admin.at('workflows').post('/api/v1/workflows/legal-holds', { title: `SECRET of ${plantId}`, reason: 'of a test', plantIds: [plantId] }).expect(201);
  const { rows } = await platform.database.admin.query<{ id: string }>(
    `insert into workflows.disposal_list (id, tenant_id, status, reason, drawn_up_by_user_id, drawn_up_at) values (gen_random_uuid(), $1, 'proposed', 'SECRET', $2, now()) returning id`, [admin.tenantId, admin.userId],
  );
  return { legalHoldId: (held.body as { id: string }).id, disposalListId: rows[0]?.id ?? '' };
}

/** One that nobody could make of a workflow without documents. */
async function addSubmissionPack(platform: Platform, { tenantId, userId }: Member, plantId: string): Promise<string> {
  const { rows } = await platform.database.admin.query<{ id: string }>(
    `insert into workflows.submission_pack (id, tenant_id, workflow_id, plant_id, manifest, manifest_sha256, document_count, byte_size, missing, made_by_user_id, made_at)
     select gen_random_uuid(), tenant_id, id, plant_id, '{}', encode(sha256('{}'::bytea), 'hex'), 1, 1, '[]', $3, now() from workflows.workflow where tenant_id = $1 and plant_id = $2 limit 1 returning id`, [tenantId, plantId, userId],
  );
  return rows[0]?.id ?? '';
}

/** One that is shared with a tenant that nobody knows. */
async function addRecipeTemplate(admin: Member, recipe: string): Promise<Records> {
  const path = '/api/v1/intake/recipe-templates';
  const { id } = (await admin.at('intake').post(path, { title: `SECRET ${recipe}`, recipe: { name: recipe } }).expect(201)).body as { id: string };
  const { body: share } = await admin.at('intake').post(`${path}/${id}/shares`, { tenantId: randomUUID(), expiresAt: new Date(Date.now() + 86_400_000).toISOString() }).expect(201);
  return { recipeTemplateId: id, recipeTemplateShareId: (share as { id: string }).id };
}

/** A team of nobody, and days on which a member has the tasks of another. */
async function addTeam(platform: Platform, admin: Member, member: Member, mark: string): Promise<Records> {
  const { body } = await admin.at('workflows').post('/api/v1/workflows/teams', { name: `SECRET-${mark}`, memberUserIds: [] }).expect(201);
  const { rows } = await platform.database.admin.query<{ id: string }>(
    `insert into workflows.absence (id, tenant_id, user_id, delegate_user_id, from_on, to_on, recorded_by, recorded_at) values (gen_random_uuid(), $1, $2, $3, '2090-01-01', '2090-01-02', $2, now()) returning id`, [admin.tenantId, admin.userId, member.userId],
  );
  return { teamId: (body as TeamView).id, absenceId: rows[0]?.id ?? '' };
}

/** One whose token opens it to whoever has it. */
async function addCalendarFeed(admin: Member, mark: string): Promise<Records> {
  const { body } = await admin.at('workflows').post('/api/v1/workflows/calendar-feeds', { scope: 'user', title: `SECRET-${mark}` }).expect(201);
  const { feed, path } = body as { feed: { id: string }; path: string };
  return { calendarFeedId: feed.id, feedToken: path.split('/').at(-1) ?? '' };
}

/** One that is disabled: nothing asks an issuer that does not exist. */
async function addIdentityProvider(platform: Platform, { tenantId }: Member): Promise<string> {
  const { rows } = await platform.database.admin.query<{ id: string }>(
    `insert into identity.identity_provider (id, tenant_id, label, issuer, client_id, scopes, claims, enabled, allowed_email_domains, creates_accounts, rules, assignment, default_role_ids, row_scope, created_at, updated_at)
     values (gen_random_uuid(), $1, 'Of a test', 'https://issuer.invalid', gen_random_uuid(), '{openid}', $2, false, '{members.example}', false, '[]', 'first-match', '{}', '{"plants": []}', now(), now()) returning id`,
    [tenantId, JSON.stringify({ roles: 'groups', email: 'email', emailVerified: 'email_verified', displayName: 'name' })],
  );
  return rows[0]?.id ?? '';
}

/** The stream of dead letters that no consumer set aside. */
export const madeUpStream = 'OF_A_TEST';

/** One of every service, all under one id; nobody can read what it holds. */
async function addDeadLetters(platform: Platform, { tenantId }: Member): Promise<string> {
  const id = randomUUID();
  for (const service of serviceNames) {
    await platform.database.admin.query(
      `insert into ${service}.dead_letter (id, consumer, stream, stream_sequence, subject, event_id, tenant_id, reason, deliveries, message)
       values ($1, $2, $3, $4, 'assets.plant.registered.v1', gen_random_uuid(), $5, 'SECRET', 5, 'SECRET')`,
      [id, `${service}-access`, madeUpStream, Math.floor(Math.random() * 1e9), tenantId],
    );
  }
  return id;
}

/** One that is over: nothing is sent anywhere. */
async function addDelivery(platform: Platform, { tenantId, userId }: Member, connectorId: string): Promise<string> {
  const { rows } = await platform.database.admin.query<{ id: string }>(
    `insert into intake.delivery (id, tenant_id, origin, origin_id, topic, record_key, idempotency_key, payload, payload_sha256, latest, status, owner_user_id, created_at, finished_at)
     values (gen_random_uuid(), $1, 'connector', $2, 'upsert', 'A', gen_random_uuid(), '{"code":"A"}', repeat('a', 64), true, 'delivered', $3, now(), now()) returning id`,
    [tenantId, connectorId, userId],
  );
  return rows[0]?.id ?? '';
}

export async function registerPlant(admin: Member, code: string, facts: object = {}): Promise<string> {
  const { body } = await admin.at('assets').post('/api/v1/assets/plants', { code, name: `Impianto ${code}`, type: 'Wind', capacityKw: '998.5', ...facts }).expect(201);
  return (body as { plantId: string }).plantId;
}

async function registerMeter(admin: Member, plantId: string, mark: string): Promise<string> {
  const { body } = await admin.at('assets').post(`/api/v1/assets/plants/${plantId}/components`, { code: `M-${mark}`, name: `Contatore ${mark}`, kind: 'meter' }).expect(201);
  return (body as { componentId: string }).componentId;
}

export async function upload(admin: Member, content: string): Promise<string> {
  const { body } = await admin.at('intake').post('/api/v1/intake/source-files?fileName=plants.csv').set('content-type', 'text/csv').send(content as unknown as object).expect(201);
  return (body as UploadedSourceFile).id;
}

/** One that the administrator has not read. */
async function addNotification(platform: Platform, { tenantId, userId }: Member, plantId: string): Promise<string> {
  const { rows } = await platform.database.admin.query<{ id: string }>(
    `insert into workflows.notification (id, tenant_id, user_id, type, priority, template, template_version, title, body, plant_id, reason, raised_at)
     values (gen_random_uuid(), $1, $2, 'system', 'low', 'system_maintenance', 1, $4, $4, $3, gen_random_uuid()::text, now()) returning id`,
    [tenantId, userId, plantId, JSON.stringify({ en: 'SECRET', it: 'SECRET' })],
  );
  return rows[0]?.id ?? '';
}
