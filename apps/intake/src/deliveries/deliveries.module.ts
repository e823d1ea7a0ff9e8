import { Module } from '@nestjs/common';
import { CancelDeliveriesHandler } from './cancel-deliveries.handler.ts';
import { DeliveriesController } from './deliveries.controller.ts';
import { DeliveriesQueries } from './deliveries.queries.ts';
import { DeliveryLanes } from './delivery-lanes.repository.ts';
import { DeliveryOrigins } from './delivery-origins.ts';
import { DeliveryReceipts } from './delivery-receipts.repository.ts';
import { DeliveryResults } from './delivery-results.repository.ts';
import { DeliveryRetention } from './delivery-retention.job.ts';
import { DeliveryTurns } from './delivery-turns.repository.ts';
import { DeliveryWorker } from './delivery-worker.job.ts';
import { RecordDeliveries } from './record-deliveries.repository.ts';
import { ReplayDeliveriesHandler } from './replay-deliveries.handler.ts';
import { SendDelivery } from './send-delivery.ts';

@Module({
  controllers: [DeliveriesController],
  providers: [
    CancelDeliveriesHandler, DeliveriesQueries, DeliveryLanes, DeliveryOrigins, DeliveryReceipts, DeliveryResults, DeliveryRetention, DeliveryTurns, DeliveryWorker, RecordDeliveries, ReplayDeliveriesHandler, SendDelivery,
  ],
  exports: [DeliveryLanes, DeliveryOrigins, DeliveryReceipts, RecordDeliveries],
})
export class DeliveriesModule {}
