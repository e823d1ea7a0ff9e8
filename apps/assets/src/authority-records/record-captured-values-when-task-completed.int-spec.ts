import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { TaskCompleted, type CapturedValue, type CloudEvent } from '@kairos/contracts';
import { eventually, TestNats, TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

const plants = '/api/v1/assets/plants';
let nats: TestNats;
let service: TestService;
let manager: Caller;

beforeAll(async () => {
  nats = await TestNats.start();
  service = await TestService.start(assetsService, { nats });
  manager = await service.signIn(['assets.*']);
}, 60_000);
afterAll(async () => {
  await service?.stop();
  await nats?.stop();
}, 30_000);

const register = async () => ((await manager.api.post(plants, aPlant()).expect(201)).body as { plantId: string }).plantId;
const recordOf = async (plantId: string, authority: string) => (await manager.api.get(`${plants}/${plantId}/authority-records/${authority}`).expect(200)).body as Record<string, unknown>;

function completed(plantId: string, captured: CapturedValue[]): CloudEvent {
  const data = TaskCompleted.data.parse({
    taskId: randomUUID(), workflowId: randomUUID(), plantId, code: 'licence', title: { en: 'Licence', it: 'Licenza' }, state: 'Completed', dueOn: null, assignee: null, priority: 'High',
    optional: false, milestone: false, startsOn: null, suspendedOn: null, completedOn: '2026-11-21', completedBy: manager.userId, captured,
  });
  return {
    specversion: '1.0', id: randomUUID(), source: 'kairos/workflows', type: TaskCompleted.type, time: new Date().toISOString(), subject: data.taskId, tenantid: manager.tenantId,
    aggregateversion: 3, datacontenttype: 'application/json', data,
  };
}

/** Publishes as workflows does, on the wire protocol of NATS, and waits until each event is taken or set aside. */
async function hear(...events: CloudEvent[]): Promise<void> {
  const { user, password } = nats.user('workflows');
  const socket = connect(nats.port, '127.0.0.1').setEncoding('utf8');
  await once(socket, 'data');
  const frames = events.map((event) => JSON.stringify(event)).map((payload) => `PUB ${TaskCompleted.type} ${Buffer.byteLength(payload)}\r\n${payload}\r\n`);
  socket.write(`CONNECT ${JSON.stringify({ user, pass: password, verbose: false, pedantic: false, lang: 'test', version: '1' })}\r\n${frames.join('')}PING\r\n`);
  const [answer] = (await once(socket, 'data')) as [string];
  socket.destroy();
  expect(answer).toContain('PONG');
}

describe('what a task captured', () => {
  it('is recorded with its authority, once, with the workflow and task it comes from', async () => {
    const plantId = await register();
    const event = completed(plantId, [
      { authority: 'customs', field: 'licenceCode', value: 'IT00FGA00001E' }, { authority: 'customs', field: 'licenceIssuedOn', value: '2026-11-20' }, { authority: 'customs', field: 'feeReceipt', value: null },
      { authority: 'dso', field: 'podCode', value: 'IT001E12345678' }, { authority: 'gse', field: 'iban', value: 'it60 X054 2811 1010 0000 0123 456' },
    ]);
    const { workflowId, taskId } = event.data as { workflowId: string; taskId: string };
    await hear(event, event, { ...event, aggregateversion: 4 });
    const customs = await eventually(() => recordOf(plantId, 'customs'), ({ version }) => version === 1, 20_000);
    expect(customs).toMatchObject({ licenceCode: 'IT00FGA00001E', feeReceipt: null, workflowId, taskId, updatedBy: manager.userId });
    expect(await recordOf(plantId, 'gse')).toMatchObject({ iban: 'IT60X0542811101000000123456', version: 1 });
    const { body } = await manager.api.get(`${plants}/${plantId}`).expect(200);
    expect(body).toMatchObject({ podCode: 'IT001E12345678', customsLicenceActive: true });
    const later = completed(plantId, [{ authority: 'customs', field: 'licenceType', value: 'AD' }]);
    await hear(event, later);
    const after = await eventually(() => recordOf(plantId, 'customs'), ({ licenceType }) => licenceType === 'AD', 20_000);
    expect(after).toMatchObject({ version: 2, licenceCode: 'IT00FGA00001E', taskId: (later.data as { taskId: string }).taskId });
  });

  it('and is not taken by the record is recorded in no part, stays to be tried again, and holds nobody up', async () => {
    const plantId = await register();
    const wrong = completed(plantId, [{ authority: 'dso', field: 'podCode', value: 'IT001X12345678' }, { authority: 'dso', field: 'ticaCode', value: 'T-1' }]);
    await hear(wrong, completed(plantId, [{ authority: 'terna', field: 'upCode', value: 'UP_1' }]));
    await eventually(() => recordOf(plantId, 'terna'), ({ upCode }) => upCode === 'UP_1', 20_000);
    expect(await recordOf(plantId, 'dso')).toMatchObject({ ticaCode: null, version: 0 });
    const taken = await service.database.admin.query('select from assets.inbox_message where event_id = $1', [wrong.id]);
    expect(taken.rowCount).toBe(0);
  });
});
