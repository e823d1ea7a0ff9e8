import type { Actor } from '@kairos/auth';
import type { BatchRowResult, ImpactGroup, RowScope } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { demandHeld } from '../access/demand-held.calc.ts';
import type { Invitation, Offer } from '../invitations/invitation.entity.ts';
import type { Role } from '../roles/role.entity.ts';
import type { Membership } from '../users/membership.entity.ts';
import { demandChangeable, granted } from '../users/memberships.repository.ts';
import { personChanges } from './person-changes.calc.ts';
import type { PeopleActs } from './people-acts.ts';
import type { PeopleOfChunk } from './people.repository.ts';
import { fault, readUserRow, rejected, type BatchRow, type UserRow } from './read-user-row.calc.ts';
import { rolesNamed } from './roles-named.calc.ts';
import { PlanIsFull, UserHasNoAccess } from './user-batch.errors.ts';

/** An invitation as the rows of the chunk so far leave it; a plan has none that is stored. */
type Offered = Offer & { invitation: Invitation | undefined };
type Held = { roleIds: readonly string[]; rowScope: RowScope };
type Wanted = { row: BatchRow; person: UserRow; roles: Role[] };
type Done = Omit<BatchRowResult, 'rowNumber' | 'errors'>;

/** The field that a refusal is about, where it is about one. */
const fieldOf: Readonly<Record<string, string>> = { 'own-access': 'email', 'user-is-inactive': 'email', 'reaches-more-than-held': 'plants', 'grants-more-than-held': 'roles' };

/** Takes the rows of one chunk, one after the other: each is done as a whole by the rules for one person, or rejected alone. */
export class UserRows {
  readonly #roles: ReadonlyMap<string, Role>;
  /** Of the chunk's rows so far: members and invitations as they would be. */
  readonly #members = new Map<string, Held>();
  readonly #offers = new Map<string, Offered>();
  readonly #impact = new Map<string, { created: number; updated: number; moved: number }>();

  constructor(
    private readonly people: PeopleOfChunk,
    private readonly actor: Actor,
    private readonly acts: PeopleActs,
  ) {
    this.#roles = new Map(people.roles.map((role) => [role.id, role]));
  }

  async take(row: BatchRow): Promise<BatchRowResult> {
    const read = readUserRow(row);
    if ('errors' in read) return rejected(row.rowNumber, read.errors);
    const named = rolesNamed(read.person.roleNames, this.people.roles);
    if ('errors' in named) return rejected(row.rowNumber, named.errors);
    try {
      const done = await this.person({ row, person: read.person, roles: named.roles });
      return { rowNumber: row.rowNumber, errors: [], ...done };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return rejected(row.rowNumber, [fault(fieldOf[error.code] ?? '', error.code, error.message)]);
    }
  }

  /** By role: how many are invited with it, and how many have it more, or less, than before. */
  impact(): ImpactGroup[] {
    return [...this.#impact].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, { created, updated, moved }]) => ({ group, created, updated, measure: 'people', added: String(created), changed: String(moved) }));
  }

  private person(wanted: Wanted): Promise<Done> {
    const { email } = wanted.person;
    const membership = this.people.members.get(email);
    if (membership) return this.member(membership, wanted);
    const offered = this.offered(email);
    return offered ? this.invited(offered, wanted) : this.stranger(wanted);
  }

  private async member(membership: Membership, { person, roles }: Wanted): Promise<Done> {
    const held = this.#members.get(person.email) ?? { roleIds: membership.roleIds, rowScope: membership.rowScope };
    const rowScope = person.plants === undefined ? held.rowScope : { ...held.rowScope, plants: person.plants };
    const before = this.rolesOf(held.roleIds);
    const changes = personChanges({ roles: before, rowScope: held.rowScope }, { roles, rowScope });
    if (changes.length === 0) return { outcome: 'unchanged', recordId: membership.userId };
    demandChangeable({ membership, roles: this.rolesOf(membership.roleIds) }, this.actor, this.people.own);
    if (!membership.active) throw new UserHasNoAccess();
    this.demandGiven(roles, rowScope);
    await this.acts.assign(membership, { roles, rowScope, before });
    this.#members.set(person.email, { roleIds: roles.map(({ id }) => id), rowScope });
    this.countMoved(before, roles);
    return { outcome: 'updated', recordId: membership.userId, changes };
  }

  private async invited({ invitation, ...held }: Offered, { person, roles }: Wanted): Promise<Done> {
    const offer = offerOf(person, roles, held);
    const before = this.rolesOf(held.roleIds);
    const changes = personChanges({ ...held, roles: before }, { ...offer, roles });
    if (changes.length === 0) return { outcome: 'unchanged', recordId: invitation?.id ?? null };
    this.demandGiven(before, held.rowScope);
    this.demandGiven(roles, offer.rowScope);
    if (invitation) await this.acts.change(invitation, offer);
    this.#offers.set(person.email, { ...offer, invitation });
    this.countMoved(before, roles);
    return { outcome: 'updated', recordId: invitation?.id ?? null, changes };
  }

  private async stranger({ person, roles }: Wanted): Promise<Done> {
    const offer = offerOf(person, roles, { displayName: null, roleIds: [], rowScope: { plants: [] }, locale: 'en' });
    this.demandGiven(roles, offer.rowScope);
    const full = this.people.allowance.full();
    if (full) throw new PlanIsFull(full);
    const invitation = await this.acts.invite(person.email, offer, this.people.invitations.get(person.email));
    this.people.allowance.take();
    this.#offers.set(person.email, { ...offer, invitation });
    for (const role of roles) this.amountOf(role).created += 1;
    return { outcome: 'created', recordId: invitation?.id ?? null };
  }

  private offered(email: string): Offered | undefined {
    const known = this.#offers.get(email);
    const invitation = this.people.invitations.get(email);
    if (known || !invitation?.isOpen(new Date())) return known;
    const { displayName, roleIds, rowScope, locale } = invitation;
    return { displayName: displayName ?? null, roleIds, rowScope, locale, invitation };
  }

  /** No more than whoever imports may give, when the request came in and now. */
  private demandGiven(roles: Role[], rowScope: RowScope): void {
    const given = { permissions: granted(roles), rowScope };
    demandHeld(this.actor, given);
    demandHeld(this.people.own, given);
  }

  /** A role that was removed meanwhile stands for nothing. */
  private rolesOf(ids: readonly string[]): Role[] {
    return ids.flatMap((id) => this.#roles.get(id) ?? []);
  }

  private countMoved(before: readonly Role[], after: readonly Role[]): void {
    for (const role of new Set([...before, ...after])) {
      const moved = Number(after.includes(role)) - Number(before.includes(role));
      if (moved !== 0) Object.assign(this.amountOf(role), { updated: this.amountOf(role).updated + 1, moved: this.amountOf(role).moved + moved });
    }
  }

  private amountOf(role: Role): { created: number; updated: number; moved: number } {
    const amount = this.#impact.get(role.qualifiedName()) ?? { created: 0, updated: 0, moved: 0 };
    this.#impact.set(role.qualifiedName(), amount);
    return amount;
  }
}

function offerOf({ displayName, plants, locale }: UserRow, roles: readonly Role[], held: Offer): Offer {
  return {
    displayName: displayName ?? held.displayName, roleIds: roles.map(({ id }) => id), locale: locale ?? held.locale,
    rowScope: plants === undefined ? held.rowScope : { ...held.rowScope, plants },
  };
}

