import { Button, Group, MultiSelect, NumberInput, Select, TagsInput } from '@mantine/core';
import type { SettingView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { settingWords } from './setting-words.ts';
import { settingsText } from './settings.text.ts';
import classes from './settings.module.css';

type Value = SettingView['value'];
/** What is about to change, by name; null takes a setting back. */
export type Wanted = Readonly<Record<string, Value | null>>;
type Props = { setting: SettingView; wanted: Wanted; editable: boolean; onChange: (wanted: Wanted) => void };

/** One setting: its meaning, its value by its kind, and the way back to the usual. */
export function SettingField({ setting, wanted, editable, onChange }: Props) {
  const say = useTexts(settingsText);
  const word = useSettingWord();
  const { number } = useFormats();
  const { name, description, unit, usual, setBy, ownToSet, least, most, value } = setting;
  const chosen = name in wanted ? wanted[name] : value;
  const shown = chosen ?? usual;
  const set = (next: Value | null) => {
    const { [name]: _, ...others } = wanted;
    onChange(JSON.stringify(next) === JSON.stringify(value) ? others : { ...others, [name]: next });
  };
  const written = (of: Value) => (Array.isArray(of) ? of.map((each) => word(each)).join(', ') || '–' : typeof of === 'number' ? [number(of), unit && word(unit)].filter(Boolean).join(' ') : word(of));
  const label = name in settingWords ? word(name) : description;
  const own = setBy === 'tenant' && chosen !== null;
  return (
    <div className={classes.setting}>
      <div>
        <span id={`setting-${name}`}>{label}</span> {name in wanted && <Mark tone="due">{say('changed')}</Mark>}
        <p>{[say('usual', { value: written(usual) }), editable && least !== null && most !== null && say('within', { least: number(least), most: number(most) }), !ownToSet && say('operator')].filter(Boolean).join('. ')}</p>
      </div>
      {editable ? (
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <Control setting={setting} label={label} value={shown} onChange={set} />
          {own && <Button size="compact-sm" variant="subtle" aria-label={say('takeBackOf', { name: label })} onClick={() => set(null)}>{say('takeBack')}</Button>}
        </Group>
      ) : <span>{written(value)}</span>}
    </div>
  );
}

function Control({ setting: { unit, least, most, choices }, label, value, onChange }: { setting: SettingView; label: string; value: Value; onChange: (value: Value) => void }) {
  const word = useSettingWord();
  const data = choices?.map((choice) => ({ value: choice, label: word(choice) })) ?? [];
  if (typeof value === 'number') {
    return <NumberInput aria-label={label} w="11rem" allowDecimal={false} {...(least === null ? {} : { min: least })} {...(most === null ? {} : { max: most })} suffix={unit ? ` ${word(unit)}` : ''} value={value} onChange={(next) => typeof next === 'number' && onChange(next)} />;
  }
  if (!Array.isArray(value)) return <Select aria-label={label} allowDeselect={false} w="min(18rem, 100%)" data={data} value={value} onChange={(next) => next !== null && onChange(next)} />;
  if (choices) return <MultiSelect aria-label={label} w="min(22rem, 100%)" searchable data={data} value={value} onChange={onChange} />;
  return <TagsInput aria-label={label} w="min(22rem, 100%)" value={value} onChange={onChange} />;
}

/** The words of a setting or of one of its values; its own name where it has none. */
function useSettingWord(): (name: string) => string {
  const word = useTexts(settingWords);
  return (name) => (name in settingWords ? word(name as keyof typeof settingWords) : name);
}
