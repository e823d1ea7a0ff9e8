import { Module } from '@nestjs/common';
import { RemoveOldNotifications } from './remove-old-notifications.job.ts';

@Module({ providers: [RemoveOldNotifications] })
export class NotificationRetentionModule {}
