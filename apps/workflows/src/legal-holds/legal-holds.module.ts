import { Module } from '@nestjs/common';
import { LegalHoldsController } from './legal-holds.controller.ts';
import { LegalHoldsQueries } from './legal-holds.queries.ts';
import { PlaceLegalHoldHandler } from './place-legal-hold.handler.ts';
import { ReleaseLegalHoldHandler } from './release-legal-hold.handler.ts';
import { StandingHolds } from './standing-holds.ts';

@Module({ controllers: [LegalHoldsController], providers: [LegalHoldsQueries, PlaceLegalHoldHandler, ReleaseLegalHoldHandler, StandingHolds], exports: [StandingHolds] })
export class LegalHoldsModule {}
