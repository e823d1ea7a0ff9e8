import { DomainError, NotFound } from '@kairos/http';

export class AbsenceNotFound extends NotFound {
  constructor() {
    super('absence');
  }
}

export class DelegateUnknown extends DomainError {
  constructor() {
    super('unprocessable', 'delegate-unknown', 'Both must be active members, and not one and the same.', [{ pointer: '/delegateUserId', detail: 'must be another active member' }]);
  }
}

export class AbsenceIsOver extends DomainError {
  constructor(today: string) {
    super('unprocessable', 'absence-is-over', 'Nobody stands in for days that are past.', [{ pointer: '/toOn', detail: `must not be before ${today}` }]);
  }
}

export class AbsentAlready extends DomainError {
  constructor(fromOn: string, toOn: string) {
    super('conflict', 'absent-already', `They are away from ${fromOn} to ${toOn} already.`);
  }
}

export class DelegateIsAway extends DomainError {
  constructor() {
    super('conflict', 'delegate-is-away', 'The delegate is away themselves on some of these days: tasks are not passed on twice.');
  }
}

export class StandsInForOthers extends DomainError {
  constructor() {
    super('conflict', 'stands-in-for-others', 'They stand in for somebody else on some of these days: tasks are not passed on twice.');
  }
}

export class NotTheirOwnAbsence extends DomainError {
  constructor() {
    super('forbidden', 'not-their-own-absence', 'Only who administers people says that somebody else is away.');
  }
}
