import { execFileSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { command, options } from './command-line.ts';

/** The words that a shell makes of a line. */
const wordsOf = ({ text }: { text: string }): string[] => execFileSync('sh', ['-c', `printf '%s\\0' ${text}`], { encoding: 'utf8' }).split('\0').slice(0, -1);

it('leaves words as they are that a shell takes as they are', () => expect(command`kairos plants show ${'PV-1/a_b'}`.text).toBe('kairos plants show PV-1/a_b'));

it.each(['$(touch /tmp/x)', '`id`', '"; id #', "'; id #", "it's", '$HOME', 'a b', 'a\nid\n', '\\', '~', '*', '!!', '', 'è & più | <no>'])('makes one word of %j, which a shell carries nothing out of', (hostile) => {
  expect(wordsOf(command`kairos plants show ${hostile}`)).toEqual(['kairos', 'plants', 'show', hostile]);
});

it('leaves out what drives a terminal', () => expect(command`kairos plants show ${'a\u001b[2J\u0003b\rc'}`.text).toBe("kairos plants show 'a[2Jbc'"));

it('names the options that have a value, and those that need none', () => {
  const line = command`kairos tasks list${options({ '--plant': 'Rossi & figli', '--everybody': true, '--overdue': false, '--status': undefined, '--text': '', '--within-days': 0 })}`;
  expect(line.text).toBe("kairos tasks list --plant 'Rossi & figli' --everybody --within-days 0");
});
