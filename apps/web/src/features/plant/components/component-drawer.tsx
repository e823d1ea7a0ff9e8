import { Button, Drawer, Group, Skeleton, Stack } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { componentFacts, UpdateComponentBody, type ComponentView, type PlantView } from '@kairos/contracts';
import { useMay } from '../../../lib/use-may.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { Facts } from '../../../ui/facts.tsx';
import { Failure } from '../../../ui/panel.tsx';
import { useFacts } from '../../../vocabulary/use-facts.ts';
import { fieldsOf } from '../facts-form/fact-fields.calc.ts';
import { FactsForm } from '../facts-form/facts-form.tsx';
import { ComponentPlace } from './component-place.tsx';
import { changeComponent, component } from './components.api.ts';
import { componentsText } from './components.text.ts';
import { RegisterComponent } from './register-component.tsx';
import { RemoveComponent } from './remove-component.tsx';
import { appliesTo, useComponentNames } from './use-component-names.ts';

type Props = { plant: PlantView; componentId: string; onClose: () => void };

/** One component beside the tree, or a new one. */
export function ComponentDrawer({ plant, componentId, onClose }: Props) {
  const say = useTexts(componentsText);
  const isNew = componentId === 'new';
  const { data, error, refetch } = useQuery({ ...component(plant.id, componentId), enabled: !isNew });
  return (
    <Drawer opened onClose={onClose} position="right" size="min(38rem, 100vw)" title={isNew ? say('add') : (data?.name ?? '…')}>
      {isNew ? <RegisterComponent plant={plant} onClose={onClose} /> : data ? <Component of={data} onClose={onClose} /> : error ? <Failure error={error} onRetry={refetch} /> : <Skeleton h={240} />}
    </Drawer>
  );
}

function Component({ of, onClose }: { of: ComponentView; onClose: () => void }) {
  const say = useTexts(componentsText);
  const words = useComponentNames();
  const { valueOf } = useFacts();
  const [doing, setDoing] = useState<'edit' | 'remove'>();
  const mayManage = useMay()('assets.component.manage') && of.removedOn === null;
  const stop = () => setDoing(undefined);
  const names = (['code', 'kind', ...Object.keys(componentFacts), ...(of.removedOn === null ? [] : ['removedOn'])] as (keyof ComponentView)[]).filter((name) => appliesTo(of.kind, name));
  if (doing === 'edit') {
    return (
      <FactsForm
        {...words} fields={fieldsOf(componentFacts, { required: ['name'], long: ['notes'] }).filter(({ name }) => appliesTo(of.kind, name))} kept={of} schema={UpdateComponentBody}
        bodyOf={(changed) => changed} save={(body, base) => changeComponent(base, body)} done={() => say('saved', { name: of.name })} onSaved={stop} onCancel={stop}
      />
    );
  }
  return (
    <Stack gap="lg">
      <Facts grid of={names.map((name) => [words.nameOf(name), name === 'kind' || (name === 'measures' && of.measures) ? words.optionOf(name, String(of[name])) : valueOf(name, of[name])])} />
      {mayManage && <ComponentPlace of={of} />}
      {mayManage && (
        <Group gap="xs">
          <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setDoing('edit')}>{say('edit')}</Button>
          <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setDoing('remove')}>{say('remove')}</Button>
        </Group>
      )}
      {doing === 'remove' && <RemoveComponent of={of} onCancel={stop} onRemoved={onClose} />}
    </Stack>
  );
}
