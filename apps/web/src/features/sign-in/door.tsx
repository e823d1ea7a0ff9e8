import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Locale } from '@kairos/contracts';
import { chooseLocale, useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { signInText } from './sign-in.text.ts';
import classes from './sign-in.module.css';

/** What stands in front of the door, whatever one comes for. */
export function Door({ children }: { children: ReactNode }) {
  const say = useTexts(signInText);
  const locale = useLocale();
  return (
    <main className={classes.page}>
      <section className={classes.promise}>
        <div className={classes.brand}>
          <img src="/kairos.svg" width={34} height={34} alt="" />
          Kairos
        </div>
        <p>{say('promise')}</p>
      </section>
      <section className={classes.form}>
        {children}
        <SegmentedControl
          className={classes.language} size="xs" aria-label={say('language')} value={locale} onChange={(value) => chooseLocale(value as Locale)}
          data={[{ value: 'en', label: 'English' }, { value: 'it', label: 'Italiano' }]}
        />
      </section>
    </main>
  );
}
