import { describe, expect, it } from '@jest/globals';
import { parseOptions } from './options.ts';

describe('the command line of up', () => {
  it('starts one process on port 4000 when nothing is said', () => {
    expect(parseOptions([])).toMatchObject({ split: false, fresh: false, demo: false, port: 4000 });
  });

  it.each([[['--port', '0']], [['--port', 'four']], [['--port', '70000']]])('refuses %j', (args) => {
    expect(() => parseOptions(args)).toThrow('is not a port');
  });

  it('refuses an option it does not know', () => {
    expect(() => parseOptions(['--spilt'])).toThrow("Unknown option '--spilt'");
  });
});
