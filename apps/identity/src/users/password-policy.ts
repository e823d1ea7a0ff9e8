import { Injectable } from '@nestjs/common';
import { passwordProblem, type PasswordContext } from './password.calc.ts';
import { PasswordRefused } from './user.errors.ts';

/** Whether a password may be chosen, for everything that lets people choose one. */
@Injectable()
export class PasswordPolicy {
  /** @throws PasswordRefused pointing at the field of the request */
  demand(field: string, password: string, context: PasswordContext): void {
    const problem = passwordProblem(password, context);
    if (problem) throw new PasswordRefused(field, problem);
  }
}
