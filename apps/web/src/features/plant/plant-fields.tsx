import { useQuery } from '@tanstack/react-query';
import { italianRegions, plantStatuses, plantTypes } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { CheckField, ChoiceField, LongTextField, TextField } from '../../ui/fields.tsx';
import type { Form } from '../../ui/form.ts';
import { Panel } from '../../ui/panel.tsx';
import { customFields } from '../../vocabulary/custom-fields.api.ts';
import { plantFieldWords } from '../../vocabulary/plant-field-words.ts';
import { plantWords } from '../../vocabulary/plant-words.ts';
import { recordValueWords } from '../../vocabulary/record-field-words.ts';
import { plantFormText } from './plant-form.text.ts';
import classes from './plant-form.module.css';

type Props = { form: Form; isNew: boolean };

/** All fields of a plant; code and status are chosen when it is registered, and not here afterwards. */
export function PlantFields({ form, isNew }: Props) {
  const say = useTexts(plantFormText);
  const word = useTexts(plantWords);
  const named = useTexts(plantFieldWords);
  const field = (name: keyof typeof plantFieldWords) => ({ form, name, label: named(name) });
  const words = (values: readonly (keyof typeof plantWords)[]) => values.map((value) => ({ value, label: word(value) }));
  return (
    <>
      <Panel title={say('whatItIs')}>
        <div className={classes.fields}>
          {isNew && <TextField {...field('code')} required />}
          <TextField {...field('name')} required />
          <ChoiceField {...field('type')} required options={words(plantTypes)} />
          {isNew && <ChoiceField {...field('status')} required options={words(plantStatuses)} />}
          <TextField {...field('capacityKw')} required inputMode="decimal" description={say('kilowatts')} />
          <TextField {...field('technology')} />
          <TextField {...field('ownerName')} />
          <TextField {...field('podCode')} />
        </div>
      </Panel>
      <Panel title={say('whereItIs')}>
        <div className={classes.fields}>
          <TextField {...field('location')} />
          <TextField {...field('address')} />
          <TextField {...field('municipality')} />
          <TextField {...field('province')} maxLength={2} />
          <ChoiceField {...field('region')} options={italianRegions.map((value) => ({ value, label: value }))} />
          <TextField {...field('latitudeDeg')} inputMode="decimal" description={say('decimalDegrees')} />
          <TextField {...field('longitudeDeg')} inputMode="decimal" description={say('decimalDegrees')} />
          <TextField {...field('timeZone')} description={say('zoneHint')} />
          <CheckField {...field('protectedArea')} />
        </div>
      </Panel>
      <Panel title={say('since')}>
        <div className={classes.fields}>
          <TextField {...field('commissionedOn')} type="date" />
          <TextField {...field('commissioningYear')} inputMode="numeric" maxLength={4} />
        </div>
      </Panel>
      <CustomFields form={form} />
      <Panel title={say('more')}>
        <div className={classes.fields}>
          <TextField {...field('tags')} description={say('tagsHint')} />
          <LongTextField {...field('notes')} />
        </div>
      </Panel>
    </>
  );
}

function CustomFields({ form }: { form: Form }) {
  const say = useTexts(plantFormText);
  const word = useTexts(recordValueWords);
  const locale = useLocale();
  const reading = useQuery(customFields());
  const fields = reading.data?.items.filter(({ retired }) => !retired) ?? [];
  if (!reading.error && fields.length === 0) return null;
  return (
    <Panel title={say('custom')} reading={reading}>
      <div className={classes.fields}>
        {fields.map(({ key, type, label, options, unit, required }) => {
          const field = { form, name: `customFields.${key}`, label: unit ? `${label[locale]} (${unit})` : label[locale], required };
          const choices = type === 'boolean' ? (['yes', 'no'] as const).map((answer) => ({ value: String(answer === 'yes'), label: word(answer) })) : options?.map((value) => ({ value, label: value }));
          return choices ? <ChoiceField key={key} {...field} options={choices} /> : <TextField key={key} {...field} type={type === 'date' ? 'date' : 'text'} />;
        })}
      </div>
    </Panel>
  );
}
