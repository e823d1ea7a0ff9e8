import { Alert, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ComponentView } from '@kairos/contracts';
import { isProblem } from '../../../lib/problem.ts';
import { useCommand } from '../../../lib/use-command.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { showUndo } from '../../../ui/show-undo.tsx';
import { componentTree } from '../plant.api.ts';
import { placesIn } from './component-places.calc.ts';
import { moveComponent } from './components.api.ts';
import { componentsText } from './components.text.ts';

const plantItself = 'plant';

/** What a component is part of; it moves as soon as another place is chosen, and back again. */
export function ComponentPlace({ of }: { of: ComponentView }) {
  const say = useTexts(componentsText);
  const { data } = useQuery(componentTree(of.plantId));
  const places = [{ value: plantItself, label: say('plantItself') }, ...placesIn(data?.components ?? [], of.id).map(({ id, label }) => ({ value: id, label }))];
  const changes = [['assets']];
  const back = useCommand({ run: ({ moved, parentId }: { moved: ComponentView; parentId: ComponentView['parentId'] }) => moveComponent(moved, parentId), changes, done: () => say('movedBack', { name: of.name }) });
  const move = useCommand({
    run: ({ parentId }: { parentId: string | null; place: string }) => moveComponent(of, parentId), changes, shows: ['stale'],
    onDone: (moved, { place }) => showUndo(say('moved', { name: of.name, place }), () => back.mutate({ moved, parentId: of.parentId })),
  });
  const chosen = (value: string | null) => {
    if (value === null || value === (of.parentId ?? plantItself) || move.isPending) return;
    const place = places.find((known) => known.value === value)?.label ?? '';
    move.mutate({ parentId: value === plantItself ? null : value, place });
  };
  return (
    <>
      {isProblem(move.error, 'stale') && <Alert color="yellow" role="alert">{say('stale')}</Alert>}
      <Select label={say('partOf')} description={say('partOfHint')} searchable allowDeselect={false} data={places} value={of.parentId ?? plantItself} onChange={chosen} />
    </>
  );
}
