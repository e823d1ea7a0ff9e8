/** What values of lists are called in an Italian letter; in English they are what they are. */
const italian: Readonly<Record<string, string>> = {
  Photovoltaic: 'Fotovoltaico', Wind: 'Eolico', Hydroelectric: 'Idroelettrico', Biomass: 'Biomasse', Geothermal: 'Geotermico',
  'In Operation': 'In esercizio', 'In Authorization': 'In autorizzazione', 'Under Construction': 'In costruzione', Decommissioned: 'Dismesso',
  Draft: 'Bozza', Active: 'In corso', Paused: 'Sospeso', Completed: 'Concluso', Cancelled: 'Annullato',
  Activation: 'Attivazione', Fiscal: 'Fiscale', Incentives: 'Incentivi', Changes: 'Modifiche', Maintenance: 'Manutenzione', Compliance: 'Conformità',
  Monthly: 'Mensile', 'Every two months': 'Bimestrale', Quarterly: 'Trimestrale', 'Half-yearly': 'Semestrale', Yearly: 'Annuale',
  'Not Required': 'Non richiesta', Requested: 'Richiesta', Valid: 'Valida', Expired: 'Scaduta', Refused: 'Negata',
};

/** A value of a list as somebody reads it. */
export function wordFor(value: string, locale: 'en' | 'it'): string {
  return locale === 'it' ? (italian[value] ?? value) : value;
}
