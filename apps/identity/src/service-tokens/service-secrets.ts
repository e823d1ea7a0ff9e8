import { createHash, timingSafeEqual } from 'node:crypto';
import { ServiceUnknown } from './service-token.errors.ts';

const nobody = '0'.repeat(64);
const gateway = 'gateway';

/** Which services may act for users, by the SHA-256 of the secret each one holds. */
export class ServiceSecrets {
  constructor(private readonly sha256ByService: Readonly<Record<string, string>>) {}

  /** @returns the service that may act for users, named by an HTTP Basic header with the right secret */
  actingService(authorization: string | undefined): string {
    const service = this.serviceOf(authorization);
    // Whoever gets hold of the edge must not be able to act as anybody.
    if (service === gateway) throw new ServiceUnknown();
    return service;
  }

  demandGateway(authorization: string | undefined): void {
    if (this.serviceOf(authorization) !== gateway) throw new ServiceUnknown();
  }

  private serviceOf(authorization: string | undefined): string {
    const encoded = /^Basic ([\w+/=-]{1,1000})$/i.exec(authorization ?? '')?.[1];
    const [, service = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
    const known = Object.hasOwn(this.sha256ByService, service) ? this.sha256ByService[service] : undefined;
    const right = timingSafeEqual(createHash('sha256').update(secret).digest(), Buffer.from(known ?? nobody, 'hex'));
    if (!known || !right) throw new ServiceUnknown();
    return service;
  }
}
