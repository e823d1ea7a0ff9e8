import type { ImportTarget } from '@kairos/contracts';

/** Words for the fields of a target and for the values they take, in Italian and English, as files of the trade write them. */
export type Synonyms = { fields: Record<string, readonly string[]>; values: Record<string, Record<string, readonly string[]>> };

export const synonyms: Partial<Record<ImportTarget, Synonyms>> = {
  'assets.plants': {
    fields: {
      code: ['codice', 'codice impianto', 'id', 'id impianto', 'identificativo', 'matricola', 'codice censimp', 'censimp', 'plant id', 'plant code', 'power plant id', 'site code'],
      name: ['nome', 'nome impianto', 'denominazione', 'denominazione impianto', 'impianto', 'descrizione', 'plant', 'plant name', 'site name'],
      type: ['tipo', 'tipologia', 'tipo impianto', 'fonte', 'tipo fonte', 'fonte energetica', 'fuel', 'primary fuel', 'energy source', 'source', 'plant type'],
      capacityKw: ['potenza', 'potenza nominale', 'potenza installata', 'potenza di picco', 'potenza efficiente', 'capacity', 'installed capacity', 'nominal power', 'rated power', 'power', 'capacity mw', 'potenza kw', 'potenza mw'],
      status: ['stato', 'stato impianto', 'fase', 'plant status', 'operational status', 'state'],
      location: ['localita', 'ubicazione', 'luogo', 'frazione', 'site', 'place'],
      address: ['indirizzo', 'via', 'street', 'street address'],
      municipality: ['comune', 'citta', 'city', 'town'],
      province: ['provincia', 'prov', 'sigla provincia'],
      region: ['regione'],
      latitudeDeg: ['latitudine', 'lat', 'latitude', 'coord y', 'y'],
      longitudeDeg: ['longitudine', 'lon', 'lng', 'long', 'longitude', 'coord x', 'x'],
      commissionedOn: ['data entrata in esercizio', 'entrata in esercizio', 'data di entrata in esercizio', 'data esercizio', 'in esercizio dal', 'commissioning date', 'commissioned', 'start date', 'operational since'],
      commissioningYear: ['anno', 'anno entrata in esercizio', 'anno di costruzione', 'commissioning year', 'year', 'year of commissioning'],
      ownerName: ['proprietario', 'titolare', 'intestatario', 'societa', 'operatore', 'produttore', 'ragione sociale', 'owner', 'operator', 'company'],
      technology: ['tecnologia', 'generator technology', 'tipo tecnologia'],
      podCode: ['pod', 'codice pod', 'punto di prelievo'],
      timeZone: ['fuso orario', 'fuso', 'time zone', 'timezone'],
      protectedArea: ['area protetta', 'vincolo paesaggistico', 'area vincolata', 'vincolo', 'protected area', 'landscape protection'],
      notes: ['note', 'osservazioni', 'commenti', 'remarks', 'comments'],
    },
    values: {
      protectedArea: { true: ['si', 'vero', 'yes', 'y', 's', '1'], false: ['no', 'falso', 'n', '0'] },
      type: {
        Photovoltaic: ['fotovoltaico', 'fv', 'pv', 'solare', 'solar', 'solar pv', 'sole', 'impianto fotovoltaico', 'solare fotovoltaico'],
        Wind: ['eolico', 'vento', 'eolica', 'onshore wind', 'wind onshore', 'parco eolico'],
        Hydroelectric: ['idroelettrico', 'idro', 'idrico', 'idraulico', 'hydro', 'hydropower', 'acqua', 'mini idro'],
        Biomass: ['biomassa', 'biomasse', 'biogas', 'bioenergie', 'bioenergia'],
        Geothermal: ['geotermico', 'geotermia', 'geotermoelettrico', 'geo'],
      },
      status: {
        'In Authorization': ['in autorizzazione', 'autorizzazione', 'in iter', 'in sviluppo', 'permitting', 'planned', 'progetto'],
        'Under Construction': ['in costruzione', 'costruzione', 'cantiere', 'in realizzazione', 'construction'],
        'In Operation': ['in esercizio', 'esercizio', 'attivo', 'operativo', 'in funzione', 'operational', 'operating', 'active', 'connesso'],
        Decommissioned: ['dismesso', 'cessato', 'chiuso', 'disattivato', 'retired', 'closed', 'shut down'],
      },
    },
  },
  'assets.components': {
    fields: {
      plantCode: ['codice impianto', 'impianto', 'plant', 'plant id', 'site code'],
      code: ['codice', 'codice componente', 'sigla', 'tag', 'component code', 'asset code'],
      name: ['nome', 'denominazione', 'descrizione', 'description', 'component'],
      kind: ['tipo', 'tipologia', 'categoria', 'type', 'category'],
      parentCode: ['componente padre', 'padre', 'parte di', 'parent', 'part of'],
      manufacturer: ['costruttore', 'produttore', 'marca', 'fabbricante', 'brand', 'maker'],
      model: ['modello'],
      serialNumber: ['matricola', 'numero di serie', 'numero seriale', 'serial', 'serial no'],
      installedOn: ['data installazione', 'installato il', 'installation date', 'installed'],
      commissionedOn: ['data messa in esercizio', 'messa in servizio', 'commissioning date'],
      warrantyEndsOn: ['fine garanzia', 'scadenza garanzia', 'garanzia fino al', 'warranty', 'warranty end', 'warranty until'],
      ratedPowerKw: ['potenza nominale', 'potenza', 'rated power', 'power'],
      sf6MassKg: ['massa sf6', 'sf6', 'kg sf6', 'sf6 mass'],
      measures: ['misura', 'grandezza'],
      notes: ['note', 'osservazioni', 'remarks', 'comments'],
    },
    values: {
      kind: { array: ['campo', 'stringa', 'campo fotovoltaico', 'pv array'], inverter: ['convertitore'], turbine: ['turbina', 'aerogeneratore', 'wind turbine'], switchgear: ['quadro', 'quadro mt', 'interruttore', 'sezionatore'], meter: ['contatore', 'misuratore'], other: ['altro'] },
      measures: { production: ['produzione'], 'feed-in': ['immissione', 'scambio'], consumption: ['prelievo', 'consumo'] },
    },
  },
  'assets.readings': {
    fields: {
      meter: ['matricola', 'matricola contatore', 'contatore', 'misuratore', 'serial number', 'meter serial', 'meter id', 'meter code'],
      plantCode: ['codice impianto', 'impianto', 'plant', 'plant id', 'site code'],
      startsAt: ['inizio', 'data e ora', 'data ora', 'data', 'timestamp', 'date time', 'datetime', 'start', 'from', 'periodo'],
      interval: ['intervallo', 'granularita', 'granularity', 'resolution'],
      energyKwh: ['energia', 'energia attiva', 'energia immessa', 'energia prodotta', 'kwh', 'energy', 'active energy', 'value', 'valore', 'lettura'],
      quality: ['qualita', 'tipo dato', 'tipo lettura', 'stato dato', 'flag', 'validity'],
      reason: ['motivo', 'motivo rettifica', 'correction reason'],
    },
    values: {
      quality: { measured: ['effettivo', 'reale', 'misurato', 'actual', 'real'], estimated: ['stimato', 'stima', 'ricostruito', 'estimate'], validated: ['validato', 'certificato'] },
      interval: { '15-minutes': ['15 minuti', 'quarto d ora', 'quartorario', '15min', 'pt15m'], hour: ['ora', 'orario', 'hourly', 'pt1h', 'pt60m'], day: ['giorno', 'giornaliero', 'daily', 'p1d'], month: ['mese', 'mensile', 'monthly', 'p1m'] },
    },
  },
  'identity.users': {
    fields: {
      email: ['e-mail', 'mail', 'posta elettronica', 'indirizzo email', 'indirizzo e-mail', 'email address', 'user'],
      displayName: ['nome', 'nome e cognome', 'nominativo', 'cognome e nome', 'name', 'full name', 'display name'],
      roles: ['ruolo', 'ruoli', 'role', 'profilo', 'profile'],
      plants: ['impianti', 'plant ids', 'perimetro', 'row scope'],
      locale: ['lingua', 'language'],
    },
    values: { locale: { it: ['italiano', 'italian', 'ita'], en: ['inglese', 'english', 'eng'] } },
  },
};
