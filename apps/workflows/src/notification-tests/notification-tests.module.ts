import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.ts';
import { ChannelTestsQueries } from './channel-tests.queries.ts';
import { NotificationTestsController } from './notification-tests.controller.ts';
import { SendTestNotificationHandler } from './send-test-notification.handler.ts';

@Module({ imports: [NotificationsModule], controllers: [NotificationTestsController], providers: [ChannelTestsQueries, SendTestNotificationHandler] })
export class NotificationTestsModule {}
