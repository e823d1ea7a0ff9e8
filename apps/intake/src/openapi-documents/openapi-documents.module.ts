import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { ConnectorsModule } from '../connectors/connectors.module.ts';
import { OpenApiDocumentsController, openApiRoute } from './openapi-documents.controller.ts';
import { OpenApiReader } from './openapi-reader.ts';

/** 4 Mi characters as they are written in a body of JSON. */
const longestBodyBytes = 8 * 1_048_576;
const paths = new Set(['openapi', 'from-openapi', ':connectorId/from-openapi'].map((path) => `${openApiRoute}/${path}`));

@Module({ imports: [ConnectorsModule], controllers: [OpenApiDocumentsController], providers: [OpenApiReader] })
export class OpenApiDocumentsModule {
  /** Routes are there only after all modules: a document may be longer than any other body. */
  constructor(host: HttpAdapterHost) {
    host.httpAdapter?.getInstance<FastifyInstance>().addHook('onRoute', (route) => {
      if (paths.has(route.url)) route.bodyLimit = longestBodyBytes;
    });
  }
}
