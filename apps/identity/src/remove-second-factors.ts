import { NestFactory } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { SecondFactorsRemoval } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { OrmModule, parseEnv, type Environment } from '@kairos/service-kit';
import { OperatorActConfig } from './config.ts';
import { entities } from './entities.ts';
import { RemoveSecondFactorsHandler } from './mfa/remove-second-factors.handler.ts';

/** Lets somebody in again who has lost their second factors. What its rules refuse is answered, not thrown: the caller is a program. */
export async function removeSecondFactors(environment: Environment, removal: unknown): Promise<{ email: string } | { refused: string; code: string }> {
  const config = parseEnv(OperatorActConfig, environment);
  const wanted = SecondFactorsRemoval.parse(removal);
  const app = await NestFactory.createApplicationContext(OrmModule.forService({ service: 'identity', url: config.DATABASE_URL, poolSize: 2, entities }), {
    logger: ['error', 'fatal'], abortOnError: false,
  });
  try {
    return await new RemoveSecondFactorsHandler(app.get(EntityManager)).execute(wanted);
  } catch (error) {
    if (error instanceof DomainError) return { refused: error.message, code: error.code };
    throw error;
  } finally {
    await app.close();
  }
}
