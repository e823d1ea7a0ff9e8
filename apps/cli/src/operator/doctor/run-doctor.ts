import { StreamInspector } from '@kairos/event-bus';
import { withDatabase } from '../database.ts';
import { everyService, type Migratable } from '../installation.ts';
import type { Operator } from '../operator.ts';
import { auditChains } from './audit-chain-check.ts';
import type { Check, Patient, Verdict } from './check.ts';
import { auditTrail, deadLetters, deliveries, streamsStand } from './delivery-checks.ts';
import { documentsAreWhole } from './document-check.ts';
import { privateFiles, schemaVersions, servicesAnswer } from './installation-checks.ts';
import { notPresentYet } from './not-present-checks.ts';
import { obligationsStand } from './obligation-check.ts';
import { eventsHaveRows, outboxDrains, versionsRise } from './outbox-checks.ts';
import { databaseRoles, rowLevelSecurity } from './security-checks.ts';
import { effectsAreSingle, importsAddUp, nothingIsStuck } from './state-checks.ts';

export const checks: readonly Check[] = [
  servicesAnswer, schemaVersions, privateFiles, rowLevelSecurity, databaseRoles, streamsStand, outboxDrains, deliveries, deadLetters,
  effectsAreSingle, eventsHaveRows, versionsRise, importsAddUp, nothingIsStuck, auditTrail, auditChains, obligationsStand, documentsAreWhole, ...notPresentYet,
];

/** Looks at a running stack from the outside, changes nothing, and answers one verdict for each invariant. */
export async function runDoctor(operator: Operator, services: readonly Migratable[] = everyService): Promise<Verdict[]> {
  const streams = await StreamInspector.connect(operator.nats).catch(() => undefined);
  try {
    return await withDatabase(operator.databaseUrl, { readOnly: true, statementTimeoutMs: 4000 }, (database) => {
      const patient: Patient = { operator, database, streams, services };
      return Promise.all(checks.map((check) => judge(check, patient)));
    });
  } finally {
    await streams?.close();
  }
}

/** What cannot be checked is no proof of health. */
async function judge({ name, run }: Check, patient: Patient): Promise<Verdict> {
  try {
    const outcome = await run(patient);
    if ('notPresent' in outcome) return { name, status: 'not present yet', counts: {}, findings: [outcome.notPresent] };
    return { name, status: outcome.findings.length > 0 ? 'violated' : 'ok', ...outcome };
  } catch (error) {
    return { name, status: 'violated', counts: {}, findings: [`it could not be checked: ${error instanceof Error ? error.message : String(error)}`] };
  }
}
