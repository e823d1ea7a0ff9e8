/** The limit of a cold start: Nest on Fastify with one route and nothing else. */
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

export type BareNestInput = { port: number };

class Health {
  ready(): { status: string } {
    return { status: 'ok' };
  }
}
class App {}

const route = Object.getOwnPropertyDescriptor(Health.prototype, 'ready');
if (!route) throw new Error('no route');
// Type stripping leaves no decorators, so they are called.
Get('healthz/ready')(Health.prototype, 'ready', route);
Controller()(Health);
Module({ controllers: [Health] })(App);

const { port } = JSON.parse(process.argv[2] ?? '{}') as BareNestInput;
const app = await NestFactory.create(App, new FastifyAdapter(), { logger: false });
await app.listen(port, '127.0.0.1');
