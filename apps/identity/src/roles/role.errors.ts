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
  constructor(name: string, members: number, invitations: number) {
    super('conflict', 'role-in-use', `The role ${name} is assigned to ${counted(members, 'user')} and ${counted(invitations, 'pending invitation')}. Give them another first.`);
  }
}

export class RoleNameTaken extends DomainError {
  constructor(name: string) {
    super('conflict', 'role-name-taken', `There is a role named ${name} already.`);
  }
}

export class NobodyWouldManageUsers extends DomainError {
  constructor(name: string) {
    super('conflict', 'nobody-would-manage-users', `Nobody else may manage users: give somebody a role that may before ${name} no longer does.`);
  }
}

export class UnknownRole extends DomainError {
  constructor(positions: number[]) {
    super('unprocessable', 'unknown-role', 'There is no such role.', positions.map((position) => ({ pointer: `/roleIds/${position}`, detail: 'is not a role of this tenant' })));
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
