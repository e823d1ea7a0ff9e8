import { expect, it } from '@jest/globals';
import { readFrames } from './sse.calc.ts';

it('reads frames and keeps the unfinished rest', () => {
  expect(readFrames('id: A:1\ndata: {"a":1}\n\nevent: reset\ndata: x\n\nid: A:2\nda')).toEqual({
    frames: [{ id: 'A:1', event: 'message', data: '{"a":1}' }, { event: 'reset', data: 'x' }],
    rest: 'id: A:2\nda',
  });
});

it('reads comments, retry times, several data lines and other line ends', () => {
  expect(readFrames(': hello\nretry: 5\n\ndata:a\r\ndata: b\r\n\r\nid\n\n').frames).toEqual([{ event: 'message', data: '' }, { event: 'message', data: 'a\nb' }, { id: '', event: 'message', data: '' }]);
});
