import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod, type INestApplicationContext, type Type } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { PERMISSION, PUBLIC } from '@kairos/auth';

export type RouteAccess = { route: string; permission: string | undefined; publicBecause: string | undefined };

/** Every route of an application with the permission or the reason it declares. */
export function routesOf(app: INestApplicationContext): RouteAccess[] {
  const scanner = new MetadataScanner();
  return app.get(DiscoveryService, { strict: false }).getControllers().flatMap(({ metatype }) => {
    const controller = metatype as Type;
    const prefix = String(Reflect.getMetadata(PATH_METADATA, controller) ?? '');
    return scanner.getAllMethodNames(controller.prototype as object).flatMap((name) => {
      const handler = (controller.prototype as Record<string, object>)[name];
      if (!handler || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number];
      const path = `/${prefix}/${String(Reflect.getMetadata(PATH_METADATA, handler))}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, '');
      return [{
        route: `${method} ${path}`,
        permission: Reflect.getMetadata(PERMISSION, handler) as string | undefined,
        publicBecause: Reflect.getMetadata(PUBLIC, handler) as string | undefined,
      }];
    });
  });
}

/** Routes that say neither which permission they need nor why they need none. */
export function uncoveredRoutes(app: INestApplicationContext): string[] {
  return routesOf(app).filter(({ permission, publicBecause }) => !permission && !publicBecause).map(({ route }) => route);
}
