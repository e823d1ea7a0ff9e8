import { Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { notificationTemplateCodes, type NotificationTemplate, type NotificationTemplateCode } from '@kairos/contracts';
import { readNotificationTemplates } from './read-notification-templates.calc.ts';

const file = new URL('../../notification-templates/templates.yaml', import.meta.url);

/** The templates shipped with this release, read once: what does not fit together stops the service at its start. */
@Injectable()
export class NotificationTemplateRepository {
  private readonly templates = readNotificationTemplates(parse(readFileSync(file, 'utf8'), { version: '1.2', schema: 'core', uniqueKeys: true, maxAliasCount: 0 }));

  /** Every version of every template. */
  all(): NotificationTemplate[] {
    return this.templates;
  }

  /** A template as it was when something was told by it; undefined when that version is not shipped any more. */
  version(code: string, version: number): NotificationTemplate | undefined {
    return this.templates.find((template) => template.code === code && template.version === version);
  }

  /** The newest version of a template. */
  current(code: NotificationTemplateCode): NotificationTemplate {
    const newest = this.templates.filter((template) => template.code === code).sort((a, b) => b.version - a.version).at(0);
    if (!newest) throw new Error(`No template ${code} among ${notificationTemplateCodes.length}.`);
    return newest;
  }
}
