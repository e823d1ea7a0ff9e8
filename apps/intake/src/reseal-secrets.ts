import { NestFactory } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { OrmModule, parseEnv, SecretBox, type Environment } from '@kairos/service-kit';
import { z } from 'zod';
import { ResealConfig } from './config.ts';
import { ResealSecretsHandler, type SecretsResealed } from './sealed-secrets/reseal-secrets.handler.ts';

const Reason = z.string().trim().min(1).max(500);

/** Seals the secrets of connectors and webhooks with the newest key of the folder, beside the service that runs. */
export async function resealSecrets(environment: Environment, reason: string): Promise<SecretsResealed> {
  const config = parseEnv(ResealConfig, environment);
  const why = Reason.parse(reason);
  const app = await NestFactory.createApplicationContext(OrmModule.forService({ service: 'intake', url: config.DATABASE_URL, poolSize: 2, entities: [] }), {
    logger: ['error', 'fatal'], abortOnError: false,
  });
  try {
    return await new ResealSecretsHandler(app.get(EntityManager), new SecretBox(config.SEALING_KEYS_DIR)).execute(why);
  } finally {
    await app.close();
  }
}
