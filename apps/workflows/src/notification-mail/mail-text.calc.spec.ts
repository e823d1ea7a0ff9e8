import { expect, it } from '@jest/globals';
import type { NotificationPriority } from '@kairos/contracts';
import { mailText, type Told } from './mail-text.calc.ts';

const told = (name: string, priority: NotificationPriority = 'medium'): Told => ({ priority, title: { en: `title ${name}`, it: `titolo ${name}` }, body: { en: `body ${name}`, it: `corpo ${name}` } });

it('says of one notification what it says itself', () => {
  expect(mailText([told('a')])).toEqual({ subject: { en: 'title a', it: 'titolo a' }, paragraphs: [{ en: 'body a', it: 'corpo a' }] });
});

it('says of several how many, and each, the most important first', () => {
  const { subject, paragraphs } = mailText([told('a', 'low'), told('b'), told('c', 'high'), told('d')]);
  expect(subject).toEqual({ en: '4 notifications', it: '4 notifiche' });
  expect(paragraphs.map(({ it: text }) => text)).toEqual(['corpo c', 'corpo b', 'corpo d', 'corpo a']);
});

it('ends somewhere, and says how much is left', () => {
  const { subject, paragraphs } = mailText([told('first'), ...Array.from({ length: 743 }, (_, at) => told(String(at)))]);
  expect([subject.en, paragraphs.length, paragraphs.at(-1)]).toEqual(['744 notifications', 51, { en: 'And 694 more.', it: 'E altre 694.' }]);
});
