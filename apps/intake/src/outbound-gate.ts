import { Inject, Injectable } from '@nestjs/common';
import { TenantSettings } from '@kairos/auth';
import { AddressNotAllowed, askOutside, demandAllowed, readAddress, type AddressRules, type OutboundAnswer, type OutboundRequest } from '@kairos/http';
import { targetAddress, targetServices } from '@kairos/contracts';
import { INTAKE_CONFIG, type IntakeConfig } from './config.ts';

export type Bounds = { timeoutMs: number; maxBytes: number };

/** The one door through which anything leaves for an address that a tenant chose. */
@Injectable()
export class OutboundGate {
  private readonly ports: readonly number[];
  private readonly own: ReadonlySet<string>;

  constructor(
    private readonly settings: TenantSettings,
    @Inject(INTAKE_CONFIG) config: IntakeConfig,
  ) {
    this.ports = config.OUTBOUND_PORTS;
    this.own = new Set([config.DATABASE_URL, config.DATABASE_RELAY_URL, config.DATABASE_DIRECT_URL, config.NATS_URL, config.IDENTITY_URL, config.JWKS_URL, ...targetServices.map((service) => config[targetAddress(service)])].flatMap(placeOf));
  }

  /** @throws AddressNotAllowed when the current tenant may not have this address asked */
  async demand(address: string): Promise<URL> {
    const url = readAddress(address);
    demandAllowed(url, await this.rules());
    return url;
  }

  /** Asks for the current tenant. @throws AddressNotAllowed, HeaderNotAllowed, PeerUnreachable */
  async ask(request: OutboundRequest, { timeoutMs, maxBytes }: Bounds): Promise<OutboundAnswer> {
    return askOutside(request, { ...(await this.rules()), timeoutMs, maxBytes, cutLongAnswers: true });
  }

  /** What the platform itself stands on is nobody's to ask, whatever an operator offers by mistake. */
  private async rules(): Promise<AddressRules> {
    const { connectorInternalHosts } = await this.settings.read();
    return { ports: this.ports, internalHosts: connectorInternalHosts.filter((host) => !this.own.has(asLoopback(host))) };
  }
}

/** Whether a failure says that an address is not asked at all. */
export function isNotAllowed(error: unknown): error is AddressNotAllowed {
  return error instanceof AddressNotAllowed;
}

function placeOf(address: string | undefined): string[] {
  const usualPorts: Record<string, string> = { 'postgres:': '5432', 'postgresql:': '5432', 'nats:': '4222', 'http:': '80', 'https:': '443' };
  return (address ?? '').split(',').flatMap((one) => {
    const url = URL.parse(one.trim());
    return url ? [asLoopback(`${url.hostname.toLowerCase()}:${url.port || (usualPorts[url.protocol] ?? '')}`)] : [];
  });
}

/** Two names of this very host. */
function asLoopback(place: string): string {
  return place.replace(/^localhost:/, '127.0.0.1:');
}
