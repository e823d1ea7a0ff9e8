import { Injectable } from '@nestjs/common';
import type { RegisterConnectorBody } from '@kairos/contracts';
import { isNotAllowed, OutboundGate } from '../outbound-gate.ts';
import { isAmbiguousPath } from '../outbound-path.calc.ts';
import { ConnectorAddressRefused } from './connector.errors.ts';

/** Tells whoever names an address that is not asked so at once, and not only when something is sent there. */
@Injectable()
export class ConnectorAddresses {
  constructor(private readonly gate: OutboundGate) {}

  /** @throws ConnectorAddressRefused */
  async demand({ baseUrl, auth }: Pick<RegisterConnectorBody, 'baseUrl' | 'auth'>): Promise<void> {
    await this.one('/baseUrl', baseUrl);
    if (isAmbiguousPath(baseUrl)) throw new ConnectorAddressRefused('/baseUrl', 'Its path may be read in several ways: it may hold no encoded slash, no encoded percent sign before a code, and nothing that goes up.');
    if (auth.type === 'oauth2-client-credentials') await this.one('/auth/tokenUrl', auth.tokenUrl);
  }

  private async one(pointer: string, address: string): Promise<void> {
    try {
      await this.gate.demand(address);
    } catch (error) {
      throw isNotAllowed(error) ? new ConnectorAddressRefused(pointer, error.message) : error;
    }
  }
}
