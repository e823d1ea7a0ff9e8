import type { TenantView } from '@kairos/contracts';

export type TenantValues = { name: string; vatNumber: string; taxCode: string; timeZone: string; locale: TenantView['locale']; contactName: string; contactEmail: string; contactPhone: string };

/** What a tenant says of itself, as a form holds it. */
export function valuesOf({ name, vatNumber, taxCode, timeZone, locale, contact }: Pick<TenantView, 'name' | 'vatNumber' | 'taxCode' | 'timeZone' | 'locale' | 'contact'>): TenantValues {
  return { name, vatNumber: vatNumber ?? '', taxCode: taxCode ?? '', timeZone, locale, contactName: contact?.name ?? '', contactEmail: contact?.email ?? '', contactPhone: contact?.phone ?? '' };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What changed, as the API takes it: what is emptied is taken back, and a contact changes as a whole. */
export function bodyOf(began: TenantValues, values: TenantValues): Record<string, unknown> {
  const { contactName, contactEmail, contactPhone } = values;
  const said = {
    name: values.name, vatNumber: orNull(values.vatNumber), taxCode: orNull(values.taxCode), timeZone: values.timeZone, locale: values.locale,
  };
  const changed = Object.entries(said).filter(([name]) => values[name as keyof typeof said] !== began[name as keyof typeof said]);
  const contactChanged = (['contactName', 'contactEmail', 'contactPhone'] as const).some((name) => values[name] !== began[name]);
  const contact = [contactName, contactEmail, contactPhone].every((text) => text.trim() === '') ? null : { name: contactName, email: contactEmail, phone: orNull(contactPhone) };
  return { ...Object.fromEntries(changed), ...(contactChanged ? { contact } : {}) };
}
