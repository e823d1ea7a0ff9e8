import type { FastifyInstance } from 'fastify';
import { DomainError } from '@kairos/http';

/**
 * The time between being told to stop and stopping: everything is still answered, but the process says that it is not ready
 * and ends each connection with its next answer, so that whoever balances the load goes elsewhere and none is cut off.
 */
export class Drain {
  private hasBegun = false;

  begin(): void {
    this.hasBegun = true;
  }

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', async (request, reply) => {
      if (!this.hasBegun) return;
      void reply.header('connection', 'close');
      if (request.url === '/healthz/ready') throw new DomainError('unavailable', 'stopping', 'This process is about to stop.');
    });
  }
}
