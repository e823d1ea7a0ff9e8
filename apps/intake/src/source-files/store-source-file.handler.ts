import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import { FileIntake, type IncomingFile, type KeptFile } from './file-intake.ts';

/** Takes in a file that comes as the body of one request. */
@Injectable()
export class StoreSourceFileHandler {
  constructor(private readonly intake: FileIntake) {}

  execute(incoming: IncomingFile, actor: Actor): Promise<KeptFile> {
    return this.intake.execute(incoming, actor);
  }
}
