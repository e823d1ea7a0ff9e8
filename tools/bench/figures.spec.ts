import { describe, expect, it } from '@jest/globals';
import { alternate, figureOf, percentile, verdictOf } from './figures.ts';

describe('a figure', () => {
  it('is judged by its ratio: a rate wants to be high, a time low', () => {
    const rate = { floor: 0.18, target: 0.3, better: 'higher' } as const;
    const time = { floor: 10, target: 5, better: 'lower' } as const;
    expect([0.3, 0.29, 0.17].map((ratio) => verdictOf(ratio, rate))).toEqual(['reached', 'floor', 'below']);
    expect([5, 5.1, 10.1].map((ratio) => verdictOf(ratio, time))).toEqual(['reached', 'floor', 'below']);
  });

  it('takes the median of the ratios within rounds, not the ratio of the medians', () => {
    const pairs = [{ limit: 100, product: 50 }, { limit: 1000, product: 100 }, { limit: 10, product: 9 }];
    expect(figureOf('T4', pairs)).toMatchObject({ limitValue: 100, productValue: 50, ratio: 0.5, verdict: 'reached' });
  });

  it('refuses to be made of nothing', () => {
    expect(() => figureOf('T4', [])).toThrow('no values were measured');
  });
});

describe('percentiles', () => {
  it('are measured values', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([50, 99, 100].map((percent) => percentile(values, percent))).toEqual([50, 99, 100]);
  });
});

describe('alternating rounds', () => {
  it('warm both sides up and swap their order', async () => {
    const order: string[] = [];
    const side = (name: string) => () => Promise.resolve(order.push(name));
    expect(await alternate(2, side('limit'), side('product'))).toHaveLength(2);
    expect(order).toEqual(['product', 'limit', 'limit', 'product', 'product', 'limit']);
  });
});
