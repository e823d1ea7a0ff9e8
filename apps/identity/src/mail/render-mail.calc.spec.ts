import { describe, expect, it } from '@jest/globals';
import { mailTemplates, type MailTemplate } from './mail-text.calc.ts';
import { renderMail } from './render-mail.calc.ts';

const templates = Object.keys(mailTemplates) as MailTemplate[];
const facts = { tenantName: 'Aurora & Figli', invitedBy: '<b>Olga</b> "the owl"', newEmail: 'olga@example.org', identityProvider: 'Keycloak of the plant', subject: 'Due <today> & "late"', paragraphs: ['One.', 'Two.'] };

describe('a mail', () => {
  it.each(templates)('about %s exists in both languages, with its link where it has one, in text and HTML alike', (template) => {
    const link = mailTemplates[template] ? `https://kairos.example${mailTemplates[template]}#token=abc` : null;
    const [english, italian] = [renderMail(template, 'en', facts, link), renderMail(template, 'it', facts, link)];
    expect(english.text).not.toBe(italian.text);
    expect(italian.html).toContain('<html lang="it">');
    for (const { text, html, subject } of [english, italian]) {
      expect(html).toContain(`<h1>${subject.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</h1>`);
      if (link) for (const body of [text, html]) for (const told of [link, 'npx kairos ']) expect(body).toContain(told);
      else expect(html).not.toContain('<a ');
    }
  });

  it('takes names as text, whatever they hold', () => {
    const { html, text, subject } = renderMail('invitation', 'en', { tenantName: 'Evil\r\nBcc: all@example.org \u202e', invitedBy: '<script>alert("1")</script> https://evil.example' }, null);
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)');
    expect(text).not.toContain('https://evil.example');
    expect(subject).toBe('Invitation to Evil Bcc: all@example.org on Kairos');
    expect(renderMail('invitation', 'en', { tenantName: 'x'.repeat(500) }, null).subject.length).toBeLessThan(160);
  });

  it('tells notifications as text, one paragraph each', () => {
    const { html, text, subject } = renderMail('notification', 'it', { subject: '2 notifiche', paragraphs: ['<img src=x onerror=alert(1)> di Colle & Monte', 'Scade domani.'] }, null);
    expect(subject).toBe('2 notifiche');
    expect(html).toContain('<p>&lt;img src=x onerror=alert(1)&gt; di Colle &amp; Monte</p>\n<p>Scade domani.</p>');
    expect(html).not.toContain('<img');
    expect(text).toContain('<img src=x onerror=alert(1)> di Colle & Monte\n\nScade domani.\n\nRicevi');
  });
});
