import { Injectable } from '@nestjs/common';
import { HeaderNotAllowed, PeerUnreachable } from '@kairos/http';
import { isNotAllowed, OutboundGate } from '../outbound-gate.ts';
import { NotSendable, type DueDelivery, type OpenOrigin } from './delivery-origins.ts';
import { outcomeOf, retryAfterMs, whatFollows, type Attempt, type SendResult } from './delivery-outcome.calc.ts';
import { keptBytes, responseHead, withoutSecrets } from './response-head.calc.ts';

/** Sends one delivery once, and tells what became of it. */
@Injectable()
export class SendDelivery {
  constructor(private readonly gate: OutboundGate) {}

  async execute(origin: OpenOrigin, delivery: DueDelivery, token: string): Promise<SendResult> {
    const startedAt = new Date();
    const began = performance.now();
    const attempt = await this.attempt(origin, delivery);
    const ms = Math.round(performance.now() - began);
    return { ...attempt, ...whatFollows(attempt, delivery.attempts + 1, origin), deliveryId: delivery.id, token, startedAt, ms };
  }

  private async attempt(origin: OpenOrigin, delivery: DueDelivery): Promise<Attempt> {
    let secrets: readonly string[] = [];
    try {
      const prepared = await origin.prepare(delivery);
      secrets = prepared.secrets;
      const { status, headers, body } = await this.gate.ask(prepared.request, { timeoutMs: origin.timeoutMs, maxBytes: 4 * keptBytes });
      const outcome = outcomeOf(status, status === 401 && (origin.mayKnowUsLater?.() ?? false));
      return {
        outcome, status, error: outcome === 'delivered' ? null : `it answered ${status}`, responseHead: responseHead(body, secrets),
        retryAfterMs: outcome === 'failed' ? retryAfterMs(headers['retry-after'], new Date()) : null,
      };
    } catch (error) {
      return failed(error, secrets);
    }
  }
}

function failed(error: unknown, secrets: readonly string[]): Attempt {
  const told = (outcome: Attempt['outcome'], text: string): Attempt => ({ outcome, status: null, error: withoutSecrets(text, secrets).slice(0, 500), responseHead: null, retryAfterMs: null });
  if (error instanceof PeerUnreachable) return told(error.sent ? 'ambiguous' : 'failed', `${error.reason}: ${error.message}`);
  if (error instanceof NotSendable || error instanceof HeaderNotAllowed || isNotAllowed(error)) return told('refused', (error as Error).message);
  // What failed inside may hold anything: the name of the failure tells enough, the service's log the rest.
  return told('failed', error instanceof Error ? error.name : 'something failed inside');
}
