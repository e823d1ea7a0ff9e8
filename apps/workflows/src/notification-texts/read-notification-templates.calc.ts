import { z } from 'zod';
import { notificationTemplateCodes, NotificationTemplate } from '@kairos/contracts';
import { placesIn } from './render-notification.calc.ts';

const Document = z.strictObject({ templates: z.array(NotificationTemplate) });

/**
 * Reads templates.
 *
 * @throws Error when one of the known templates is missing, is there twice in one version, or has a place without a parameter or a
 * parameter without a place in either language
 */
export function readNotificationTemplates(document: unknown): NotificationTemplate[] {
  const { templates } = Document.parse(document);
  const names = templates.map(({ code, version }) => `${code} ${version}`);
  const problems = [
    ...notificationTemplateCodes.filter((code) => !templates.some((template) => template.code === code)).map((code) => `${code} is missing`),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} is there twice`),
    ...templates.flatMap(problemsOf),
  ];
  if (problems.length > 0) throw new Error(`The notification templates do not fit together: ${problems.join('; ')}.`);
  return templates;
}

function problemsOf({ code, parameters, title, body }: NotificationTemplate): string[] {
  const names = parameters.map(({ name }) => name);
  return (['en', 'it'] as const).flatMap((locale) => {
    const used = new Set([...placesIn(title[locale]), ...placesIn(body[locale])]);
    return [
      ...[...used].filter((name) => !names.includes(name)).map((name) => `${code} has no parameter ${name} (${locale})`),
      ...names.filter((name) => !used.has(name)).map((name) => `${code} does not use ${name} (${locale})`),
    ];
  });
}
