import { Injectable } from '@nestjs/common';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { AttemptsRepository } from '../sessions/attempts.repository.ts';

/**
 * Queues a mail, whoever the address belongs to: whether it has an account is found out when the mail is due. So the answer
 * and the time it takes are the same for an account and for none.
 */
@Injectable()
export class RequestPasswordResetHandler {
  constructor(
    private readonly attempts: AttemptsRepository,
    private readonly mail: OutgoingMailRepository,
  ) {}

  async execute(email: string, address: string): Promise<void> {
    await this.attempts.countReset(address);
    await this.mail.queue({ template: 'password-reset', recipient: email, locale: null, usefulForMinutes: 30 });
  }
}
