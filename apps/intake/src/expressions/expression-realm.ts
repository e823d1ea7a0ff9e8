/** What an expression may take: sizes count characters and entries, steps are parts of the expression that are looked at. */
export type RealmLimits = { largest: number; mostSteps: number; deepest: number };
export type RealmCall = { expression: string; columns: Record<string, string>; value: string | null; fields: Record<string, unknown> | null };
/** `number` where the text is a number in plain notation. */
export type RealmAnswer = { text: string; number?: true } | { code: string; detail: string };

type Jsonata = (expression: string, options: object) => { evaluate: (input: unknown, bindings: object) => Promise<unknown>; assign: (name: unknown, value: unknown) => void };
type Compiled = ReturnType<Jsonata>;
type Faults = { code?: string; message?: string };

/**
 * What runs before JSONata in a realm of its own, where nothing of Node exists and no text becomes code: the functions that could
 * make something so large in one call that the process, not the realm, would die of it, are told to refuse. The source of this
 * function is evaluated there, so it refers to nothing outside itself.
 */
export function guardRealm(limits: RealmLimits): void {
  const tooLarge = (): never => {
    throw Object.assign(new Error('makes a text or list that is too large'), { code: 'expression-too-large' });
  };
  const guard = (owner: object, name: string, check: (self: unknown, values: unknown[]) => void): void => {
    const original = Reflect.get(owner, name) as (...values: unknown[]) => unknown;
    Reflect.defineProperty(owner, name, { value(this: unknown, ...values: unknown[]) {
      check(this, values);
      return Reflect.apply(original, this, values);
    }, writable: true, configurable: false, enumerable: false });
  };
  const sizeOf = (value: unknown): number => (typeof value === 'string' ? value.length : value === undefined || value === null ? 4 : 24);
  const within = (size: number): void => {
    if (!(size <= limits.largest)) tooLarge();
  };
  guard(Array.prototype, 'join', (self, [separator = ',']) => {
    const list = self as unknown[];
    let size = list.length * sizeOf(separator);
    within(size);
    for (let index = 0; index < list.length; index += 1) {
      if (list[index] !== undefined) size += sizeOf(list[index]);
      within(size);
    }
  });
  guard(Array.prototype, 'push', (self, values) => within((self as unknown[]).length + values.length));
  guard(Array.prototype, 'concat', (self, values) => within(values.reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 1), (self as unknown[]).length)));
  guard(Array.prototype, 'fill', (self) => within((self as unknown[]).length));
  guard(String.prototype, 'concat', (self, values) => within(values.reduce<number>((sum, value) => sum + sizeOf(value), String(self).length)));
  guard(String.prototype, 'repeat', (self, [count]) => within(String(self).length * Number(count)));
  guard(String.prototype, 'padStart', (_, [length]) => within(Number(length)));
  guard(String.prototype, 'padEnd', (_, [length]) => within(Number(length)));
  guard(JSON, 'stringify', (_, [value]) => {
    let size = 0;
    const walk = (part: unknown, depth: number): void => {
      size += sizeOf(part);
      within(depth > limits.deepest ? Infinity : size);
      if (part !== null && typeof part === 'object') for (const [key, inner] of Object.entries(part)) walk((size += key.length, inner), depth + 1);
    };
    walk(value, 0);
  });
  Reflect.set(globalThis, 'within', within);
}

/**
 * What runs beside JSONata, under the same terms: it leaves `check` and `answer` there. Only texts go in and out, so no object of
 * ours can be reached from an expression.
 */
export function openRealm(limits: RealmLimits): void {
  const { jsonata, within } = globalThis as unknown as { jsonata: Jsonata; within: (size: number) => void };
  const compiled = new Map<string, Compiled>();
  let steps = 0;
  const compile = (expression: string): Compiled => {
    const known = compiled.get(expression);
    if (known) return known;
    const made = jsonata(expression, { stack: limits.deepest, sequence: 5000 });
    // A recipe gives the same tomorrow, so nothing tells the time or throws dice.
    for (const name of ['now', 'millis', 'random', 'shuffle']) made.assign(name, undefined);
    made.assign(Symbol.for('jsonata.__evaluate_entry'), () => {
      steps += 1;
      if (steps > limits.mostSteps) throw Object.assign(new Error('does not come to an end'), { code: 'expression-too-long' });
    });
    made.assign(Symbol.for('jsonata.__evaluate_exit'), (_part: unknown, _input: unknown, _frame: unknown, result: unknown) => {
      if (typeof result === 'string' || Array.isArray(result)) within(result.length);
    });
    compiled.set(expression, made);
    return made;
  };
  const textOf = (result: unknown): RealmAnswer => {
    if (result === undefined || result === null) return { text: '' };
    if (typeof result === 'string') return { text: result };
    if (typeof result === 'boolean') return { text: String(result) };
    if (typeof result !== 'number') return { code: 'expression-no-text', detail: 'gives a list or an object, which no cell holds' };
    const text = String(result);
    // JSONata counts in binary fractions; a result with more digits than those hold is not taken for exact.
    const exact = Number.isFinite(result) && !text.includes('e') && text.replace(/^-?0*\.?0*|\./g, '').length <= 15;
    return exact ? { text, number: true } : { code: 'expression-inexact', detail: `gives ${text}, which is no exact decimal number: round it, or calculate with math` };
  };
  const refusalOf = (error: unknown): RealmAnswer => {
    const { code = '', message = 'cannot be worked out' } = (error ?? {}) as Faults;
    if (String(code).startsWith('expression-')) return { code: String(code), detail: message };
    const known: Record<string, string> = { D1011: 'expression-too-deep', D2014: 'expression-too-large', D2015: 'expression-too-large' };
    return { code: known[code] ?? (message.includes('call stack') ? 'expression-too-deep' : 'expression-failed'), detail: `cannot be worked out: ${String(message).slice(0, 300)}` };
  };
  Reflect.set(globalThis, 'check', (expression: string): string => {
    try {
      compile(expression);
      return '';
    } catch (error) {
      return String((error as Faults)?.message ?? 'is no expression').slice(0, 300) || 'is no expression';
    }
  });
  Reflect.set(globalThis, 'answer', async (call: string): Promise<string> => {
    steps = 0;
    try {
      const { expression, columns, value, fields } = JSON.parse(call) as RealmCall;
      const result = await compile(expression).evaluate(columns, { value: value ?? undefined, ...(fields ? { fields } : {}) });
      return JSON.stringify(textOf(result));
    } catch (error) {
      return JSON.stringify(refusalOf(error));
    }
  });
  // What one expression would add here, the next would find.
  for (const owner of [Object, Array, String, Number, Boolean, Function, RegExp, Map]) Object.preventExtensions(owner.prototype);
}
