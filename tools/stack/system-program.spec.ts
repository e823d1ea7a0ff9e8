import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium } from './chromium.ts';
import { natsServer } from './nats-binary.ts';
import { findProgram, requireProgram } from './system-program.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kairos path-'));
  writeFileSync(join(folder, 'nats-server'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('looking for a program', () => {
  it('takes the first one on PATH, also from a folder with a space', () => {
    chmodSync(join(folder, 'nats-server'), 0o755);
    expect(findProgram(natsServer, `/nowhere:${folder}:/usr/sbin`)).toBe(join(folder, 'nats-server'));
  });

  it('passes over a file that cannot be executed', () => {
    chmodSync(join(folder, 'nats-server'), 0o644);
    expect(findProgram(natsServer, folder)).not.toBe(join(folder, 'nats-server'));
  });

  it('says what helps when it is not there and no archive holds it', () => {
    const nothing = { names: ['no-such-program-of-anybody'], debianPackage: '-', missing: 'ask for it' };
    expect(() => requireProgram(nothing)).toThrow('ask for it');
  });
});

it('names the ways to a broker and to a browser', () => {
  expect(natsServer.missing).toMatch(/apt-get install nats-server[\s\S]*brew install nats-server[\s\S]*docker run .*NATS_URL=/);
  expect(chromium.missing).toMatch(/apt-get install chromium[\s\S]*brew install/);
});
