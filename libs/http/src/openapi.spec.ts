import 'reflect-metadata';
import { Body, Controller, Delete, Get, HttpCode, Module, Param, Post, Query, SetMetadata } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { IdempotencyExempt } from './idempotency.interceptor.ts';
import { IfMatch } from './if-match.ts';
import { openApiOf } from './openapi.ts';
import { Returns } from './returns.decorator.ts';
import { zod } from './zod.pipe.ts';

const TurbineId = z.uuid();
const Turbine = z.object({ id: TurbineId, name: z.string(), version: z.int() });
const NewTurbine = z.strictObject({ name: z.string().min(1), tags: z.array(z.string()).default([]) });
const ListTurbines = z.strictObject({ limit: z.coerce.number().int().max(200).default(50), name: z.string() });
const Allow = (permission: string) => SetMetadata('permission', permission);

@Controller('api/v1/park/turbines')
class TurbinesController {
  @Post()
  @Allow('park.turbine.build')
  @Returns(Turbine, 'Build a turbine')
  build(@Body(zod(NewTurbine)) _body: unknown) {}

  @Get()
  @Allow('park.turbine.read')
  @Returns(z.object({ items: z.array(Turbine) }), 'List turbines')
  list(@Query(zod(ListTurbines)) _query: unknown) {}

  @Delete(':turbineId')
  @HttpCode(204)
  @Allow('park.turbine.remove')
  @Returns(null, 'Remove a turbine')
  remove(@Param('turbineId', zod(TurbineId)) _turbineId: string, @IfMatch() _version: number) {}

  @Post(':turbineId/log')
  @Allow('park.turbine.build')
  @IdempotencyExempt('a stream')
  @Returns(null, 'Store a log', { requestMediaTypes: ['text/csv'] })
  log(@Param(zod(z.object({ turbineId: TurbineId }))) _params: unknown) {}
}

@Controller()
class DoorController {
  @Get('door')
  @SetMetadata('public', 'anyone may knock')
  @Returns(z.string(), 'Knock', { mediaType: 'text/plain' })
  knock() {}

  @Get('welcome')
  @SetMetadata('public', 'a page for people')
  welcome() {}
}

@Module({ controllers: [DoorController] })
class DoorModule {}

@Module({ imports: [DoorModule], controllers: [TurbinesController] })
class ParkModule {}

const metadata = (key: string, handler: object) => Reflect.getMetadata(key, handler) as string | undefined;
const document = JSON.parse(
  JSON.stringify(
    openApiOf({
      service: 'park', version: '1.2.3', description: 'A park.', module: { module: ParkModule }, schemas: { TurbineId, Turbine, NewTurbine, Unused: z.int() },
      accessOf: (handler) => ({ permission: metadata('permission', handler), publicBecause: metadata('public', handler) }),
    }),
  ),
);
const { paths, components } = document;

describe('the OpenAPI document of a module', () => {
  it('lists every route that says what it returns, of imported modules too, by path', () => {
    const routes = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods as object).map((method) => `${method} ${path}`));
    expect(routes).toEqual(['post /api/v1/park/turbines', 'get /api/v1/park/turbines', 'delete /api/v1/park/turbines/{turbineId}', 'post /api/v1/park/turbines/{turbineId}/log', 'get /door']);
  });

  it('describes a body and an answer by the schemas that parse them', () => {
    const build = paths['/api/v1/park/turbines'].post;
    expect(build.requestBody.content['application/json'].schema).toEqual({ $ref: '#/components/schemas/NewTurbine' });
    expect(build.responses['201']).toMatchObject({ headers: { ETag: {} }, content: { 'application/json': { schema: { $ref: '#/components/schemas/Turbine' } } } });
    expect(components.schemas.NewTurbine).toMatchObject({ required: ['name'], additionalProperties: false });
    expect(components.schemas.Turbine.properties.id).toEqual({ $ref: '#/components/schemas/TurbineId' });
    expect(Object.keys(components.schemas)).toEqual(['NewTurbine', 'Problem', 'Turbine', 'TurbineId']);
  });

  it('takes a query apart into parameters', () => {
    expect(paths['/api/v1/park/turbines'].get.parameters).toEqual([
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', default: 50, maximum: 200, minimum: -9007199254740991 } },
      { name: 'name', in: 'query', required: true, schema: { type: 'string' } },
    ]);
  });

  it('asks for If-Match where the route reads it, and offers Idempotency-Key where it is kept', () => {
    const headersOf = (operation: { parameters?: { in: string; name: string; required: boolean }[] }) => (operation.parameters ?? []).filter((parameter) => parameter.in === 'header').map(({ name, required }) => `${name} ${required}`);
    expect(headersOf(paths['/api/v1/park/turbines/{turbineId}'].delete)).toEqual(['If-Match true']);
    expect(headersOf(paths['/api/v1/park/turbines'].post)).toEqual(['Idempotency-Key false']);
    expect(headersOf(paths['/api/v1/park/turbines/{turbineId}/log'].post)).toEqual([]);
  });

  it('says who may call a route, and why it is open when it is', () => {
    expect(paths['/api/v1/park/turbines'].get).toMatchObject({ 'x-permission': 'park.turbine.read', security: [{ accessToken: [] }] });
    expect(paths['/door'].get).toMatchObject({ 'x-public-because': 'anyone may knock', security: [] });
  });

  it('names the problems a route can answer with', () => {
    expect(Object.keys(paths['/api/v1/park/turbines/{turbineId}'].delete.responses)).toEqual(['204', '400', '401', '403', '404', '409', '412', '428', '503', 'default']);
    expect(Object.keys(paths['/door'].get.responses)).toEqual(['200', 'default']);
  });

  it('tells the media types of a body that is no JSON', () => {
    expect(paths['/api/v1/park/turbines/{turbineId}/log'].post.requestBody).toEqual({ required: true, content: { 'text/csv': {} } });
    expect(paths['/api/v1/park/turbines/{turbineId}/log'].post.parameters).toEqual([{ name: 'turbineId', in: 'path', required: true, schema: { $ref: '#/components/schemas/TurbineId' } }]);
  });
});
