import type { FactValue, Predicate } from '@kairos/contracts';
import { useTexts } from '../lib/use-texts.ts';
import classes from './conditions.module.css';
import { factWords } from './fact-words.ts';
import { usePredicateFacts } from './use-predicate-facts.ts';

type Props = {
  predicate: Predicate;
  /** The values of the plant in question, said beside what is asked of them. */
  fields?: Readonly<Record<string, FactValue>>;
};

/** When an obligation applies, as nested sentences. */
export function Conditions({ predicate, fields }: Props) {
  const word = useTexts(factWords);
  const facts = usePredicateFacts();
  if ('field' in predicate) {
    const known = fields && predicate.field in fields ? fields[predicate.field] : undefined;
    return (
      <p className={classes.asked}>
        {facts.asked(predicate)}
        {known !== undefined && <span className={classes.here}>{word('here', { value: facts.value(predicate.field, known) })}</span>}
      </p>
    );
  }
  const [how, terms]: ['all' | 'any' | 'not', readonly Predicate[]] = 'all' in predicate ? ['all', predicate.all] : 'any' in predicate ? ['any', predicate.any] : ['not', [predicate.not]];
  return (
    <div>
      <p className={classes.asked}>{word(how)}</p>
      <ul className={classes.terms}>
        {terms.map((term) => (
          <li key={JSON.stringify(term)}>
            <Conditions predicate={term} {...(fields ? { fields } : {})} />
          </li>
        ))}
      </ul>
    </div>
  );
}
