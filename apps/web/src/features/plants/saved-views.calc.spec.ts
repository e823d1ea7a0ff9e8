import { describe, expect, it } from '@jest/globals';
import { SaveViewBody } from '@kairos/contracts';
import { searchOf, viewOf } from './saved-views.calc.ts';

const columns = ['name', 'code', 'capacityKw'];

describe('a view of the list', () => {
  it('keeps what a search narrows to, its order and its columns as the API takes them, and gives them back', () => {
    const search = { type: 'Wind', province: 'FG', protectedArea: false, capacityFromKw: '20', sort: '-capacityKw', columns: 'name,code' } as const;
    const view = viewOf(search, ['name', 'code']);
    expect(SaveViewBody.parse({ name: 'Wind of Foggia', ...view })).toMatchObject(view);
    expect(searchOf(view, columns)).toEqual(search);
  });

  it('names neither order nor columns in the address where they are the usual ones', () => {
    expect(searchOf(viewOf({ text: 'alpe' }, columns), [])).toEqual({ text: 'alpe' });
  });

  it('shows the columns that the list knows of those it names', () => expect(searchOf({ filters: {}, sort: 'name', columns: ['notes', 'code', 'customFields.tipHeight'] }, columns)).toEqual({ columns: 'code' }));

  it.each([{ 'customFields.tipHeight': '90' }, { type: 'Nuclear' }])('is not shown by half where it narrows by what the list cannot: %j', (filters) => {
    expect(searchOf({ filters, sort: 'name', columns }, columns)).toBeUndefined();
  });
});
