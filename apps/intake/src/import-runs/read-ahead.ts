import { heard } from '@kairos/event-bus';

/** The same items, each made while the consumer is busy with the one before it. */
export async function* readAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = heard(items.next());
  try {
    for (let item = await next; !item.done; item = await next) {
      next = heard(items.next());
      yield item.value;
    }
  } finally {
    await items.return(undefined);
  }
}
