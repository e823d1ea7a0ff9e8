import { useTexts } from '../../../lib/use-texts.ts';
import { ChoiceField, LongTextField, TextField } from '../../../ui/fields.tsx';
import type { Form } from '../../../ui/form.ts';
import { recordValueWords } from '../../../vocabulary/record-field-words.ts';
import type { FactField } from './fact-fields.calc.ts';
import classes from '../plant-form.module.css';

type Props = {
  form: Form;
  fields: readonly FactField[];
  nameOf: (field: string) => string;
  /** What one of the options of a field is called. */
  optionOf: (field: string, option: string) => string;
  hintOf?: ((field: string) => string | undefined) | undefined;
};

/** The inputs of facts, each by what it takes. */
export function FactInputs({ form, fields, nameOf, optionOf, hintOf }: Props) {
  const word = useTexts(recordValueWords);
  const input = ({ name, kind, options, required }: FactField) => {
    const hint = hintOf?.(name);
    const field = { form, name, label: nameOf(name), required, ...(hint === undefined ? {} : { description: hint }) };
    if (kind === 'choice') return <ChoiceField key={name} {...field} options={options.map((value) => ({ value, label: optionOf(name, value) }))} />;
    if (kind === 'answer') return <ChoiceField key={name} {...field} options={[{ value: 'true', label: word('yes') }, { value: 'false', label: word('no') }]} />;
    if (kind === 'long' || kind === 'details') return <LongTextField key={name} {...field} />;
    return <TextField key={name} {...field} {...(kind === 'day' ? { type: 'date' as const } : kind === 'decimal' ? { inputMode: 'decimal' as const } : kind === 'count' ? { inputMode: 'numeric' as const } : {})} />;
  };
  const wide = ({ kind }: FactField) => kind === 'long' || kind === 'details';
  return <div className={classes.fields}>{[...fields.filter((field) => !wide(field)), ...fields.filter(wide)].map(input)}</div>;
}
