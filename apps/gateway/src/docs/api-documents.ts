import { Inject, Injectable } from '@nestjs/common';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serviceNames } from '@kairos/contracts';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.ts';
import { mergeOpenApi, type OpenApiDocument } from './merge-openapi.calc.ts';

/** A pruned output holds them at the same place. */
const usualPlace = fileURLToPath(new URL('../../../../docs/api/', import.meta.url));

/** The API of the whole edge as one OpenAPI document, merged once from the services' own. */
@Injectable()
export class ApiDocuments {
  private merged: string | undefined;

  constructor(@Inject(GATEWAY_CONFIG) private readonly config: Pick<GatewayConfig, 'API_DOCUMENTS_DIR'>) {}

  get json(): string {
    return (this.merged ??= JSON.stringify(this.merge()));
  }

  private merge(): OpenApiDocument {
    const place = this.config.API_DOCUMENTS_DIR ?? usualPlace;
    const documents = ['gateway', ...serviceNames].flatMap((service) => {
      const file = join(place, `${service}.openapi.json`);
      return existsSync(file) ? [[service, JSON.parse(readFileSync(file, 'utf8')) as OpenApiDocument] as const] : [];
    });
    return mergeOpenApi(Object.fromEntries(documents), { title: 'Kairos', version: documents[0]?.[1].info.version ?? '0' });
  }
}
