import { expect, it } from '@jest/globals';
import { passagesOf } from './snippet.calc.ts';

it('tells what matches from what stands around it', () => {
  expect(passagesOf('la <mark>concessione</mark> del <mark>Comune</mark>')).toEqual([
    { text: 'la ', matches: false }, { text: 'concessione', matches: true }, { text: ' del ', matches: false }, { text: 'Comune', matches: true },
  ]);
});

it('reads every sign as itself, once', () => {
  expect(passagesOf('5 &lt; 6 &amp;lt; &lt;script&gt;')).toEqual([{ text: '5 < 6 &lt; <script>', matches: false }]);
});
