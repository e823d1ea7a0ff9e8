import { texts } from '../lib/texts.ts';

/** How fields of cards and records are written, where that is not plain. */
export const recordHintWords = texts({
  podCode: ['IT, 3 digits of the distributor, E, 8 digits: IT001E12345678. Kept with the plant.', 'IT, 3 cifre del distributore, E, 8 cifre: IT001E12345678. È un dato dell’impianto.'],
  ownerTaxCode: ['Codice fiscale of a person, 16 characters, or the 11 digits of an organisation (P.IVA). Its check character is checked.', 'Codice fiscale di persona, 16 caratteri, o le 11 cifre di un’organizzazione (P.IVA). Il carattere di controllo viene verificato.'],
  ownerPec: ['A certified mailbox, such as energia@pec.example.it', 'Una casella PEC, ad esempio energia@pec.example.it'],
  ownerPhone: ['With its prefix, such as +39 0881 123456', 'Con prefisso, ad esempio +39 0881 123456'],
  responsiblePhone: ['With its prefix, such as +39 0881 123456', 'Con prefisso, ad esempio +39 0881 123456'],
  gaudiCode: ['As Terna gave it, such as IM_0123456', 'Come attribuito da Terna, ad esempio IM_0123456'],
  censimpCode: ['Of the census of plants, by Terna', 'Del censimento impianti di Terna'],
  saprCode: ['Of the plant at the GSE, kept on the registry card', 'Dell’impianto presso il GSE, conservato nella scheda anagrafica'],
  areaM2: ['Square metres', 'Metri quadrati'],
  connectionVoltageKv: ['Kilovolts: 0.4, 15, 150', 'Chilovolt: 0,4, 15, 150'],
  connectionPowerKw: ['Kilowatts', 'Chilowatt'],
  technicalDetails: ['A line for each: tilt = 30', 'Una riga per ciascuno: inclinazione = 30'],
  iban: ['Country, check digits, account: IT60X0542811101000000123456. Its check digits are checked.', 'Paese, cifre di controllo, conto: IT60X0542811101000000123456. Le cifre di controllo vengono verificate.'],
  nominalPowerMw: ['Megawatts', 'Megawatt'],
  activePowerMw: ['Megawatts', 'Megawatt'],
  reactivePowerMvar: ['Megavar', 'Megavar'],
  incentiveEurPerMwh: ['Euros per megawatt-hour', 'Euro per megawattora'],
  estimatedMwhPerYear: ['Megawatt-hours', 'Megawattora'],
  incentivisedCapMwh: ['Megawatt-hours over the whole term', 'Megawattora sull’intera durata'],
  consumptionKwhPerYear: ['Kilowatt-hours', 'Chilowattora'],
  feeEur: ['Euros', 'Euro'],
  portalUser: ['Who signs in there; never a password', 'Chi accede al portale; mai una password'],
});
