import { NestFactory } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { OperatorAct } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { OrmModule, parseEnv, type Environment } from '@kairos/service-kit';
import { OperatorActConfig } from './config.ts';
import { entities } from './entities.ts';
import { ActOnTenantHandler, type ActedOn } from './tenants/act-on-tenant.handler.ts';

export type OperatorAnswer = ActedOn | { refused: string; code: string };

/** Carries out an operator's act on a tenant. What its rules refuse is answered, not thrown: the caller is a program. */
export async function actOnTenant(environment: Environment, act: unknown): Promise<OperatorAnswer> {
  const config = parseEnv(OperatorActConfig, environment);
  const wanted = OperatorAct.parse(act);
  const app = await NestFactory.createApplicationContext(OrmModule.forService({ service: 'identity', url: config.DATABASE_URL, poolSize: 2, entities }), {
    logger: ['error', 'fatal'], abortOnError: false,
  });
  try {
    return await new ActOnTenantHandler(app.get(EntityManager)).execute(wanted, new Date());
  } catch (error) {
    if (error instanceof DomainError) return { refused: error.message, code: error.code };
    throw error;
  } finally {
    await app.close();
  }
}
