import { DomainError } from '@kairos/http';

/** Lets a few pieces of work run at once, keeps the next ones waiting in order, and turns a crowd away. */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(
    private readonly atOnce: number,
    private readonly maxWaiting: number,
  ) {}

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.atOnce) this.running += 1;
    else if (this.waiting.length < this.maxWaiting) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else throw new DomainError('unavailable', 'sign-in-busy', 'Too many people sign in right now. Try again shortly.', undefined, { 'retry-after': '2' });
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
