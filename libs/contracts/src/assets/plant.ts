import { z } from 'zod';

export const plantTypes = ['Photovoltaic', 'Wind', 'Hydroelectric', 'Biomass', 'Geothermal'] as const;
export const PlantType = z.enum(plantTypes);
export type PlantType = z.infer<typeof PlantType>;

export const plantStatuses = ['In Authorization', 'Under Construction', 'In Operation', 'Decommissioned'] as const;
export const PlantStatus = z.enum(plantStatuses);
export type PlantStatus = z.infer<typeof PlantStatus>;

/** Which status may follow which. Decommissioned is final. */
export const plantStatusTransitions: Record<PlantStatus, readonly PlantStatus[]> = {
  'In Authorization': ['Under Construction', 'Decommissioned'],
  'Under Construction': ['In Operation', 'In Authorization', 'Decommissioned'],
  'In Operation': ['Decommissioned', 'Under Construction'],
  Decommissioned: [],
};

/** The 20 regions of Italy by their official names. */
export const italianRegions = [
  'Abruzzo', 'Basilicata', 'Calabria', 'Campania', 'Emilia-Romagna', 'Friuli-Venezia Giulia', 'Lazio', 'Liguria',
  'Lombardia', 'Marche', 'Molise', 'Piemonte', 'Puglia', 'Sardegna', 'Sicilia', 'Toscana', 'Trentino-Alto Adige',
  'Umbria', "Valle d'Aosta", 'Veneto',
] as const;
export const ItalianRegion = z.enum(italianRegions);
export type ItalianRegion = z.infer<typeof ItalianRegion>;

/** Size bands by installed capacity: micro ≤ 20 kW, small ≤ 200, medium ≤ 1000, large ≤ 10 MW, utility above. */
export const sizeBands = ['micro', 'small', 'medium', 'large', 'utility'] as const;
export const SizeBand = z.enum(sizeBands);
export type SizeBand = z.infer<typeof SizeBand>;
