import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor, InPerson, Public, RequirePermission, type Actor } from '@kairos/auth';
import { CalendarFeedId, CalendarFeedList, CalendarFeedToken, CreateCalendarFeedBody, IssuedCalendarFeed } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { z } from 'zod';
import { CalendarFeedsQueries } from './calendar-feeds.queries.ts';
import { etagOf } from './calendar-text.calc.ts';
import { CreateCalendarFeedHandler } from './create-calendar-feed.handler.ts';
import { RevokeCalendarFeedHandler } from './revoke-calendar-feed.handler.ts';

@Controller('api/v1/workflows')
export class CalendarFeedsController {
  constructor(
    private readonly queries: CalendarFeedsQueries,
    private readonly createFeed: CreateCalendarFeedHandler,
    private readonly revokeFeed: RevokeCalendarFeedHandler,
  ) {}

  @Get('calendar-feeds')
  @RequirePermission('workflows.deadline.read')
  @Returns(CalendarFeedList, 'List one’s own calendar feeds')
  list(@CurrentActor() actor: Actor) {
    return this.queries.list(actor);
  }

  @Post('calendar-feeds')
  @InPerson()
  @RequirePermission('workflows.deadline.read')
  @IdempotencyExempt('the answer holds a secret')
  @Returns(IssuedCalendarFeed, 'Make a calendar feed of deadlines; its address is shown this once')
  async create(@Body(zod(CreateCalendarFeedBody)) body: CreateCalendarFeedBody, @CurrentActor() actor: Actor): Promise<IssuedCalendarFeed> {
    const { feedId, token } = await this.createFeed.execute(body, actor);
    return { feed: await this.queries.read(feedId, actor), path: `/api/v1/workflows/calendars/${token}.ics` };
  }

  @Delete('calendar-feeds/:calendarFeedId')
  @HttpCode(204)
  @RequirePermission('workflows.deadline.read')
  @Returns(null, 'Revoke a calendar feed')
  revoke(@Param('calendarFeedId', zod(CalendarFeedId)) feedId: CalendarFeedId, @CurrentActor() actor: Actor): Promise<void> {
    return this.revokeFeed.execute(feedId, actor);
  }

  @Get('calendars/:feedToken')
  @Public('authenticated by the token of a calendar feed')
  @Returns(z.string(), 'Fetch the calendar of a feed: what its owner may see now', { mediaType: 'text/calendar' })
  async fetch(@Param('feedToken', zod(CalendarFeedToken)) feedToken: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const text = await this.queries.text(feedToken.replace(/\.ics$/, ''));
    const etag = etagOf(text);
    reply.header('etag', etag).header('cache-control', 'private, no-cache').header('referrer-policy', 'no-referrer');
    if (request.headers['if-none-match']?.split(',').some((each) => each.trim().replace(/^W\//, '') === etag)) await reply.status(304).send();
    else await reply.type('text/calendar; charset=utf-8').header('content-disposition', 'inline; filename="deadlines.ics"').send(text);
  }
}
