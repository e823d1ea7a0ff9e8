import { Select, TextInput } from '@mantine/core';
import { connectorKinds } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import type { FieldsProps } from './connector-form.tsx';
import { connectorFormText } from './connector-form.text.ts';
import { nameFrom, type ConnectorValues } from './connector-values.calc.ts';
import classes from './connector-form.module.css';

/** What it is called, and where it is. */
export function AddressFields({ values, change, wrong, isNew }: FieldsProps & { isNew: boolean }) {
  const say = useTexts(connectorFormText);
  const { title, name, kind, baseUrl } = values;
  const call = (next: string) => change({ title: next, ...(isNew && name === nameFrom(title) ? { name: nameFrom(next) } : {}) });
  return (
    <Panel title={say('where')}>
      <div className={classes.fields}>
        <TextInput label={say('title')} withAsterisk maxLength={200} value={title} error={wrong('title')} onChange={({ currentTarget: { value } }) => call(value)} />
        <TextInput label={say('name')} withAsterisk maxLength={60} inputWrapperOrder={['label', 'input', 'description', 'error']} description={say(isNew ? 'nameHint' : 'nameChangeHint')} value={name} error={wrong('name')} onChange={({ currentTarget: { value } }) => change({ name: value })} />
        <TextInput label={say('baseUrl')} withAsterisk type="url" maxLength={2000} inputWrapperOrder={['label', 'input', 'description', 'error']} description={say('baseUrlHint')} value={baseUrl} error={wrong('baseUrl')} onChange={({ currentTarget: { value } }) => change({ baseUrl: value })} />
        <Select label={say('kind')} allowDeselect={false} data={connectorKinds.map((each) => ({ value: each, label: say(each) }))} value={kind} onChange={(next) => change({ kind: next as ConnectorValues['kind'] })} />
      </div>
    </Panel>
  );
}
