import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { postgresAccount } from './account.ts';
import { brokerConfig, ensureStreams } from './broker.ts';
import { openHome, wipeHome } from './home.ts';
import type { Home } from './home.ts';
import { requireNatsServer } from './nats-binary.ts';
import { startNats, stopNatsIn } from './nats.ts';
import { freePort, isFree } from './ports.ts';
import { startPostgres, stopPostgresOn } from './postgres.ts';
import type { PostgresOptions } from './postgres.ts';
import { endProcess, isAlive } from './processes.ts';

let home: Home;
beforeAll(() => {
  home = openHome(mkdtempSync(join(tmpdir(), 'kairos servers-')), postgresAccount());
});
afterAll(async () => {
  await stopPostgresOn(home.postgresData);
  await stopNatsIn(home.nats);
  wipeHome(home);
});

async function postgresOptions(): Promise<PostgresOptions> {
  const { postgresBinaries: binaries, postgresData: data } = home;
  return { binaries, data, logFile: join(home.logs, 'postgres.log'), port: await freePort(), password: 'not a secret', account: postgresAccount() };
}

async function query(port: number, text: string): Promise<unknown[]> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: 'not a secret', database: 'postgres' });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows as unknown[];
}

describe('the embedded Postgres', () => {
  it('keeps its data from one start to the next', async () => {
    const options = await postgresOptions();
    await startPostgres(options);
    await query(options.port, 'create table kept as select 42 as answer');
    await stopPostgresOn(options.data);
    expect(await isFree(options.port)).toBe(true);
    await startPostgres(options);
    expect(await query(options.port, 'select answer from kept')).toEqual([{ answer: 42 }]);
  }, 60_000);

  it('takes over from a server that a killed start left running', async () => {
    const options = await postgresOptions();
    await startPostgres(options);
    expect(await query(options.port, 'select answer from kept')).toEqual([{ answer: 42 }]);
  }, 60_000);

  it('starts over the file of a server that was killed, even when its process number belongs to another program', async () => {
    const options = await postgresOptions();
    const pid = Number(readFileSync(join(options.data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    await endProcess(pid, 'SIGKILL');
    const bystander = spawn('sleep', ['60']);
    writeFileSync(join(options.data, 'postmaster.pid'), `${bystander.pid}\n${options.data}\n`);
    await startPostgres(options);
    expect(isAlive(bystander.pid ?? 0)).toBe(true);
    bystander.kill();
    expect(await query(options.port, 'select answer from kept')).toEqual([{ answer: 42 }]);
  }, 60_000);

  it('says why it does not start', async () => {
    const options = await postgresOptions();
    await expect(startPostgres({ ...options, settings: ['max_connections=none'] })).rejects.toThrow(/max_connections/);
  }, 60_000);
});

describe('the NATS server', () => {
  it('starts again where a killed start left one, with all streams', async () => {
    const secret = (name: string): string => `not-a-secret-${name}`;
    for (let round = 0; round < 2; round += 1) {
      const port = await freePort();
      const config = brokerConfig({ host: '127.0.0.1', port, storeDir: join(home.nats, 'store') }, secret);
      await startNats({ binary: requireNatsServer(), folder: home.nats, logFile: join(home.logs, 'nats.log'), port, config });
      await ensureStreams(`nats://127.0.0.1:${port}`, secret);
    }
    expect(statSync(join(home.nats, 'nats.conf')).mode & 0o777).toBe(0o600);
  }, 60_000);
});
