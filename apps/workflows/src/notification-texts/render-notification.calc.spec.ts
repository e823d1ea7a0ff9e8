import { describe, expect, it } from '@jest/globals';
import { notificationTemplateCodes, type NotificationTemplate, type NotificationTemplateCode } from '@kairos/contracts';
import { NotificationTemplateRepository } from './notification-template.repository.ts';
import { readNotificationTemplates } from './read-notification-templates.calc.ts';
import { renderNotification, type ParameterValue, type ParameterValues } from './render-notification.calc.ts';

const templates = new NotificationTemplateRepository();
const reminder = { subject: { en: 'Licence fee', it: 'Diritto di licenza' }, plantName: 'Colle Ventoso', dueOn: '2026-12-16', daysLeft: 7 };
const told = (code: NotificationTemplateCode, values: ParameterValues) => renderNotification(templates.current(code), values, 'Europe/Rome');
const sample: Record<string, ParameterValue> = { text: 'Colle', localText: { en: 'One', it: 'Uno' }, date: '2026-12-16', dateOrNone: null, instant: '2026-12-16T07:00:00Z', days: 3, count: 12, kinds: [{ kind: { en: 'One', it: 'Uno' }, count: 2 }] };

describe('a notification', () => {
  it('says in English and Italian what falls due, where and when', () => {
    expect(told('task_deadline_reminder', reminder)).toEqual({
      title: { en: 'Due in 7 days: Licence fee, Colle Ventoso', it: 'Scade fra 7 giorni: Diritto di licenza, Colle Ventoso' },
      body: { en: 'Licence fee of Colle Ventoso falls due in 7 days (16 December 2026).', it: 'Diritto di licenza di Colle Ventoso scade fra 7 giorni (16 dicembre 2026).' },
    });
  });

  it.each([[0, 'today', 'oggi'], [1, 'tomorrow', 'domani'], [-1, 'yesterday', 'ieri'], [-12, '12 days ago', '12 giorni fa'], [30, 'in 30 days', 'fra 30 giorni']])('tells %i days as %s and %s', (daysLeft, en, it) => {
    expect(told('task_deadline_urgent', { ...reminder, daysLeft }).title).toEqual({ en: `Due ${en}: Licence fee, Colle Ventoso`, it: `Scade ${it}: Diritto di licenza, Colle Ventoso` });
  });

  it('tells instants in the zone of the tenant, and that there is no date', () => {
    expect(told('system_maintenance', { startsAt: '2026-12-16T07:00:00Z', endsAt: '2026-12-16T08:30:00Z' }).title).toEqual({ en: 'Maintenance of Kairos: 16 December 2026 at 08:00', it: 'Manutenzione di Kairos: 16 dicembre 2026 alle ore 08:00' });
    expect(told('task_assigned', { taskTitle: { en: 'Survey', it: 'Sopralluogo' }, plantName: 'Colle', dueOn: null }).body.it).toBe('L’attività Sopralluogo di Colle è affidata a te (senza scadenza).');
    expect(told('task_assigned', { taskTitle: { en: 'Survey', it: 'Sopralluogo' }, plantName: 'Colle', dueOn: '2026-12-01' }).body.en).toBe('The task Survey of Colle is yours (due 1 December 2026).');
  });

  it('tells how many there are of each kind, the most frequent first, and few of many kinds', () => {
    const kind = (name: string, count: number) => ({ kind: { en: name, it: `${name} it` }, count });
    const told5 = (kinds: ReturnType<typeof kind>[]) => told('many_due', { count: 9, subject: { en: 'tasks', it: 'attività' }, kinds, dueOn: '2026-12-16', daysLeft: 7 }).body;
    expect(told5([kind('Survey', 2), kind('Request', 7)])).toEqual({ en: '9 are open, the first of them due in 7 days (16 December 2026): 7 × Request, 2 × Survey.', it: '9 da evadere, la prima fra 7 giorni (16 dicembre 2026): 7 × Request it, 2 × Survey it.' });
    expect(told5('abcdefg'.split('').map((name, at) => kind(name, 1200 - at))).en).toContain('1,200 × a, 1,199 × b, 1,198 × c, 1,197 × d, 1,196 × e, 2,389 others.');
    expect(told5([kind(`x\n${'y'.repeat(500)}`, 1)]).en.length).toBeLessThan(160);
    for (const none of [[], 7, 'a'] as never[]) expect(() => told5(none)).toThrow('kinds is no kinds');
  });

  it.each(templates.all().map((template) => [template.code, template] as const))('%s has words for every value, in both languages', (_code, template) => {
    const { title, body } = renderNotification(template, Object.fromEntries(template.parameters.map(({ name, kind }) => [name, sample[kind] as ParameterValue])), 'UTC');
    for (const text of [title.en, title.it, body.en, body.it]) expect(text).not.toMatch(/[{}]|undefined|null/);
    expect(title.en).not.toBe(title.it);
    expect(body.en).not.toBe(body.it);
  });

  it.each([
    ['a missing value', { ...reminder, plantName: undefined as never }, 'plantName is missing'],
    ['a date that is none', { ...reminder, dueOn: 'soon' }, 'dueOn is no date'],
    ['a number that is a text', { ...reminder, daysLeft: '7' }, 'daysLeft is no days'],
    ['no date where one is needed', { ...reminder, dueOn: null }, 'dueOn is no date'],
    ['a text in one language', { ...reminder, subject: 'Licence fee' }, 'subject is no localText'],
    ['a value without a place', { ...reminder, amount: '23.24' }, 'knows no amount'],
  ])('is not raised with %s', (_what, values, problem) => expect(() => told('task_deadline_reminder', values)).toThrow(problem));

  it('holds no line break, no hidden mark and no address that somebody typed as a name, and no place in a value', () => {
    const { title } = told('task_deadline_reminder', { ...reminder, plantName: 'Colle\r\nBcc: x@y.z\u202e https://evil.example {dueOn}' });
    expect(title.en).toBe('Due in 7 days: Licence fee, Colle Bcc: x@y.z  https: //evil.example {dueOn}');
    expect(told('task_deadline_reminder', { ...reminder, plantName: 'x'.repeat(5000) }).title.en.length).toBeLessThan(260);
  });
});

describe('templates', () => {
  const all = templates.all();
  const changed = (changes: Partial<NotificationTemplate>) => ({ templates: [{ ...all[0], ...changes }, ...all.slice(1)] });
  it('are there for every code, the newest version of each', () => expect(notificationTemplateCodes.map((code) => templates.current(code).code)).toEqual([...notificationTemplateCodes]));
  it.each([
    ['without one of them', { templates: all.filter(({ code }) => code !== 'task_assigned') }, 'task_assigned is missing'],
    ['with one twice', { templates: [...all, all[0]] }, 'task_assigned 1 is there twice'],
    ['with a place nobody fills', changed({ title: { en: '{owner}', it: '{taskTitle}' } }), 'has no parameter owner (en)'],
    ['with a value one language is silent about', changed({ body: { en: '{plantName} {dueOn}', it: '{dueOn}' } }), 'does not use plantName (it)'],
  ])('are refused %s', (_what, document, problem) => expect(() => readNotificationTemplates(document)).toThrow(problem));
});
