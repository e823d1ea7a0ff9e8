/** The limit of a read: node:http and one prepared statement, without tenant, token, validation or framework. */
import { createServer } from 'node:http';
import pg from 'pg';

export type BareHttpInput = { databaseUrl: string; poolSize: number; port: number; text: string };

const { databaseUrl, poolSize, port, text } = JSON.parse(process.argv[2] ?? '{}') as BareHttpInput;
const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });

createServer((request, response) => {
  const id = request.url?.slice(1);
  if (!id) return void response.end();
  pool.query({ name: 'read', text, values: [id] }).then(
    ({ rows }) => {
      response.writeHead(rows.length > 0 ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(rows[0] ?? null));
    },
    () => response.writeHead(500).end(),
  );
}).listen(port, '127.0.0.1');
