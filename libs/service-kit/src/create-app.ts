import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController, type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { importTargets } from '@kairos/contracts';
import { refuseAddress, refuseConnection, useStrictJson } from '@kairos/http';
import { Drain } from './drain.ts';
import { createLogger, PinoLogger } from './logger.ts';
import { Metrics } from './metrics.ts';

export type AppOptions = { service: string; logLevel: string; bodyLimitBytes?: number; trustedProxies?: string; drain?: Drain };

/** 800,000 characters of cells in 2,000 rows, with the names of their fields, at their worst. */
const longestChunkBytes = 16 * 1_048_576;

/** A request has so long to arrive in full, the largest upload over a slow line included; then its sender holds no connection any more. */
const slowestRequestMs = 10 * 60_000;

/** A Nest application on Fastify as every service and the gateway run it: strict bodies, request ids, problem details. */
export async function createApp(module: DynamicModule, options: AppOptions): Promise<NestFastifyApplication> {
  const logger = createLogger(options.service, options.logLevel);
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimitBytes ?? 1_048_576,
    trustProxy: options.trustedProxies || false,
    routerOptions: { maxParamLength: 500 },
    genReqId: (request: { headers: IncomingHttpHeaders }) => requestIdOf(request.headers['x-request-id']),
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseConnection,
    requestTimeout: slowestRequestMs,
    forceCloseConnections: 'idle',
    // What comes in over a connection that still stands is answered, and told that the connection ends.
    return503OnClosing: false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new PinoLogger(logger),
    abortOnError: false,
    bodyParser: false,
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  options.drain?.watch(fastify);
  useStrictJson(fastify);
  takeLongChunks(fastify);
  observe(fastify, app);
  dropSilentConnections(fastify);
  return app;
}

/** A chunk of an import may be longer than any other body. */
function takeLongChunks(fastify: FastifyInstance): void {
  const paths = new Set(Object.values(importTargets).map(({ batches }): string => batches.path));
  fastify.addHook('onRoute', (route) => {
    if (paths.has(route.url)) route.bodyLimit = longestChunkBytes;
  });
}

/**
 * Browsers and pools connect ahead of their first request. Node counts such a connection as busy until its header timeout,
 * so that a server would wait for it a minute before it closes.
 */
function dropSilentConnections(fastify: FastifyInstance): void {
  const silent = new Set<Socket>();
  fastify.server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  fastify.server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket));
  fastify.addHook('preClose', async () => {
    for (const socket of silent) socket.destroy();
  });
}

function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w-]{8,64}$/.test(header) ? header : randomUUID();
}

function observe(fastify: FastifyInstance, app: NestFastifyApplication): void {
  const metrics = app.get(Metrics, { strict: false });
  fastify.addHook('onResponse', async (request, reply) => {
    metrics.observe(request.method, request.routeOptions.url ?? 'unmatched', reply.statusCode, reply.elapsedTime / 1000);
  });
}
