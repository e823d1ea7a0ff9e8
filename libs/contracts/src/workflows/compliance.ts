import { z } from 'zod';
import { LocalText } from './local-text.ts';

/** The eight items that the score is made of. */
export const scoredComplianceItems = [
  'dso-connection', 'terna-registration', 'gse-activation', 'customs-licence', 'spi-verification', 'consumption-declaration', 'antimafia', 'fuel-mix',
] as const;
export const ScoredComplianceItem = z.enum(scoredComplianceItems);
export type ScoredComplianceItem = z.infer<typeof ScoredComplianceItem>;

/** Items that are kept beside them and do not count. */
export const unscoredComplianceItems = ['via-screening', 'aia'] as const;

/** An item: one of those above, or one of a tenant's own, `custom-…`. */
export const ComplianceItemCode = z.enum([...scoredComplianceItems, ...unscoredComplianceItems]).or(z.string().max(80).regex(/^custom-[a-z0-9]+(-[a-z0-9]+)*$/, "must be an item of the checklist, or 'custom-' and lower-case words joined by hyphens"));
export type ComplianceItemCode = z.infer<typeof ComplianceItemCode>;

export const complianceStates = ['done', 'notDone', 'notApplicable'] as const;
export const ComplianceState = z.enum(complianceStates);
export type ComplianceState = z.infer<typeof ComplianceState>;

/** A score below this calls for somebody's attention. */
export const complianceAlertBelow = 70;

export const complianceTitles: Record<ScoredComplianceItem | (typeof unscoredComplianceItems)[number], LocalText> = {
  'dso-connection': { en: 'Connection by the DSO', it: 'Connessione del distributore' },
  'terna-registration': { en: 'Registration with Terna (GAUDÌ)', it: 'Registrazione Terna (GAUDÌ)' },
  'gse-activation': { en: 'Activation with GSE', it: 'Attivazione GSE' },
  'customs-licence': { en: 'Licence of the electric workshop', it: 'Licenza di officina elettrica' },
  'spi-verification': { en: 'Check of the interface protection (SPI)', it: 'Verifica SPI' },
  'consumption-declaration': { en: 'Annual consumption declaration', it: 'Dichiarazione annuale di consumo' },
  antimafia: { en: 'Antimafia documentation', it: 'Documentazione antimafia' },
  'fuel-mix': { en: 'Fuel mix disclosure', it: 'Comunicazione del mix energetico' },
  'via-screening': { en: 'Screening for environmental impact (VIA)', it: 'Verifica di assoggettabilità a VIA' },
  aia: { en: 'Integrated environmental authorisation (AIA)', it: 'Autorizzazione integrata ambientale (AIA)' },
};
