import { IconCheck } from '@tabler/icons-react';
import { texts } from '../lib/texts.ts';
import { useTexts } from '../lib/use-texts.ts';
import classes from './import-steps.module.css';

const stepText = texts({
  steps: ['Steps of an import', 'Passi di un’importazione'],
  upload: ['Upload', 'Carica'],
  map: ['Read and map', 'Leggi e mappa'],
  plan: ['Plan', 'Pianifica'],
  approve: ['Approve', 'Approva'],
  result: ['Import', 'Importa'],
  done: ['done', 'fatto'],
});
const steps = ['upload', 'map', 'plan', 'approve', 'result'] as const;
export type ImportStep = (typeof steps)[number];

/** Where on its way an import is; `past` where it has come to its end. */
export function ImportSteps({ at }: { at: ImportStep | 'past' }) {
  const say = useTexts(stepText);
  const now = at === 'past' ? steps.length : steps.indexOf(at);
  return (
    <ol className={`${classes.steps} no-print`} aria-label={say('steps')}>
      {steps.map((step, index) => (
        <li key={step} className={classes.step} aria-current={index === now ? 'step' : undefined} data-done={index < now}>
          <span className={classes.number} aria-hidden>{index < now ? <IconCheck size={13} /> : index + 1}</span>
          {say(step)}
          {index < now && <span className="visually-hidden">, {say('done')}</span>}
        </li>
      ))}
    </ol>
  );
}
