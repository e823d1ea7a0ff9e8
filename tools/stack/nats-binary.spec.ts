import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findNatsServer, natsMissing } from './nats-binary.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kairos path-'));
  writeFileSync(join(folder, 'nats-server'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('looking for nats-server', () => {
  it('takes the first one on PATH, also from a folder with a space', () => {
    chmodSync(join(folder, 'nats-server'), 0o755);
    expect(findNatsServer(`/nowhere:${folder}:/usr/sbin`)).toBe(join(folder, 'nats-server'));
  });

  it('passes over a file that cannot be executed', () => {
    chmodSync(join(folder, 'nats-server'), 0o644);
    expect(findNatsServer(folder)).not.toBe(join(folder, 'nats-server'));
  });

  it('names the ways out when there is none', () => {
    expect(natsMissing).toMatch(/apt-get install nats-server/);
    expect(natsMissing).toMatch(/brew install nats-server/);
    expect(natsMissing).toMatch(/docker run .*NATS_URL=/);
  });
});
