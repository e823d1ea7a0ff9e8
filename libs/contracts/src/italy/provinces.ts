import type { ItalianRegion } from '../assets/plant.ts';

/**
 * The 107 provinces, metropolitan cities and bodies of their rank (ISTAT, 2024), by region: their letters on number plates, and their names. Beside them the four
 * of Sardinia that were abolished in 2016 and called back by its law 7/2021: registers of before and of today name them.
 */
const provincesByRegion: Record<ItalianRegion, Record<string, string>> = {
  Abruzzo: { AQ: "L'Aquila", CH: 'Chieti', PE: 'Pescara', TE: 'Teramo' },
  Basilicata: { MT: 'Matera', PZ: 'Potenza' },
  Calabria: { CS: 'Cosenza', CZ: 'Catanzaro', KR: 'Crotone', RC: 'Reggio Calabria', VV: 'Vibo Valentia' },
  Campania: { AV: 'Avellino', BN: 'Benevento', CE: 'Caserta', NA: 'Napoli', SA: 'Salerno' },
  'Emilia-Romagna': { BO: 'Bologna', FC: 'Forlì-Cesena', FE: 'Ferrara', MO: 'Modena', PC: 'Piacenza', PR: 'Parma', RA: 'Ravenna', RE: "Reggio nell'Emilia", RN: 'Rimini' },
  'Friuli-Venezia Giulia': { GO: 'Gorizia', PN: 'Pordenone', TS: 'Trieste', UD: 'Udine' },
  Lazio: { FR: 'Frosinone', LT: 'Latina', RI: 'Rieti', RM: 'Roma', VT: 'Viterbo' },
  Liguria: { GE: 'Genova', IM: 'Imperia', SP: 'La Spezia', SV: 'Savona' },
  Lombardia: { BG: 'Bergamo', BS: 'Brescia', CO: 'Como', CR: 'Cremona', LC: 'Lecco', LO: 'Lodi', MB: 'Monza e della Brianza', MI: 'Milano', MN: 'Mantova', PV: 'Pavia', SO: 'Sondrio', VA: 'Varese' },
  Marche: { AN: 'Ancona', AP: 'Ascoli Piceno', FM: 'Fermo', MC: 'Macerata', PU: 'Pesaro e Urbino' },
  Molise: { CB: 'Campobasso', IS: 'Isernia' },
  Piemonte: { AL: 'Alessandria', AT: 'Asti', BI: 'Biella', CN: 'Cuneo', NO: 'Novara', TO: 'Torino', VB: 'Verbano-Cusio-Ossola', VC: 'Vercelli' },
  Puglia: { BA: 'Bari', BR: 'Brindisi', BT: 'Barletta-Andria-Trani', FG: 'Foggia', LE: 'Lecce', TA: 'Taranto' },
  Sardegna: { CA: 'Cagliari', CI: 'Carbonia-Iglesias', NU: 'Nuoro', OG: 'Ogliastra', OR: 'Oristano', OT: 'Olbia-Tempio', SS: 'Sassari', SU: 'Sud Sardegna', VS: 'Medio Campidano' },
  Sicilia: { AG: 'Agrigento', CL: 'Caltanissetta', CT: 'Catania', EN: 'Enna', ME: 'Messina', PA: 'Palermo', RG: 'Ragusa', SR: 'Siracusa', TP: 'Trapani' },
  Toscana: { AR: 'Arezzo', FI: 'Firenze', GR: 'Grosseto', LI: 'Livorno', LU: 'Lucca', MS: 'Massa-Carrara', PI: 'Pisa', PO: 'Prato', PT: 'Pistoia', SI: 'Siena' },
  'Trentino-Alto Adige': { BZ: 'Bolzano', TN: 'Trento' },
  Umbria: { PG: 'Perugia', TR: 'Terni' },
  "Valle d'Aosta": { AO: 'Aosta' },
  Veneto: { BL: 'Belluno', PD: 'Padova', RO: 'Rovigo', TV: 'Treviso', VE: 'Venezia', VI: 'Vicenza', VR: 'Verona' },
};

export type Province = { code: string; name: string; region: ItalianRegion };

export const italianProvinces: readonly Province[] = Object.entries(provincesByRegion).flatMap(([region, provinces]) =>
  Object.entries(provinces).map(([code, name]) => ({ code, name, region: region as ItalianRegion })),
);

const byCode = new Map(italianProvinces.map((province) => [province.code, province]));

/** The province of two letters, `MI`; nothing when there is none. */
export function provinceOf(code: string): Province | undefined {
  return byCode.get(code);
}

/** What is wrong with the two letters of a province; nothing when they are those of one. */
export function provinceProblem(code: string): string | undefined {
  if (byCode.has(code)) return undefined;
  if (!/^[A-Z]{2}$/.test(code)) return 'must be the two-letter code of a province, such as MI';
  return `${code} is none of the provinces of Italy`;
}

/** What is wrong with a province beside a region; nothing when it lies there, or one of the two is not known. */
export function provinceInRegionProblem({ province, region }: { province?: string | null | undefined; region?: string | null | undefined }): string | undefined {
  const known = province ? byCode.get(province) : undefined;
  return known && region && known.region !== region ? `${known.code} (${known.name}) lies in ${known.region}, not in ${region}` : undefined;
}
