import type { DataField, TaskData } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';

/** Values of a form as they are written at the command line: `field=value`, each of the type its field has. An empty one empties the field. */
export function formValues(written: readonly string[], fields: readonly DataField[]): TaskData {
  return Object.fromEntries(written.map((text) => {
    const [, code = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (!code) throw new CliError(`--data ${text}: write field=value.`);
    return [code, valueOf(value, fields.find((field) => field.code === code)?.type)];
  }));
}

function valueOf(text: string, type: DataField['type'] | undefined): string | number | boolean | null {
  if (text === '') return null;
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(yes|true)$/i.test(text)) return true;
  return type === 'boolean' && /^(no|false)$/i.test(text) ? false : text;
}
