import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { AuditsRead, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { CancelDeliveriesBody, CountDeliveriesQuery, DeliveriesChanged, DeliveriesReplayed, DeliveryCounts, DeliveryPage, DeliveryParams, DeliveryView, ListDeliveriesQuery, ReplayDeliveriesBody } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { CancelDeliveriesHandler } from './cancel-deliveries.handler.ts';
import { DeliveriesQueries } from './deliveries.queries.ts';
import { ReplayDeliveriesHandler } from './replay-deliveries.handler.ts';

@Controller('api/v1/intake/deliveries')
export class DeliveriesController {
  constructor(
    private readonly queries: DeliveriesQueries,
    private readonly replayDeliveries: ReplayDeliveriesHandler,
    private readonly cancelDeliveries: CancelDeliveriesHandler,
  ) {}

  @Get()
  @RequirePermission('intake.delivery.read')
  @Returns(DeliveryPage, 'List deliveries, newest first', { query: ListDeliveriesQuery })
  list(@Query(zod(ListDeliveriesQuery)) query: ListDeliveriesQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(query, actor);
  }

  @Get('counts')
  @RequirePermission('intake.delivery.read')
  @Returns(DeliveryCounts, 'Count deliveries by how they stand', { query: CountDeliveriesQuery })
  count(@Query(zod(CountDeliveriesQuery)) query: CountDeliveriesQuery, @CurrentActor() actor: Actor) {
    return this.queries.count(query, actor);
  }

  @Post('replay')
  @HttpCode(200)
  @RequirePermission('intake.delivery.manage')
  @Returns(DeliveriesReplayed, 'Send dead deliveries, or all of a time, again; up to 10,000 of them')
  replayAll(@Body(zod(ReplayDeliveriesBody)) body: ReplayDeliveriesBody, @CurrentActor() actor: Actor) {
    return this.replayDeliveries.all(body, actor);
  }

  @Post('cancel')
  @HttpCode(200)
  @RequirePermission('intake.delivery.manage')
  @Returns(DeliveriesChanged, 'Give up what waits to be sent')
  cancelAll(@Body(zod(CancelDeliveriesBody)) body: CancelDeliveriesBody, @CurrentActor() actor: Actor) {
    return this.cancelDeliveries.all(body, actor);
  }

  @Get(':deliveryId')
  @AuditsRead('Delivery')
  @RequirePermission('intake.delivery.read')
  @Returns(DeliveryView, 'Read a delivery, with what was sent and every answer')
  read(@Param(zod(DeliveryParams)) { deliveryId }: DeliveryParams, @CurrentActor() actor: Actor) {
    return this.queries.read(deliveryId, actor);
  }

  @Post(':deliveryId/replay')
  @HttpCode(200)
  @RequirePermission('intake.delivery.manage')
  @Returns(DeliveryView, 'Send a delivery again, with the key it had')
  async replay(@Param(zod(DeliveryParams)) { deliveryId }: DeliveryParams, @CurrentActor() actor: Actor) {
    await this.replayDeliveries.one(deliveryId, actor);
    return this.queries.read(deliveryId, actor);
  }

  @Post(':deliveryId/cancel')
  @HttpCode(200)
  @RequirePermission('intake.delivery.manage')
  @Returns(DeliveryView, 'Give a delivery up')
  async cancel(@Param(zod(DeliveryParams)) { deliveryId }: DeliveryParams, @CurrentActor() actor: Actor) {
    await this.cancelDeliveries.one(deliveryId, actor);
    return this.queries.read(deliveryId, actor);
  }
}
