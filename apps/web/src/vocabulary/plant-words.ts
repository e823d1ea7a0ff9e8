import { texts } from '../lib/texts.ts';

/** Names that the API keeps in English, as readers know them. */
export const plantWords = texts({
  Photovoltaic: ['Photovoltaic', 'Fotovoltaico'],
  Wind: ['Wind', 'Eolico'],
  Hydroelectric: ['Hydroelectric', 'Idroelettrico'],
  Biomass: ['Biomass', 'Biomassa'],
  Geothermal: ['Geothermal', 'Geotermico'],
  'In Authorization': ['In authorisation', 'In autorizzazione'],
  'Under Construction': ['Under construction', 'In costruzione'],
  'In Operation': ['In operation', 'In esercizio'],
  Decommissioned: ['Decommissioned', 'Dismesso'],
  micro: ['Micro, up to 20 kW', 'Micro, fino a 20 kW'],
  small: ['Small, up to 200 kW', 'Piccolo, fino a 200 kW'],
  medium: ['Medium, up to 1 MW', 'Medio, fino a 1 MW'],
  large: ['Large, up to 10 MW', 'Grande, fino a 10 MW'],
  utility: ['Utility, above 10 MW', 'Utility, oltre 10 MW'],
});
