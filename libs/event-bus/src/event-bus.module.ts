import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { EventBus } from './event-bus.ts';
import { EVENT_BUS_OPTIONS, type EventBusOptions } from './event-bus.options.ts';

@Module({})
export class EventBusModule {
  static forService(options: EventBusOptions): DynamicModule {
    return {
      module: EventBusModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [{ provide: EVENT_BUS_OPTIONS, useValue: options }, EventBus],
      exports: [EventBus],
    };
  }
}
