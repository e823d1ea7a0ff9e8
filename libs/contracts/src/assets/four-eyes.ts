import { authorityRecordFields, fieldsKeptElsewhere } from './authority-records.ts';
import { UpdatePlantBody } from './plant.http.ts';
import { registryCardFacts } from './registry-card.http.ts';

const ofRecords = Object.entries(authorityRecordFields).flatMap(([authority, fields]) => Object.keys(fields).map((field) => `${authority}.${field}`));

/**
 * The fields that a tenant may have changed by approved change sets alone, by their names in the setting `fourEyesFields`: those of a plant as
 * they are, those of its card and of the records of authorities behind the name of the part, `registry-card.policyNumber`, `gse.iban`.
 */
export const fourEyesFields = [
  ...Object.keys(UpdatePlantBody.shape), 'status', ...Object.keys(registryCardFacts).map((field) => `registry-card.${field}`), ...ofRecords.filter((field) => !(field in fieldsKeptElsewhere)),
] as [string, ...string[]];
