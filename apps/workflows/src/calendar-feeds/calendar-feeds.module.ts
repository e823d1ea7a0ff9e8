import { Module } from '@nestjs/common';
import { ObligationsModule } from '../obligations/obligations.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { CalendarFeedsController } from './calendar-feeds.controller.ts';
import { CalendarFeedsQueries } from './calendar-feeds.queries.ts';
import { CreateCalendarFeedHandler } from './create-calendar-feed.handler.ts';
import { RevokeCalendarFeedHandler } from './revoke-calendar-feed.handler.ts';

@Module({ imports: [ObligationsModule, PlantsModule], controllers: [CalendarFeedsController], providers: [CalendarFeedsQueries, CreateCalendarFeedHandler, RevokeCalendarFeedHandler] })
export class CalendarFeedsModule {}
