import { RequestMethod, type DynamicModule, type Type } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, MODULE_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { MetadataScanner } from '@nestjs/core';
import type { z } from 'zod';
import { IDEMPOTENCY_EXEMPT } from './idempotency.interceptor.ts';
import { readIfMatch } from './if-match.ts';
import { RETURNS, type Returned } from './returns.decorator.ts';
import { ZodPipe } from './zod.pipe.ts';

/** One argument of a route that a contract schema parses; without a name it is the whole body, query or path. */
export type RouteInput = { from: 'body' | 'query' | 'path'; name: string | undefined; schema: z.ZodType };

export type Route = {
  /** `plants.register`, from `PlantsController.register`. */
  name: string;
  method: string;
  path: string;
  status: number;
  inputs: RouteInput[];
  returned: Returned | undefined;
  demandsIfMatch: boolean;
  idempotencyExempt: boolean;
  handler: object;
};

type Module = Type | DynamicModule;
type Argument = { index: number; data?: unknown; pipes?: unknown[]; factory?: unknown };

const froms: Record<string, RouteInput['from']> = { [RouteParamtypes.BODY]: 'body', [RouteParamtypes.QUERY]: 'query', [RouteParamtypes.PARAM]: 'path' };

/** Every route of a module and of what it imports, read from decorators alone: nothing is started. */
export function routesIn(root: Module): Route[] {
  return [...controllersIn(root, new Set())].flatMap((controller) => {
    const prototype = controller.prototype as Record<string, object>;
    return new MetadataScanner().getAllMethodNames(prototype).flatMap((key) => {
      const handler = prototype[key];
      return handler && Reflect.hasMetadata(METHOD_METADATA, handler) ? [routeOf(controller, key, handler)] : [];
    });
  });
}

function controllersIn(module: Module, seen: Set<unknown>): Set<Type> {
  const type = 'module' in module ? module.module : module;
  const added: Partial<DynamicModule> = 'module' in module ? module : {};
  const listed = <T>(key: string): T[] => (Reflect.getMetadata(key, type) as T[] | undefined) ?? [];
  seen.add(module);
  const imported = [...listed<Module>(MODULE_METADATA.IMPORTS), ...((added.imports ?? []) as Module[])].filter((next) => !seen.has(next));
  return new Set([...listed<Type>(MODULE_METADATA.CONTROLLERS), ...(added.controllers ?? []), ...imported.flatMap((next) => [...controllersIn(next, seen)])]);
}

function routeOf(controller: Type, key: string, handler: object): Route {
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? 'GET';
  const path = [controller, handler].map((target) => String(Reflect.getMetadata(PATH_METADATA, target) ?? '')).join('/');
  const args = Object.entries((Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, key) ?? {}) as Record<string, Argument>).sort(([, a], [, b]) => a.index - b.index);
  return {
    name: `${nameOf(controller)}.${key}`,
    method: method.toLowerCase(),
    path: `/${path}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, ''),
    status: (Reflect.getMetadata(HTTP_CODE_METADATA, handler) as number | undefined) ?? (method === 'POST' ? 201 : 200),
    inputs: args.flatMap(([slot, argument]) => inputOf(slot, argument)),
    returned: Reflect.getMetadata(RETURNS, handler) as Returned | undefined,
    demandsIfMatch: args.some(([, { factory }]) => factory === readIfMatch),
    idempotencyExempt: Reflect.hasMetadata(IDEMPOTENCY_EXEMPT, handler),
    handler,
  };
}

function inputOf(slot: string, { data, pipes = [] }: Argument): RouteInput[] {
  const from = froms[slot.split(':')[0] ?? ''];
  const pipe = pipes.find((candidate) => candidate instanceof ZodPipe);
  return from && pipe ? [{ from, name: typeof data === 'string' ? data : undefined, schema: pipe.schema }] : [];
}

function nameOf(controller: Type): string {
  const name = controller.name.replace(/Controller$/, '');
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}
