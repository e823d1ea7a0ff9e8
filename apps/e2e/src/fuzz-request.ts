import { parametersIn, type Operation } from './api-operations.ts';
import type { Fuzz } from './fuzz-generator.ts';
import type { RawRequest } from './raw-request.ts';
import type { Records } from './tenant-records.ts';

const oddHeaders: Record<string, string[]> = {
  'if-match': ['"1"', '1', '*', '"0"', '"-1"', '"999999999"', '"9999999999"', 'W/"1"', '"1", "2"', '""', '"é"'],
  'idempotency-key': ['k', '', ' ', 'x'.repeat(201), 'é', 'a b', '"quoted"', '../..', "'"],
  'x-request-id': ['short', 'x'.repeat(65), '../../../../etc', 'null', '<b>'],
  'content-type': ['text/plain', 'application/xml', 'application/json; charset=utf-16', 'application/json;', 'multipart/form-data', '/', 'application/x-www-form-urlencoded', 'text/csv; boundary=x'],
  'content-encoding': ['gzip', 'br', 'identity', 'nonsense'],
  accept: ['*/*', 'text/html', ';', 'x'.repeat(1000)],
  traceparent: ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', '-'.repeat(55), 'x'.repeat(55)],
  'user-agent': ['', 'x'.repeat(5000), '\u00e9\u00ff', '${jndi:ldap://x}'],
  'x-forwarded-for': ['::1', 'nonsense', '1.2.3.4, 5.6.7.8', ', '.repeat(200)],
  authorization: ['Bearer', 'Bearer  ', 'Basic eDp5', 'Bearer a.b.c', 'Bearer null', 'Negotiate x', `Bearer ${'x'.repeat(5000)}`, 'Bearer eyJhbGciOiJub25lIn0.e30.'],
  'last-event-id': ['', 'ASSETS:-1', 'ASSETS:999999999999999', 'x'.repeat(2000), 'ASSETS:1,ASSETS:2'],
  range: ['bytes=0-', 'bytes=-1', 'x'],
};

/** One request for an operation: as it should be, or with anything about it wrong. */
export function fuzzedRequest(fuzz: Fuzz, operation: Operation, { token, records }: { token: string; records: Records }): RawRequest {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  const demanded = parametersIn(operation, 'header').map(({ name }) => name.toLowerCase());
  if (demanded.includes('if-match')) headers['if-match'] = `"${1 + fuzz.below(3)}"`;
  if (demanded.includes('idempotency-key') && fuzz.chance(0.3)) headers['idempotency-key'] = `key-${fuzz.below(50)}`;
  const body = bodyOf(fuzz, operation, records);
  if (operation.body) headers['content-type'] = operation.body.mediaType;
  while (fuzz.chance(0.2)) {
    const name = fuzz.pick(Object.keys(oddHeaders));
    headers[name] = fuzz.pick(oddHeaders[name] ?? ['']);
  }
  return { method: fuzz.chance(0.02) ? fuzz.pick(['HEAD', 'OPTIONS', 'TRACE', 'PUT', 'PROPFIND']) : operation.method, path: `${pathOf(fuzz, operation, records)}${queryOf(fuzz, operation, records)}`, headers, ...(body === undefined ? {} : { body }) };
}

function pathOf(fuzz: Fuzz, { path }: Operation, records: Records): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (fuzz.chance(0.75) ? (records[name] ?? '') : escaped(fuzz, fuzz.text().slice(0, 500))));
  return fuzz.chance(0.03) ? `${filled}${fuzz.pick(['/', '//', '/..', '/%2e%2e/', ';a=b', '/%00', '/%ff', '/%', '%zz', '/\\..', '#x'])}` : filled;
}

function queryOf(fuzz: Fuzz, operation: Operation, records: Records): string {
  const pairs = parametersIn(operation, 'query').flatMap(({ name, schema, required }) => {
    if (!required && !fuzz.chance(0.4)) return [];
    const value = name === 'cursor' ? fuzz.cursor() : name === 'fileName' && fuzz.chance(0.7) ? 'plants.csv' : fuzz.chance(0.7) ? fuzz.value({ schema, resolve: operation.resolve, ids: Object.values(records) }, 0) : fuzz.text();
    return [`${name}=${escaped(fuzz, String(value).slice(0, 1500))}`];
  });
  if (fuzz.chance(0.1)) pairs.push(fuzz.pick(['unknown=1', 'limit=1&limit=2', 'limit[]=1', '__proto__=1', 'cursor=', '=', '&&', 'limit=1e1', 'text=%ED%A0%80', 'text=%C0%80', 'a%00=1']));
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** Percent-encoded; half a surrogate pair as the three bytes that no decoder should take. */
function escaped(fuzz: Fuzz, text: string): string {
  const bytes = [...Buffer.from(text.toWellFormed())].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return fuzz.chance(0.05) ? `${bytes}%ED%A0%80` : bytes;
}

function bodyOf(fuzz: Fuzz, operation: Operation, records: Records): string | Buffer | undefined {
  if (!operation.body) return fuzz.chance(0.1) ? '{"reason":"x"}' : undefined;
  if (!operation.body.schema) return fileOf(fuzz);
  const kind = fuzz.below(20);
  if (kind === 0) return fuzz.pick(['', '{', '[]', 'null', '1', '"x"', '{"a":1,}', '\ufeff{}', 'NaN', '{"__proto__":{"x":1}}', '{"a":1,"a":2}']);
  if (kind === 1) return `${'['.repeat(10 ** (1 + fuzz.below(5)))}`;
  if (kind === 2) return nested(fuzz, operation, 10 ** (1 + fuzz.below(5)));
  if (kind === 3) return Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
  return JSON.stringify(fuzz.value({ schema: operation.body.schema, resolve: operation.resolve, ids: Object.values(records) }, kind < 12 ? 0 : 0.15)) ?? 'null';
}

/** A sound body but for one value, which is lists in lists. */
function nested(fuzz: Fuzz, { body, resolve }: Operation, depth: number): string {
  const value = fuzz.value({ schema: body?.schema ?? {}, resolve, ids: [] }, 0);
  const text = JSON.stringify({ ...(value as object), deep: 0 });
  const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const free = text.includes('"areas":') ? text.replace(/"areas":\{[^}]*\}/, `"areas":{"a":${deep}}`).replace(',"deep":0', '') : text.includes('"values":') ? text.replace(/"values":\{[^}]*\}/, `"values":{"code":${deep}}`).replace(',"deep":0', '') : text.replace('"deep":0', `"deep":${deep}`);
  return free;
}

function fileOf(fuzz: Fuzz): string | Buffer {
  const cell = () => fuzz.text().slice(0, 2000);
  const rows = Array.from({ length: fuzz.below(6) }, () => Array.from({ length: fuzz.below(6) }, cell).join(fuzz.pick([',', ';', '\t', '"'])));
  const text = `${fuzz.chance(0.7) ? 'code,name,type,power\n' : ''}${rows.join(fuzz.pick(['\n', '\r\n', '\r']))}`;
  return fuzz.chance(0.2) ? Buffer.from(text, fuzz.pick(['latin1', 'utf16le'])) : text;
}
