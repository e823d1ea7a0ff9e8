import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ChannelTestView, TestChannelBody } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { ChannelTestsQueries } from './channel-tests.queries.ts';
import { SendTestNotificationHandler } from './send-test-notification.handler.ts';

@Controller('api/v1/workflows/notifications/test')
export class NotificationTestsController {
  constructor(
    private readonly sending: SendTestNotificationHandler,
    private readonly tests: ChannelTestsQueries,
  ) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('workflows.notification.read')
  @Returns(ChannelTestView, 'Send yourself a test notification, and learn what became of it')
  async send(@Body(zod(TestChannelBody)) body: TestChannelBody, @CurrentActor() actor: Actor) {
    const { notificationId } = await this.sending.execute(body, actor);
    return this.tests.outcomeOf(notificationId, body, actor);
  }
}
