import { NumberInput, Text } from '@mantine/core';
import { DeliveryPolicy } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import type { FieldsProps } from './connector-form.tsx';
import { connectorFormText } from './connector-form.text.ts';
import { isTime, policyFields, type PolicyField } from './connector-values.calc.ts';
import classes from './connector-form.module.css';

/** How often, how many at once, and what becomes of failures. */
export function PolicyFields({ values: { policy }, change, wrong }: FieldsProps) {
  const say = useTexts(connectorFormText);
  const { number } = useFormats();
  const limits = (field: PolicyField) => {
    const { minValue, maxValue } = DeliveryPolicy.shape[field].unwrap();
    const unit = isTime(field) ? 1000 : 1;
    return { least: number(Number(minValue) / unit), most: number(Number(maxValue) / unit) };
  };
  return (
    <Panel title={say('policy')}>
      <Text c="var(--ink-quiet)" mb="sm">{say('policyHint')}</Text>
      <div className={classes.fields}>
        {policyFields.map((field) => (
          <NumberInput key={field} label={say(field)} allowDecimal={isTime(field)} allowNegative={false} value={policy[field]} error={wrong(`policy.${field}`) && say('between', limits(field))} onChange={(value) => change({ policy: { ...policy, [field]: value } })} />
        ))}
      </div>
    </Panel>
  );
}
