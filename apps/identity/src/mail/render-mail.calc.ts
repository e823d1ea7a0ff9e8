import { mailText, type MailFacts, type MailLocale, type MailTemplate } from './mail-text.calc.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Subject, plain text and HTML of one mail. The HTML is plain too: a heading, paragraphs and one link that says where it leads. */
export function renderMail(template: MailTemplate, locale: MailLocale, facts: MailFacts, link: string | null): { subject: string; text: string; html: string } {
  const { subject, paragraphs, action, closing, withoutBrowser = '' } = mailText(template, locale, facts);
  const linked = action && link ? { action, link, withoutBrowser } : undefined;
  const text = [...paragraphs, ...(linked ? [`${linked.action}:\n${linked.link}`, linked.withoutBrowser] : []), closing, '-- \nKairos'].join('\n\n');
  const html = [
    '<!doctype html>', `<html lang="${locale}">`, `<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`, '<body><main>',
    `<h1>${escaped(subject)}</h1>`, ...paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
    ...(linked ? [`<p><a href="${escaped(linked.link)}">${escaped(linked.action)}</a></p>`, `<p>${escaped(linked.link)}</p>`, `<p>${escaped(linked.withoutBrowser)}</p>`] : []),
    `<p>${escaped(closing)}</p>`, '</main></body>', '</html>',
  ].join('\n');
  return { subject, text, html };
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
