import { italianRegions } from '@kairos/contracts';
import type { PlantStatus, PlantType, RegisterPlantBody } from '@kairos/contracts';

/** A plant to register, and the story that follows: the statuses it passes through and the capacity it is repowered to. */
export type DemoPlant = { body: RegisterPlantBody; history: PlantStatus[]; repoweredToKw?: string };

const types: Record<string, { type: PlantType; word: string; technology: string }> = {
  P: { type: 'Photovoltaic', word: 'Parco Solare', technology: 'Monocrystalline modules, string inverters' },
  W: { type: 'Wind', word: 'Parco Eolico', technology: 'Three-blade onshore turbines' },
  H: { type: 'Hydroelectric', word: 'Centrale Idroelettrica', technology: 'Run-of-river, Kaplan turbines' },
  B: { type: 'Biomass', word: 'Centrale a Biomasse', technology: 'Wood chip boiler with steam turbine' },
  G: { type: 'Geothermal', word: 'Centrale Geotermica', technology: 'Binary cycle' },
};

// Real municipalities, made-up plants: type | municipality | province | region | latitude | longitude | kW | commissioned on | note.
// The note says what happens next: `B` under construction, `A` in authorisation, `D` decommissioned, `>n` repowered to n kW.
const rows = `
P|Montalto di Castro|VT|Lazio|42.3506|11.6078|6000|2011-04-28|>6450
P|Brindisi|BR|Puglia|40.6327|17.9418|998.5|2012-06-30|
P|Rovigo|RO|Veneto|45.0698|11.7902|4992.4|2010-11-26|
P|Canaro|RO|Veneto|44.9333|11.6767|975|2011-08-31|
P|Priolo Gargallo|SR|Sicilia|37.1563|15.1848|5120|2019-05-14|
P|Carlentini|SR|Sicilia|37.2747|15.0147|199.8|2013-02-22|
P|Villacidro|SU|Sardegna|39.4567|8.7417|2350|2011-05-06|
P|Sassari|SS|Sardegna|40.7259|8.5557|20|2016-09-19|
P|Foggia|FG|Puglia|41.4622|15.5446|990|2011-12-21|D
P|Alessandria|AL|Piemonte|44.9130|8.6150|499.2|2012-03-30|
P|Cuneo|CN|Piemonte|44.3845|7.5427|96.6|2014-07-11|
P|Ferrara|FE|Emilia-Romagna|44.8381|11.6198|749.8|2012-08-24|
P|Ravenna|RA|Emilia-Romagna|44.4184|12.2035|3100|2026-03-02|B
P|Grosseto|GR|Toscana|42.7635|11.1124|1990|2022-10-05|
P|Perugia|PG|Umbria|43.1107|12.3908|48.3|2015-05-29|
P|Jesi|AN|Marche|43.5228|13.2439|18.9|2017-04-12|
P|Macerata|MC|Marche|43.2984|13.4531|660|2011-06-27|>720
P|Termoli|CB|Molise|41.9990|14.9950|1250|2020-12-16|
P|Teramo|TE|Abruzzo|42.6589|13.7039|310.5|2013-09-03|
P|Benevento|BN|Campania|41.1298|14.7826|870|2027-01-18|A
P|Matera|MT|Basilicata|40.6664|16.6043|1480|2011-03-31|
P|Crotone|KR|Calabria|39.0808|17.1272|2240|2018-11-08|
P|Imperia|IM|Liguria|43.8897|8.0395|15.6|2019-07-23|
P|Udine|UD|Friuli-Venezia Giulia|46.0711|13.2346|410.2|2012-10-19|
W|Bisaccia|AV|Campania|41.0133|15.3756|20000|2008-05-20|>26400
W|Sant'Agata di Puglia|FG|Puglia|41.1503|15.3803|36000|2009-10-14|
W|Melfi|PZ|Basilicata|40.9961|15.6519|18000|2014-12-02|
W|Isola di Capo Rizzuto|KR|Calabria|38.9594|17.0953|48000|2011-02-17|
W|Buddusò|SS|Sardegna|40.5786|9.2583|69000|2011-12-06|
W|Collarmele|AQ|Abruzzo|42.0603|13.6261|7650|2005-09-30|D
W|Varese Ligure|SP|Liguria|44.3769|9.5931|3200|2012-04-18|
W|Trapani|TP|Sicilia|38.0176|12.5365|30000|2027-06-30|B
H|Premana|LC|Lombardia|46.0528|9.4208|2890|1998-06-15|
H|Edolo|BS|Lombardia|46.1789|10.3325|1320|2003-03-27|
H|Courmayeur|AO|Valle d'Aosta|45.7969|6.9690|940|2007-10-10|
H|Malles Venosta|BZ|Trentino-Alto Adige|46.6875|10.5450|5400|1986-08-01|>5820
H|Ampezzo|UD|Friuli-Venezia Giulia|46.4147|12.7950|180|2015-11-13|
B|Castiglione d'Orcia|SI|Toscana|43.0058|11.6156|999|2013-05-31|
B|Crova|VC|Piemonte|45.3297|8.2083|6300|2010-01-22|
G|Castelnuovo di Val di Cecina|PI|Toscana|43.2094|10.9042|14500|2012-07-05|`;

const stories: Record<string, PlantStatus[]> = {
  A: ['In Authorization'],
  B: ['In Authorization', 'Under Construction'],
  D: ['In Operation', 'Decommissioned'],
};

function regionNamed(name: string): (typeof italianRegions)[number] {
  const region = italianRegions.find((known) => known === name);
  if (!region) throw new Error(`${name} is no Italian region`);
  return region;
}

function demoPlant(row: string, index: number): DemoPlant {
  const [kind = '', municipality = '', province = '', region = '', latitudeDeg = '', longitudeDeg = '', capacityKw = '', commissionedOn = '', note = ''] = row.split('|');
  const described = types[kind];
  if (!described) throw new Error(`unknown kind ${kind}`);
  const [status = 'In Operation', ...history] = stories[note] ?? (index % 8 === 3 ? ['Under Construction', 'In Operation'] : ['In Operation']);
  const number = String(index + 1).padStart(3, '0');
  const body: RegisterPlantBody = {
    code: `DEMO-${number}`,
    name: `${described.word} ${municipality}`,
    type: described.type,
    technology: described.technology,
    status: status as PlantStatus,
    capacityKw,
    location: `${municipality} (${province})`,
    municipality,
    province,
    region: regionNamed(region),
    latitudeDeg,
    longitudeDeg,
    commissionedOn: note === 'A' || note === 'B' ? null : commissionedOn,
    ownerName: index % 3 === 0 ? 'Energia Chiara S.r.l.' : index % 3 === 1 ? 'Vento del Sud S.p.A.' : 'Acque Alte Società Agricola',
    podCode: `IT001E${String(10_000_000 + 7919 * (index + 1)).slice(0, 8)}`,
    protectedArea: false,
    tags: ['demo'],
  };
  return note.startsWith('>') ? { body, history, repoweredToKw: note.slice(1) } : { body, history };
}

/** Forty plants across all regions of Italy, the same at every start. */
export function demoPlants(): DemoPlant[] {
  return rows.trim().split('\n').map(demoPlant);
}
