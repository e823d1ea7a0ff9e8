import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { canonicalPassword } from './password.calc.ts';
import { Turns } from './turns.ts';

// 64 MiB, 3 passes, 1 lane; the algorithm is the package's default, Argon2id.
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };

/** Argon2id, two at a time: each takes 64 MiB and a core, and a crowd at the door must not take all of them. */
@Injectable()
export class PasswordHasher {
  private readonly decoy = hash(randomBytes(32), cost);
  private readonly turns = new Turns(2, 100);

  hash(password: string): Promise<string> {
    return this.turns.take(() => hash(canonicalPassword(password), cost));
  }

  /** Whether a hash was made with other parameters than today's, and should be made again while its password is at hand. */
  isOutdated(stored: string): boolean {
    return !stored.startsWith(`$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`);
  }

  /** Without a stored hash the same work is done against one that nothing matches, so that time tells nothing. */
  async matches(stored: string | null | undefined, password: string): Promise<boolean> {
    const against = stored ?? (await this.decoy);
    const right = await this.turns.take(() => verify(against, canonicalPassword(password)));
    return right && typeof stored === 'string';
  }
}
