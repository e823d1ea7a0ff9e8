import { Inject, Injectable } from '@nestjs/common';
import { ServiceToken, type ServiceTokenBody } from '@kairos/contracts';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { ImportCannotGoOn, TargetAway } from './import-failures.ts';

const renewBeforeMs = 60_000;

/** Who started the work, and with which API key, if it was one. */
export type OnBehalfOf = { membershipId: string; apiKeyId?: string | null | undefined; /** The one import that the token opens, where its target demands that. */ rightTo?: ServiceTokenBody['importing'] };

/** Short-lived tokens with which intake acts at a target in the name of the user who started the import. */
@Injectable()
export class ServiceTokens {
  readonly #tokens = new Map<string, { accessToken: string; until: number }>();
  readonly #authorization: string;

  constructor(@Inject(INTAKE_CONFIG) private readonly config: Pick<IntakeConfig, 'IDENTITY_URL' | 'SERVICE_SECRET'>) {
    this.#authorization = `Basic ${Buffer.from(`intake:${config.SERVICE_SECRET}`).toString('base64')}`;
  }

  /** @throws TargetAway, ImportCannotGoOn */
  async of(by: OnBehalfOf): Promise<string> {
    const known = this.#tokens.get(nameOf(by));
    if (known && known.until - renewBeforeMs > Date.now()) return known.accessToken;
    const { accessToken, expiresAt } = await this.#ask(by);
    this.#dropExpired();
    this.#tokens.set(nameOf(by), { accessToken, until: Date.parse(expiresAt) });
    return accessToken;
  }

  forget(by: OnBehalfOf): void {
    this.#tokens.delete(nameOf(by));
  }

  async #ask(by: OnBehalfOf): Promise<ServiceToken> {
    const response = await this.#post(by);
    if (response.status === 403 || response.status === 404) {
      throw new ImportCannotGoOn({ code: 'not-permitted', detail: 'whoever started the import may no longer act in this tenant' });
    }
    if (!response.ok) throw new TargetAway(`identity answered ${response.status}`, false);
    return ServiceToken.parse(await response.json());
  }

  async #post({ membershipId, apiKeyId, rightTo }: OnBehalfOf): Promise<Response> {
    try {
      return await fetch(`${this.config.IDENTITY_URL}/api/v1/identity/service-tokens`, {
        method: 'POST',
        headers: { authorization: this.#authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ membershipId, ...(apiKeyId ? { apiKeyId } : {}), ...(rightTo ? { importing: rightTo } : {}) }),
        signal: AbortSignal.timeout(10_000),
        redirect: 'error',
      });
    } catch (error) {
      throw new TargetAway(`identity cannot be reached: ${String(error)}`, false);
    }
  }

  #dropExpired(): void {
    for (const [name, { until }] of this.#tokens) if (until < Date.now()) this.#tokens.delete(name);
  }
}

function nameOf({ membershipId, apiKeyId, rightTo }: OnBehalfOf): string {
  return `${membershipId}:${apiKeyId ?? ''}:${rightTo?.importJobId ?? ''}`;
}
