import { expect, it } from '@jest/globals';
import { authorityRecordFields, ChangeSetStatus, componentKinds, maintenanceStatuses, maintenanceTypes, plantParts, PlantView, registryCardFacts } from '@kairos/contracts';
import { changeSetWords } from './change-set-words.ts';
import { componentWords } from './component-words.ts';
import { maintenanceWords } from './maintenance-words.ts';
import { plantFieldWords } from './plant-field-words.ts';
import { cardFieldWords, plantPartWords, recordFieldWords } from './record-field-words.ts';

const fieldWords = { ...recordFieldWords, ...cardFieldWords, ...plantFieldWords };
/** Not told to anybody. */
const inward = ['id', 'version', 'inactiveCustomFields'];

it('has a name for every field that is kept of a plant', () => {
  const fields = [...Object.keys(PlantView.shape), ...Object.keys(registryCardFacts), ...Object.values(authorityRecordFields).flatMap((record) => Object.keys(record))];
  expect(fields.filter((field) => !(field in fieldWords) && !inward.includes(field))).toEqual([]);
});

it('has a word for everything that the API enumerates', () => {
  expect(componentKinds.filter((kind) => !(kind in componentWords))).toEqual([]);
  expect([...maintenanceTypes, ...maintenanceStatuses].filter((name) => !(name in maintenanceWords))).toEqual([]);
  expect(ChangeSetStatus.options.filter((status) => !(status in changeSetWords))).toEqual([]);
  expect(plantParts.filter((part) => !(part in plantPartWords))).toEqual([]);
});
