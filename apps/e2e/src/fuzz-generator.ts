import { randomUUID } from 'node:crypto';
import type { Operation, Schema } from './api-operations.ts';
import { sampleOf } from './sample-body.ts';

const nasty = [
  '', ' ', '\u0000', 'a\u0000b', '\ud800', 'x\udc00', '\ufffe', '\u202egpj.exe', "'; drop table plant; --", '" or 1=1', '../../etc/passwd', '..\\..\\x', '%2e%2e%2f', '=1+1', '+cmd|/c calc', '@SUM(A1)', '\t=1',
  '${7*7}', '{{7*7}}', '<script>alert(1)</script>', '__proto__', 'constructor', 'null', 'undefined', 'NaN', 'true', '1e309', '-0', '0x10', '1_000', '９９９', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '0000-01-01', '0000-00-00', '9999-12-31', '2026-02-30', '2026-13-01', '10000-01-01', '2026-01-01T24:00:00Z', '0000-01-01T00:00:00Z', '2147483648', '9007199254740993', '999999999999999999999999', '%', '%%', '_', '\\', '\\\\', '\r\n', 'a\nb',
];
const numbers = [0, -1, 1.5, -0, 1e21, 1e308, -1e308, 2 ** 31, -(2 ** 31) - 1, 2 ** 32, 2 ** 53, -(2 ** 53), 32_768, Number.MIN_VALUE];
export type Shape = { schema: Schema; resolve: Operation['resolve']; ids: string[] };

/** Made-up values, good and hostile, the same ones for the same seed. */
export class Fuzz {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below = (limit: number): number => Math.floor(this.next() * limit);
  chance = (share: number): boolean => this.next() < share;
  pick = <T>(choices: readonly T[]): T => choices[this.below(choices.length)] as T;
  number = (): number => (this.chance(0.7) ? this.pick(numbers) : Math.round((this.next() - 0.5) * 10 ** this.below(18)));

  text(): string {
    if (this.chance(0.65)) return this.pick(nasty);
    if (this.chance(0.1)) return this.pick(['x', 'è', '𝔘', '\u0301', '%']).repeat(10 ** this.below(6));
    return Array.from({ length: this.below(40) }, () => String.fromCharCode(this.below(this.chance(0.5) ? 0x7f : 0xffff))).join('');
  }

  /** A position in a list such as the ones that lists hand out, or not quite. */
  cursor(): string {
    const parts = Array.from({ length: this.below(4) }, () => (this.chance(0.3) ? this.number() : this.chance(0.4) ? this.pick([randomUUID(), '2026-01-01', '2026-01-01T00:00:00.000Z', '1000']) : this.chance(0.9) ? this.text() : null));
    const text = this.chance(0.85) ? JSON.stringify(parts) : this.text();
    return this.chance(0.9) ? Buffer.from(text).toString('base64url') : text;
  }

  /** Anything JSON can hold, whatever was asked for. */
  junk(depth = 0): unknown {
    const kind = this.below(depth > 3 ? 5 : 8);
    if (kind === 0) return null;
    if (kind === 1) return this.chance(0.5);
    if (kind === 2) return this.number();
    if (kind <= 4) return this.text();
    if (kind === 5) return Array.from({ length: this.below(4) }, () => this.junk(depth + 1));
    return Object.fromEntries(Array.from({ length: this.below(4) }, () => [this.chance(0.3) ? this.text() : this.pick(['id', 'tenantId', 'reason', 'version', '__proto__', 'constructor', 'length']), this.junk(depth + 1)]));
  }

  /** A value by its schema, in which some part may be anything. `wild` is the share of such parts. */
  value(shape: Shape, wild: number): unknown {
    if (this.chance(wild)) return this.junk();
    const { resolve, ids } = shape;
    const schema = resolve(shape.schema);
    const inner = (part: Schema | undefined): unknown => this.value({ ...shape, schema: part ?? {} }, wild);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return inner(this.pick(choices));
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.pick(schema.enum);
    if (schema.format === 'uuid') return this.chance(0.7) ? this.pick(ids) : randomUUID();
    if (schema.format === 'date') return `${this.pick(['0000', '0001', '2024', '2026', '9999'])}-${this.pick(['01-01', '02-28', '12-31'])}`;
    if (schema.type === 'array') return Array.from({ length: (schema.minItems ?? 0) + this.below(3) }, () => inner(schema.items));
    if (schema.type === 'integer' || schema.type === 'number') return this.chance(0.3) ? this.number() : (schema.minimum ?? 0) + this.below(5);
    if (schema.type === 'object') return this.object(schema, inner);
    if (schema.type === 'string' && !schema.pattern && this.chance(0.5)) return this.fitting(schema);
    return sampleOf(schema, resolve);
  }

  private fitting({ minLength = 0, maxLength = 200 }: Schema): string {
    return `${this.text()}${'y'.repeat(minLength)}`.slice(0, maxLength);
  }

  private object({ properties = {}, required = [], additionalProperties }: Schema, inner: (part: Schema | undefined) => unknown): object {
    const known = Object.keys(properties).filter((name) => required.includes(name) || this.chance(0.4));
    const free = typeof additionalProperties === 'object' ? Array.from({ length: this.below(3) }, () => this.text()) : [];
    return Object.fromEntries([...known.map((name) => [name, inner(properties[name])] as const), ...free.map((name) => [name, inner(additionalProperties as Schema)] as const)]);
  }
}
