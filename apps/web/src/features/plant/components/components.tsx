import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ComponentNode, ComponentView, PlantView } from '@kairos/contracts';
import { todayHere } from '../../../lib/today.ts';
import { useFormats } from '../../../lib/use-formats.ts';
import { useMay } from '../../../lib/use-may.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { Panel } from '../../../ui/panel.tsx';
import { componentWords } from '../../../vocabulary/component-words.ts';
import { useFacts } from '../../../vocabulary/use-facts.ts';
import { componentTree } from '../plant.api.ts';
import { plantText } from '../plant.text.ts';
import { ComponentDrawer } from './component-drawer.tsx';
import { standingComponents } from './components.api.ts';
import { componentsText } from './components.text.ts';
import { RemovedComponents } from './removed-components.tsx';
import classes from '../plant.module.css';

/** What is part of what in a plant; the one that is open stands in the address. */
export function Components({ plant }: { plant: PlantView }) {
  const say = useTexts(plantText);
  const sayHere = useTexts(componentsText);
  const mayManage = useMay()('assets.component.manage');
  const { component } = useSearch({ from: '/inside/plants/$plantId' });
  const navigate = useNavigate({ from: '/plants/$plantId' });
  const reading = useQuery(componentTree(plant.id));
  const { data: listed = [] } = useQuery(standingComponents(plant.id));
  const tree = reading.data?.components ?? [];
  const open = (id: string | undefined) => void navigate({ search: (previous) => ({ ...previous, component: id }) });
  const add = mayManage && <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => open('new')}>{sayHere('add')}</Button>;
  return (
    <div className={classes.parts}>
      <Panel title={say('components')} reading={reading} empty={tree.length === 0 && say('noComponents')} actions={add}>
        <Level nodes={tree} known={new Map(listed.map((one) => [one.id, one]))} />
        <p className={classes.quiet}>{say('componentCount', { count: countOf(tree) })}</p>
      </Panel>
      <RemovedComponents plantId={plant.id} />
      {component !== undefined && (component !== 'new' || mayManage) && <ComponentDrawer key={component} plant={plant} componentId={component} onClose={() => open(undefined)} />}
    </div>
  );
}

type LevelProps = { nodes: readonly ComponentNode[]; known: ReadonlyMap<string, ComponentView>; inner?: boolean };

function Level({ nodes, known, inner = false }: LevelProps) {
  const word = useTexts(componentWords);
  const { valueOf } = useFacts();
  const warranty = useWarranty();
  const told = ({ id, code, kind, ratedPowerKw }: ComponentNode) => {
    const { manufacturer, model, serialNumber, sf6MassKg, warrantyEndsOn } = known.get(id) ?? {};
    return [code, word(kind), ratedPowerKw && valueOf('ratedPowerKw', ratedPowerKw), [manufacturer, model].filter(Boolean).join(' '), serialNumber, sf6MassKg && `SF₆ ${valueOf('sf6MassKg', sf6MassKg)}`, warranty(warrantyEndsOn)];
  };
  return (
    <ul className={inner ? undefined : classes.tree}>
      {nodes.map((node) => (
        <li key={node.id}>
          <div className={classes.component}>
            <Link from="/plants/$plantId" to="." search={(previous) => ({ ...previous, component: node.id })} className={classes.componentLink}>{node.name}</Link>
            <span>{told(node).filter(Boolean).join(' · ')}</span>
          </div>
          {node.components.length > 0 && <Level nodes={node.components} known={known} inner />}
        </li>
      ))}
    </ul>
  );
}

function useWarranty(): (endsOn: string | null | undefined) => string | undefined {
  const say = useTexts(componentsText);
  const { day } = useFormats();
  const today = todayHere();
  return (endsOn) => (endsOn ? say(endsOn < today ? 'warrantyEnded' : 'warrantyEnds', { day: day(endsOn) }) : undefined);
}

const countOf = (nodes: readonly ComponentNode[]): number => nodes.reduce((sum, { components }) => sum + 1 + countOf(components), 0);
