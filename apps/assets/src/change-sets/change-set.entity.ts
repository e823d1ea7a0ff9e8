import { defineEntity, p } from '@mikro-orm/core';
import { ChangeSetApplied, ChangeSetProposed, ChangeSetRejected, changeSetTransitions, ChangeSetWithdrawn, type ChangeSetState, type ChangeSetStatus, type PlantPart } from '@kairos/contracts';
import { newId, record } from '@kairos/event-bus';
import type { ChangedFacts } from '../plant-changes/changed-facts.calc.ts';
import { ChangeSetDecided, NotOwnChangeSet, OwnChangeSet } from './change-set.errors.ts';

/** What a part of a plant held when its change was proposed, and what it is to hold, in the fields that change. */
export type ProposedChange = ChangedFacts & { plantId: string; part: PlantPart };

const ChangeSetSchema = defineEntity({
  name: 'ChangeSet',
  tableName: 'change_set',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    title: p.string(),
    reason: p.string(),
    changes: p.json<ProposedChange[]>(),
    plantIds: p.array(),
    status: p.string().$type<ChangeSetStatus>(),
    proposedBy: p.uuid(),
    proposedAt: p.datetime(),
    decidedBy: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    decisionReason: p.string().nullable(),
    version: p.integer().version(),
  },
});

type Proposal = { tenantId: string; title: string; reason: string; changes: ProposedChange[]; proposedBy: string };
type Decision = { by: string; reason: string | null };

/** Changes of plants that one person proposes and another one approves. */
export class ChangeSet extends ChangeSetSchema.class {
  static propose(proposal: Proposal): ChangeSet {
    const plantIds = [...new Set(proposal.changes.map(({ plantId }) => plantId))];
    const set = Object.assign(new ChangeSet(), { id: newId(), ...proposal, plantIds, status: 'proposed' as const, proposedAt: new Date(), decidedBy: null, decidedAt: null, decisionReason: null, version: 1 });
    record(set, ChangeSetProposed, set.state());
    return set;
  }

  /** @throws ChangeSetDecided, OwnChangeSet */
  demandApprover(userId: string): void {
    this.demandReachable('applied');
    if (userId === this.proposedBy) throw new OwnChangeSet();
  }

  apply(decision: Decision): void {
    this.demandApprover(decision.by);
    this.decide('applied', decision);
    record(this, ChangeSetApplied, this.state());
  }

  reject(decision: Decision): void {
    this.demandApprover(decision.by);
    this.decide('rejected', decision);
    record(this, ChangeSetRejected, this.state());
  }

  /** @throws ChangeSetDecided, NotOwnChangeSet */
  withdraw(decision: Decision): void {
    this.demandReachable('withdrawn');
    if (decision.by !== this.proposedBy) throw new NotOwnChangeSet();
    this.decide('withdrawn', decision);
    record(this, ChangeSetWithdrawn, this.state());
  }

  state(): ChangeSetState {
    const { id, title, reason, status, proposedBy, decidedBy, decisionReason } = this;
    const changes = this.changes.map(({ plantId, part, after }) => ({ plantId: plantId as ChangeSetState['changes'][number]['plantId'], part, fields: Object.keys(after) }));
    return {
      changeSetId: id as ChangeSetState['changeSetId'], title, reason, status, changes, plantIds: this.plantIds as ChangeSetState['plantIds'], proposedBy: proposedBy as ChangeSetState['proposedBy'],
      decidedBy: (decidedBy ?? null) as ChangeSetState['decidedBy'], decisionReason: decisionReason ?? null,
    };
  }

  private demandReachable(to: ChangeSetStatus): void {
    if (!changeSetTransitions[this.status].includes(to)) throw new ChangeSetDecided(this.status);
  }

  private decide(status: ChangeSetStatus, { by, reason }: Decision): void {
    Object.assign(this, { status, decidedBy: by, decidedAt: new Date(), decisionReason: reason });
  }
}
ChangeSetSchema.setClass(ChangeSet);
