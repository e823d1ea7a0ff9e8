import { Button } from '@mantine/core';
import type { PlantChangeView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { FactChanges } from '../../vocabulary/fact-changes.tsx';
import { PersonName } from '../../vocabulary/person-name.tsx';
import { plantPartWords } from '../../vocabulary/record-field-words.ts';
import { historyText } from './history.text.ts';
import classes from './plant.module.css';

type Props = { change: PlantChangeView; onTakeBack?: (() => void) | undefined };

/** One change: of what, when, by whom, why, and what it replaced. */
export function ChangeEntry({ change: { part, at, actorKind, actorId, reason, changeSet, before, after }, onTakeBack }: Props) {
  const say = useTexts(historyText);
  const word = useTexts(plantPartWords);
  const { instant } = useFormats();
  return (
    <li className={classes.change}>
      <div className={classes.changeHead}>
        <h3>
          {word(part)} · <time dateTime={at}>{instant(at)}</time> {say('by')} {actorKind === 'service' ? say('service') : <PersonName userId={actorKind === 'user' ? actorId : null} />}
        </h3>
        {onTakeBack && <Button size="compact-sm" variant="default" onClick={onTakeBack} aria-label={say('takeBackOf', { at: instant(at) })}>{say('takeBack')}</Button>}
      </div>
      {reason && <p className={classes.reason}>{say('forReason', { reason })}</p>}
      {changeSet && (
        <p className={classes.quiet}>
          {say('bySet', { title: changeSet.title })} <PersonName userId={changeSet.proposedBy} />, {say('approvedBy')} <PersonName userId={changeSet.approvedBy} />
        </p>
      )}
      <FactChanges label={say('changesOf', { at: instant(at) })} changes={Object.keys(after).map((field) => ({ field, from: before[field], to: after[field] }))} from={say('before')} to={say('after')} />
    </li>
  );
}
