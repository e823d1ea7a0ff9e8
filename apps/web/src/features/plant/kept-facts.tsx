import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { PersonName } from '../../vocabulary/person-name.tsx';
import { useFacts } from '../../vocabulary/use-facts.ts';
import { plantText } from './plant.text.ts';
import classes from './plant.module.css';

type Kept = { updatedAt: string | null; updatedBy: string | null };

/** What a card or a record holds, how many of its fields hold nothing, and who wrote to it last. */
export function KeptFacts({ fields, kept }: { fields: readonly string[]; kept: Kept }) {
  const say = useTexts(plantText);
  const { instant } = useFormats();
  const { nameOf, valueOf } = useFacts();
  const held = kept as Kept & Record<string, unknown>;
  const filled = fields.filter((field) => held[field] !== null && held[field] !== undefined);
  const empty = fields.length - filled.length;
  return (
    <>
      <Facts grid of={filled.map((field) => [nameOf(field), valueOf(field, held[field])])} />
      <p className={classes.quiet}>
        {empty > 0 && `${say('emptyFields', { count: empty })}. `}
        {kept.updatedAt && <>{say('lastChanged', { at: instant(kept.updatedAt) })} <PersonName userId={kept.updatedBy} /></>}
      </p>
    </>
  );
}
