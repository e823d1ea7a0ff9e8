import { DomainError, NotFound } from '@kairos/http';

export class TeamNotFound extends NotFound {
  constructor() {
    super('team');
  }
}

export class TeamNameTaken extends DomainError {
  constructor(name: string) {
    super('conflict', 'team-name-taken', `There is a team named ${name} already.`, [{ pointer: '/name', detail: 'must be the name of no other team' }]);
  }
}

/** Tasks of any plant are given to a team: who reaches some of them would take work away at others. */
export class TeamsNeedAllPlants extends DomainError {
  constructor() {
    super('forbidden', 'teams-need-all-plants', 'Teams are set up, changed and taken away by whoever sees all plants.');
  }
}

export class TeamMemberUnknown extends DomainError {
  constructor() {
    super('unprocessable', 'team-member-unknown', 'A team is of active members of the tenant.', [{ pointer: '/memberUserIds', detail: 'must be active members' }]);
  }
}
