import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ListNotificationsQuery, NotificationId, NotificationPage, NotificationPreferences, NotificationPreferencesView, NotificationTemplateList, NotificationView, ReadAllResult, UnreadCount } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { ChooseNotificationPreferencesHandler } from '../notification-preferences/choose-notification-preferences.handler.ts';
import { NotificationPreferencesQueries } from '../notification-preferences/notification-preferences.queries.ts';
import { NotificationTemplateRepository } from '../notification-texts/notification-template.repository.ts';
import { NotificationsQueries } from './notifications.queries.ts';
import { ReadNotificationsHandler } from './read-notifications.handler.ts';

@Controller('api/v1/workflows/notifications')
export class NotificationsController {
  constructor(
    private readonly queries: NotificationsQueries,
    private readonly reading: ReadNotificationsHandler,
    private readonly preferences: NotificationPreferencesQueries,
    private readonly choosing: ChooseNotificationPreferencesHandler,
    private readonly templates: NotificationTemplateRepository,
  ) {}

  @Get()
  @RequirePermission('workflows.notification.read')
  @Returns(NotificationPage, 'List what you were notified of, the newest first')
  list(@Query(zod(ListNotificationsQuery)) query: ListNotificationsQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(query, actor);
  }

  @Get('unread-count')
  @RequirePermission('workflows.notification.read')
  @Returns(UnreadCount, 'Count the notifications that you have not read')
  unreadCount(@CurrentActor() actor: Actor) {
    return this.queries.unreadCount(actor);
  }

  @Get('templates')
  @RequirePermission('workflows.notification.read')
  @Returns(NotificationTemplateList, 'List the templates of notifications, every version')
  listTemplates(): NotificationTemplateList {
    return { items: this.templates.all() };
  }

  @Get('preferences')
  @RequirePermission('workflows.notification.read')
  @Returns(NotificationPreferencesView, 'Read how you want to be notified')
  readPreferences(@CurrentActor() actor: Actor) {
    return this.preferences.read(actor);
  }

  @Put('preferences')
  @RequirePermission('workflows.notification.read')
  @Returns(NotificationPreferencesView, 'Choose how you want to be notified; mail that waits follows')
  async choosePreferences(@Body(zod(NotificationPreferences)) body: NotificationPreferences, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.choosing.execute(body, version, actor);
    return this.preferences.read(actor);
  }

  @Post('read-all')
  @HttpCode(200)
  @RequirePermission('workflows.notification.read')
  @Returns(ReadAllResult, 'Mark all your notifications as read')
  async readAll(@CurrentActor() actor: Actor) {
    return { read: await this.reading.readAll(actor) };
  }

  @Post(':notificationId/read')
  @HttpCode(200)
  @RequirePermission('workflows.notification.read')
  @Returns(NotificationView, 'Mark a notification of yours as read')
  async readOne(@Param('notificationId', zod(NotificationId)) notificationId: NotificationId, @CurrentActor() actor: Actor) {
    await this.reading.readOne(notificationId, actor);
    return this.queries.read(notificationId, actor);
  }
}
