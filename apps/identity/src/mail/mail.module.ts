import { Global, Module, type DynamicModule } from '@nestjs/common';
import { FileMailSender } from './file-mail-sender.ts';
import { MailOptions } from './mail.options.ts';
import { MailSender } from './mail-sender.port.ts';
import { MailWorker } from './mail-worker.job.ts';
import { NoMailSender } from './no-mail-sender.ts';
import { OutgoingMailRepository } from './outgoing-mail.repository.ts';
import { SmtpMailSender } from './smtp-mail-sender.ts';

@Global()
@Module({})
export class MailModule {
  static forOptions(options: MailOptions): DynamicModule {
    return {
      module: MailModule,
      providers: [{ provide: MailOptions, useValue: options }, { provide: MailSender, useFactory: () => senderFor(options) }, OutgoingMailRepository, MailWorker],
      exports: [OutgoingMailRepository],
    };
  }
}

/** A server where one is named, else a folder. */
function senderFor({ smtpUrl, folder, from }: MailOptions): MailSender {
  if (smtpUrl) return new SmtpMailSender(smtpUrl, from);
  return folder ? new FileMailSender(folder, from) : new NoMailSender();
}
