import { texts } from '../lib/texts.ts';

/** Who receives what is due, what kind it is, and the documents that go with it. */
export const obligationWords = texts({
  DSO: ['Grid operator (DSO)', 'Distributore (DSO)'],
  Terna: ['Terna', 'Terna'],
  GSE: ['GSE', 'GSE'],
  Customs: ['Customs (ADM)', 'Dogane (ADM)'],
  Municipality: ['Municipality', 'Comune'],
  Region: ['Region', 'Regione'],
  Superintendence: ['Superintendence', 'Soprintendenza'],
  Activation: ['Activation', 'Attivazione'],
  Fiscal: ['Fiscal', 'Fiscale'],
  Incentives: ['Incentives', 'Incentivi'],
  Changes: ['Changes', 'Variazioni'],
  Maintenance: ['Maintenance', 'Manutenzione'],
  Compliance: ['Compliance', 'Conformità'],
  Authorisation: ['Authorisation', 'Autorizzativo'],
  Technical: ['Technical', 'Tecnico'],
  Administrative: ['Administrative', 'Amministrativo'],
  Contract: ['Contract', 'Contrattuale'],
  Operational: ['Operational', 'Operativo'],
});
