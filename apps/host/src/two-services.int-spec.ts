import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assetsService } from '@kairos/assets';
import { TestService } from '@kairos/testing';
import { workflowsService } from '@kairos/workflows';

const plants = '/api/v1/assets/plants';
const deadlines = '/api/v1/workflows/deadlines';
const folder = mkdtempSync(join(tmpdir(), 'kairos-host-'));
let assets: TestService;
let workflows: TestService;
let signalHandlersBefore: number;

beforeAll(async () => {
  signalHandlersBefore = process.listenerCount('SIGTERM');
  assets = await TestService.start(assetsService);
  workflows = await TestService.start(workflowsService, { environment: { FILES_DIR: folder } });
}, 60_000);
afterAll(async () => {
  await assets.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function statusOf(service: TestService, path: string, token: string): Promise<number> {
  return (await fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
}

describe('two services in one process', () => {
  it('verify tokens by their own keys, whichever was configured last', async () => {
    const reader = await assets.signIn(['assets.plant.read']);
    const clerk = await workflows.signIn(['workflows.deadline.read']);
    expect([await statusOf(assets, plants, reader.token), await statusOf(workflows, deadlines, clerk.token)]).toEqual([200, 200]);
    expect([await statusOf(assets, plants, clerk.token), await statusOf(workflows, deadlines, reader.token)]).toEqual([401, 401]);
  });

  it('keep their database sessions apart under concurrent requests', async () => {
    const reader = await assets.signIn(['assets.plant.read']);
    const clerk = await workflows.signIn(['workflows.deadline.read']);
    const requests = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? statusOf(assets, plants, reader.token) : statusOf(workflows, deadlines, clerk.token)));
    expect(new Set(await Promise.all(requests))).toEqual(new Set([200]));
  });

  it('count their own requests', async () => {
    const metricsOf = async (service: TestService): Promise<string> => (await fetch(`${service.url}/metrics`)).text();
    expect(await metricsOf(assets)).toContain(plants);
    expect(await metricsOf(assets)).not.toContain(deadlines);
    expect(await metricsOf(workflows)).not.toContain(plants);
  });

  it('leave signals to the host', () => {
    expect(process.listenerCount('SIGTERM')).toBe(signalHandlersBefore);
  });

  it('go on when the other is closed', async () => {
    await workflows.stop();
    const reader = await assets.signIn(['assets.plant.read']);
    expect(await statusOf(assets, plants, reader.token)).toBe(200);
  });
});
