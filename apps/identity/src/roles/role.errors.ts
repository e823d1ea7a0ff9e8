import { DomainError, NotFound } from '@kairos/http';

export class RoleNotFound extends NotFound {
  constructor() {
    super('role');
  }
}

export class RoleIsBuiltIn extends DomainError {
  constructor(name: string) {
    super('conflict', 'role-is-built-in', `The built-in role ${name} does not change; create a role of your own.`);
  }
}

export class RoleInUse extends DomainError {
  constructor(name: string, members: number) {
    super('conflict', 'role-in-use', `${members === 1 ? 'One user has' : `${members} users have`} the role ${name}. Give them another first.`);
  }
}

export class RoleNameTaken extends DomainError {
  constructor(name: string) {
    super('conflict', 'role-name-taken', `There is a role named ${name} already.`);
  }
}

export class UnknownRole extends DomainError {
  constructor(positions: number[]) {
    super('unprocessable', 'unknown-role', 'There is no such role.', positions.map((position) => ({ pointer: `/roleIds/${position}`, detail: 'is not a role of this tenant' })));
  }
}
