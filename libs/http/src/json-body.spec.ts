import { describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { useStrictJson } from './json-body.ts';

const fastify = Fastify();
useStrictJson(fastify);
fastify.post('/', async ({ body }) => ({ body }));

const post = (payload: string) => fastify.inject({ method: 'POST', url: '/', payload, headers: { 'content-type': 'application/json' } });
const lists = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a body', () => {
  it('is passed on as it is', async () => {
    const body = { name: 'Buddusò', list: [1, null, { deep: 'è' }] };
    expect((await post(JSON.stringify(body))).json()).toEqual({ body });
  });

  it('may be nested, but not without end', async () => {
    expect((await post(lists(50))).statusCode).toBe(200);
    for (const depth of [51, 10_000, 500_000]) expect((await post(lists(depth))).json()).toMatchObject({ message: 'Lists and objects may be nested 50 deep.' });
  });

  it('is not nested by what stands in a text, nor less nested', async () => {
    const body = { text: ']]]]}}}"\\', more: [['[[[[']] };
    expect((await post(JSON.stringify(body))).json()).toEqual({ body });
    expect((await post(`{"text":"${']'.repeat(5000)}","deep":${lists(4000)}}`)).json()).toMatchObject({ message: 'Lists and objects may be nested 50 deep.' });
    expect((await post(`["${'['.repeat(5000)}\\\\"]`)).statusCode).toBe(200);
  });

  it.each(['{"a":{"__proto__":{}}}', '{"a\\u0000":1}', '["\\u0000"]', '{"\\ud800":1}', '[["\\udc00"]]', '{"a":', 'NaN'])('is refused when it is %s', async (payload) => {
    expect((await post(payload)).body).toMatch(/__proto__ is not allowed|NUL|surrogate|not JSON/);
  });
});
