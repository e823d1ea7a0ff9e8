import { useQuery } from '@tanstack/react-query';
import type { ComponentNode, PlantView } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { componentWords } from '../../vocabulary/component-words.ts';
import { useFacts } from '../../vocabulary/use-facts.ts';
import { componentTree } from './plant.api.ts';
import { plantText } from './plant.text.ts';
import classes from './plant.module.css';

/** What is part of what in a plant. */
export function Components({ plant }: { plant: PlantView }) {
  const say = useTexts(plantText);
  const reading = useQuery(componentTree(plant.id));
  const tree = reading.data?.components ?? [];
  return (
    <Panel title={say('components')} reading={reading} empty={tree.length === 0 && say('noComponents')}>
      <Level nodes={tree} />
      <p className={classes.quiet}>{say('componentCount', { count: countOf(tree) })}</p>
    </Panel>
  );
}

function Level({ nodes, inner = false }: { nodes: readonly ComponentNode[]; inner?: boolean }) {
  const word = useTexts(componentWords);
  const { valueOf } = useFacts();
  return (
    <ul className={inner ? undefined : classes.tree}>
      {nodes.map(({ id, code, name, kind, ratedPowerKw, components }) => (
        <li key={id}>
          <div className={classes.component}>
            <span>{name}</span>
            <span>{[code, word(kind), ratedPowerKw && valueOf('ratedPowerKw', ratedPowerKw)].filter(Boolean).join(' · ')}</span>
          </div>
          {components.length > 0 && <Level nodes={components} inner />}
        </li>
      ))}
    </ul>
  );
}

const countOf = (nodes: readonly ComponentNode[]): number => nodes.reduce((sum, { components }) => sum + 1 + countOf(components), 0);
