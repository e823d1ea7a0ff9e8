import type { ExecutionContext } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';

/**
 * The command a route is, as audit records name it: `identity.role.redefine` is `redefine` of `RolesController` under
 * `api/v1/identity/…`.
 */
export function actionOf(context: Pick<ExecutionContext, 'getClass' | 'getHandler'>): string {
  const controller = context.getClass();
  const service = /^\/?api\/v1\/([\w-]+)/.exec(String(Reflect.getMetadata(PATH_METADATA, controller)))?.[1];
  return [...(service ? [service] : []), nounOf(controller.name.replace(/Controller$/, '')), kebab(context.getHandler().name)].join('.');
}

function nounOf(plural: string): string {
  const words = kebab(plural);
  if (/ies$/.test(words)) return words.replace(/ies$/, 'y');
  return words.replace(/(?<=ch|sh|ss|x)es$|(?<!s)s$/, '');
}

function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase();
}
