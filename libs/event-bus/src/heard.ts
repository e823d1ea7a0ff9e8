/** A promise whose failure nobody waits for yet: it is told to whoever does, and ends no process meanwhile. */
export function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
