import { NestFactory } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { OperatorSetting } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { OrmModule, parseEnv, type Environment } from '@kairos/service-kit';
import { OperatorActConfig } from './config.ts';
import { entities } from './entities.ts';
import { SetOperatorSettingHandler, type OperatorSettingSet } from './settings/set-operator-setting.handler.ts';

/** Sets something for the whole installation. What its rules refuse is answered, not thrown: the caller is a program. */
export async function setOperatorSetting(environment: Environment, setting: unknown): Promise<OperatorSettingSet | { refused: string; code: string }> {
  const config = parseEnv(OperatorActConfig, environment);
  const wanted = OperatorSetting.parse(setting);
  const app = await NestFactory.createApplicationContext(OrmModule.forService({ service: 'identity', url: config.DATABASE_URL, poolSize: 2, entities }), {
    logger: ['error', 'fatal'], abortOnError: false,
  });
  try {
    return await new SetOperatorSettingHandler(app.get(EntityManager)).execute(wanted);
  } catch (error) {
    if (error instanceof DomainError) return { refused: error.message, code: error.code };
    throw error;
  } finally {
    await app.close();
  }
}
