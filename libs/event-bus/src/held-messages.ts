import type { JsMsg } from '@nats-io/jetstream';

/** A quarter of the time after which the broker gives an unanswered message to somebody else. */
const tellEveryMs = 500;

/**
 * The messages a consumer has taken and not answered. While it holds them it tells the broker so; when its process dies
 * the telling stops, and another gets them within seconds.
 */
export class HeldMessages {
  private readonly held = new Set<JsMsg>();
  private timer: NodeJS.Timeout | undefined;

  hold(message: JsMsg): void {
    this.held.add(message);
    this.timer ??= setInterval(() => this.tell(), tellEveryMs);
  }

  /** Whether a message still waits for its answer. */
  holds(message: JsMsg): boolean {
    return this.held.has(message);
  }

  ack(message: JsMsg): void {
    if (this.held.delete(message)) message.ack();
  }

  nak(message: JsMsg, delayMs?: number): void {
    if (this.held.delete(message)) message.nak(delayMs);
  }

  term(message: JsMsg): void {
    // Servers before 2.10 leave the message pending when term() carries a reason.
    if (this.held.delete(message)) message.term();
  }

  /** Gives everything back at once, for a consumer that stops. */
  giveBack(): void {
    for (const message of this.held) message.nak();
    this.held.clear();
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tell(): void {
    for (const message of this.held) message.working();
  }
}
