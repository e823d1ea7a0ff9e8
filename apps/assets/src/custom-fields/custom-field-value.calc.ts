import { PlainDate, type CustomFieldValue } from '@kairos/contracts';
import type { CustomFieldRule } from './custom-field-rules.calc.ts';

type Read = { value: CustomFieldValue } | { problem: string };
const decimal = /^(-?)(0|[1-9]\d{0,14})(?:\.(\d{1,9}))?$/;

/** A value in the form it is stored in, by the type of its field; a file says numbers, dates, yes and no in words. */
export function readCustomFieldValue({ type, options }: Pick<CustomFieldRule, 'type' | 'options'>, given: CustomFieldValue): Read {
  const text = String(given).trim();
  switch (type) {
    case 'text':
      return typeof given === 'string' && text.length > 0 ? { value: text } : { problem: 'must be a text' };
    case 'number':
      return typeof given !== 'boolean' && decimal.test(text) ? { value: canonical(text) } : { problem: 'must be a number with at most 9 decimals, such as 12.5' };
    case 'integer':
      return typeof given !== 'boolean' && /^-?(0|[1-9]\d{0,14})$/.test(text) ? { value: Number(text) + 0 } : { problem: 'must be a whole number' };
    case 'boolean':
      return text === 'true' || text === 'false' ? { value: text === 'true' } : { problem: 'must be true or false' };
    case 'date':
      return PlainDate.safeParse(text).success ? { value: text } : { problem: 'must be a date such as 2027-03-31' };
    case 'select':
      return options?.includes(text) ? { value: text } : { problem: `must be one of ${(options ?? []).join(', ')}` };
  }
}

/** Without zeros that say nothing. */
function canonical(text: string): string {
  const [, sign = '', whole = '0', fraction = ''] = decimal.exec(text) ?? [];
  const digits = fraction.replace(/0+$/, '');
  return whole === '0' && digits === '' ? '0' : `${sign}${whole}${digits && `.${digits}`}`;
}
