import { Module, type DynamicModule } from '@nestjs/common';
import { usageController } from './usage.controller.ts';
import { COUNTED_USAGE, type CountedUsage } from './usage.options.ts';
import { UsageQueries } from './usage.queries.ts';

@Module({})
export class UsageModule {
  static forService(service: string, counted: readonly CountedUsage[]): DynamicModule {
    return { module: UsageModule, controllers: [usageController(service)], providers: [{ provide: COUNTED_USAGE, useValue: counted }, UsageQueries] };
  }
}
