import { Injectable } from '@nestjs/common';
import { SecretBox } from '@kairos/service-kit';
import { connectorSecretPurpose, type Connector } from './connector.entity.ts';

/** Seals and opens the secrets of connectors; nothing else holds one in clear. */
@Injectable()
export class ConnectorSecrets {
  constructor(private readonly box: SecretBox) {}

  seal = (secret: string, connectorId: string): string => this.box.seal(secret, connectorSecretPurpose(connectorId));

  open({ id, sealedSecret }: Pick<Connector, 'id' | 'sealedSecret'>): string | undefined {
    return !sealedSecret ? undefined : this.box.open(sealedSecret, connectorSecretPurpose(id));
  }
}
