import { Injectable, Module, type DynamicModule } from '@nestjs/common';
import { defineService, ServiceConfig, ServiceKitModule, Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { currentTenantId } from '@kairos/tenancy';

const halfAnHourAgo = new Date(Date.now() - 1_800_000);

/** What the sample does by the clock, hourly and not soon: a spec says what that is. */
export const tidying = { of: async (_tenantId: string, _signal: AbortSignal, _turn?: AbortSignal): Promise<void> => undefined };

@Injectable()
@Upkeep({ name: 'tidy', cron: `${halfAnHourAgo.getUTCMinutes()} * * * *`, longestTurnMs: 2000 })
class Tidying implements UpkeepJob {
  tend(signal: AbortSignal, turn?: AbortSignal): Promise<void> {
    return tidying.of(currentTenantId(), signal, turn);
  }
}

@Module({ providers: [Tidying] })
class TidyModule {
  static forConfig(config: ServiceConfig): DynamicModule {
    return { module: TidyModule, imports: [ServiceKitModule.forService({ service: 'assets', config, entities: [] })] };
  }
}

export const tidyService = defineService({
  name: 'assets', config: ServiceConfig, module: (config) => TidyModule.forConfig(config), migrations: new URL('../event-bus/migrations-of-producer/', import.meta.url),
});
