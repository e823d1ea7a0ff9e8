import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKitModule } from '@kairos/service-kit';
import { Clock, systemClock } from './clock.port.ts';
import { WORKFLOWS_CONFIG, type WorkflowsConfig } from './config.ts';
import { Deadline } from './deadlines/deadline.entity.ts';
import { DeadlinesModule } from './deadlines/deadlines.module.ts';
import { Notification } from './notifications/notification.entity.ts';
import { NotificationsModule } from './notifications/notifications.module.ts';

@Module({})
export class AppModule {
  static forConfig(config: WorkflowsConfig, clock: Clock = systemClock): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        ServiceKitModule.forService({ service: 'workflows', config, entities: [Deadline, Notification] }),
        DeadlinesModule,
        NotificationsModule,
      ],
      providers: [{ provide: Clock, useValue: clock }, { provide: WORKFLOWS_CONFIG, useValue: config }],
      exports: [Clock, WORKFLOWS_CONFIG],
    };
  }
}
