import { NestFactory } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { OrmModule, parseEnv, type Environment } from '@kairos/service-kit';
import { FirstRunConfig } from './config.ts';
import { entities } from './entities.ts';
import { FoundTenantHandler, type FoundedTenant } from './tenants/found-tenant.handler.ts';
import { PasswordHasher } from './users/password-hasher.ts';

/** Founds the first tenant when there is none yet; says `created: false` when there is. */
export function firstRun(environment: Environment): Promise<FoundedTenant> {
  return found(environment, true);
}

/** Founds one more tenant. Its administrator may be someone who has an account already, with the password they have. */
export function foundTenant(environment: Environment): Promise<FoundedTenant> {
  return found(environment, false);
}

async function found(environment: Environment, onlyAsFirst: boolean): Promise<FoundedTenant> {
  const config = parseEnv(FirstRunConfig, environment);
  const orm = OrmModule.forService({ service: 'identity', url: config.DATABASE_URL, poolSize: 2, entities });
  const app = await NestFactory.createApplicationContext(orm, { logger: ['error', 'fatal'], abortOnError: false });
  try {
    const handler = new FoundTenantHandler(app.get(EntityManager), new PasswordHasher());
    return await handler.execute({ name: config.FIRST_TENANT_NAME, adminEmail: config.FIRST_ADMIN_EMAIL, onlyAsFirst, plan: config.FIRST_TENANT_PLAN, trial: config.FIRST_TENANT_TRIAL });
  } finally {
    await app.close();
  }
}
