import { expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AuditRecorded, ChangeSetRejected, DocumentDeleted, ImportJobProgressed, NotificationRaised, PlantRegistered, RecipePublished, type CloudEvent, type EventDefinition } from '@kairos/contracts';
import { visibleTo, type Viewer } from './visible-to.ts';

const [tenantId, plantId, userId] = [randomUUID(), randomUUID(), randomUUID()];
const viewer = (more: Partial<Viewer> = {}): Viewer => ({ tenantId, userId, permissions: ['assets.plant.read'], rowScope: { plants: 'all' }, ...more });

function entryOf(definition: EventDefinition, data: object = { plantId }) {
  if (!definition.visibility) throw new Error('not visible at all');
  return { event: { tenantid: tenantId, type: definition.type, data } as CloudEvent, visibility: definition.visibility };
}

it('shows an event to who may read its rows', () => {
  expect(visibleTo(viewer(), entryOf(PlantRegistered))).toBe(true);
  expect(visibleTo(viewer({ permissions: ['assets.*'] }), entryOf(PlantRegistered))).toBe(true);
});

it('hides it from another tenant and from who lacks the permission', () => {
  expect(visibleTo(viewer({ tenantId: randomUUID(), permissions: ['*'] }), entryOf(PlantRegistered))).toBe(false);
  expect(visibleTo(viewer({ permissions: ['workflows.*'] }), entryOf(PlantRegistered))).toBe(false);
});

it('hides the plants outside a row scope, and those whose plant cannot be told', () => {
  expect(visibleTo(viewer({ rowScope: { plants: [plantId] } }), entryOf(PlantRegistered))).toBe(true);
  expect(visibleTo(viewer({ rowScope: { plants: [randomUUID()] } }), entryOf(PlantRegistered))).toBe(false);
  expect(visibleTo(viewer({ rowScope: { plants: [] } }), entryOf(PlantRegistered, {}))).toBe(false);
});

it('shows what belongs to several plants to who reaches one of them', () => {
  const sees = (plants: string[] | 'all', plantIds: string[]) => visibleTo(viewer({ permissions: ['documents.document.read'], rowScope: { plants } }), entryOf(DocumentDeleted, { plantIds }));
  expect([sees([plantId], [randomUUID(), plantId]), sees([plantId], [randomUUID()]), sees([plantId], []), sees('all', [])]).toEqual([true, false, false, true]);
});

it('shows of the audit trail what happened to the plants of a row scope', () => {
  const auditor = (plants: string[] | 'all') => viewer({ permissions: ['identity.audit.read'], rowScope: { plants } });
  const record = (resourceId: string | null) => entryOf(AuditRecorded, { resourceId });
  expect([visibleTo(auditor('all'), record(plantId)), visibleTo(auditor('all'), record(null))]).toEqual([true, true]);
  expect([visibleTo(auditor([plantId]), record(plantId)), visibleTo(auditor([plantId]), record(randomUUID())), visibleTo(auditor([]), record(null))]).toEqual([true, false, false]);
});

it('shows what belongs to no plant by permission alone', () => {
  expect(visibleTo(viewer({ permissions: ['intake.recipe.read'], rowScope: { plants: [] } }), entryOf(RecipePublished, {}))).toBe(true);
});

it('shows an import to who reaches every plant, and to who began it', () => {
  const seenBy = (more: Partial<Viewer>, startedByUserId: string) => visibleTo(viewer({ permissions: ['intake.*'], ...more }), entryOf(ImportJobProgressed, { startedByUserId }));
  expect([seenBy({}, randomUUID()), seenBy({ rowScope: { plants: [plantId] } }, userId), seenBy({ rowScope: { plants: [plantId] } }, randomUUID())]).toEqual([true, true, false]);
  expect([seenBy({ apiKeyId: randomUUID() }, userId), seenBy({ apiKeyId: randomUUID(), rowScope: { plants: [plantId] } }, userId)]).toEqual([true, false]);
});

it('shows a notification to its reader alone, and of a plant no longer reached to nobody', () => {
  const reader = (more: Partial<Viewer> = {}) => viewer({ permissions: ['*'], ...more });
  const sees = (seer: Viewer, about: string | null) => visibleTo(seer, entryOf(NotificationRaised, { userId, plantId: about }));
  expect([sees(reader(), plantId), sees(reader({ userId: randomUUID() }), plantId), sees(reader({ userId: randomUUID() }), null)]).toEqual([true, false, false]);
  expect([sees(reader({ rowScope: { plants: [plantId] } }), plantId), sees(reader({ rowScope: { plants: [] } }), plantId), sees(reader({ rowScope: { plants: [] } }), null)]).toEqual([true, false, true]);
  expect(sees(reader({ permissions: ['workflows.deadline.read'] }), plantId)).toBe(false);
});

it('shows a change set to who proposed it while they reach all of its plants', () => {
  const other = randomUUID();
  const sees = (plants: string[] | 'all', proposedBy = userId) => visibleTo(viewer({ rowScope: { plants } }), entryOf(ChangeSetRejected, { proposedBy, plantIds: [plantId, other] }));
  expect([sees([plantId, other]), sees([plantId]), sees([plantId, other], randomUUID()), sees('all', randomUUID())]).toEqual([true, false, false, true]);
});
