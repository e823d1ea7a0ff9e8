import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { recordedOn } from '@kairos/event-bus';
import { aPlant } from '../test/plant.builder.ts';
import { Plant } from './plant.entity.ts';
import type { PlantRules } from './plant-rules.calc.ts';
import { sizeBandOf } from './plant-view.calc.ts';

const rules: PlantRules = { fourEyesFields: new Set(), customFields: new Map(), incentivesBasis: 'total' };
const registered = (facts = {}) => Plant.register(aPlant(facts), randomUUID(), rules);
const eventsOf = (plant: Plant) => recordedOn(plant).map((event) => event.definition.type);

describe('a plant', () => {
  it('tells the whole state when it is registered', () => {
    const plant = registered({ code: 'IT-001', capacityKw: '998.5' });
    expect(recordedOn(plant)[0]?.data).toMatchObject({ plantId: plant.id, code: 'IT-001', capacityKw: '998.5', region: 'Puglia', commissionedOn: null });
  });

  it('says where it stands under protection, and of what authorities granted that nobody recorded it', () => {
    const plant = registered({ protectedArea: true });
    expect(plant.state()).toMatchObject({ protectedArea: true, incentivesPerYearEur: null, incentivesTotalEur: null, customsLicenceActive: null });
    expect(plant.update({ protectedArea: false }, rules)).toEqual(['protectedArea']);
    plant.incentivesTotalEur = '150000.50';
    expect(plant.state().incentivesTotalEur).toBe('150000.5');
  });

  it('keeps capacity exact to the watt', () => {
    expect(registered({ capacityKw: '0.001' }).capacityW).toBe(1n);
    expect(registered({ capacityKw: '29658910' }).state().capacityKw).toBe('29658910');
  });

  it('names the fields an update changed, and stays silent when nothing did', () => {
    const plant = registered({ name: 'Alpha Uno' });
    expect(plant.update({ name: 'Alpha Uno' }, rules)).toEqual([]);
    expect(eventsOf(plant)).toEqual(['assets.plant.registered.v1']);
    expect(plant.update({ name: 'Alpha Due', capacityKw: '20' }, rules)).toEqual(['name', 'capacityKw']);
    expect(recordedOn(plant).at(-1)?.data).toMatchObject({ name: 'Alpha Due', capacityKw: '20', changedFields: ['name', 'capacityKw'] });
  });

  it('takes a coordinate the database padded with zeros for the same place', () => {
    const plant = registered({ latitudeDeg: '45.1' });
    plant.latitudeDeg = '45.100000000';
    expect(plant.update({ latitudeDeg: '45.1' }, rules)).toEqual([]);
  });

  it('refuses a commissioning year that contradicts the date', () => {
    expect(() => registered({ commissionedOn: '2011-05-01' }).update({ commissioningYear: 2010 }, rules)).toThrow('must be the year');
  });

  it('refuses a province outside its region, and minds what it holds from before no more than anything else', () => {
    const plant = registered({ province: 'FG', region: 'Puglia' });
    expect(() => plant.update({ region: 'Lazio' }, rules)).toThrow('FG (Foggia) lies in Puglia, not in Lazio');
    expect(() => plant.update({ province: 'RM' }, rules)).toThrow('RM (Roma) lies in Lazio, not in Puglia');
    expect(plant.update({ province: 'RM', region: 'Lazio' }, rules)).toEqual(['province', 'region']);
    plant.province = 'OT';
    expect(plant.update({ notes: 'x' }, rules)).toEqual(['notes']);
  });

  it('moves along its statuses and refuses a leap, naming what is allowed', () => {
    const plant = registered({ status: 'In Authorization' });
    expect(() => plant.changeStatus('In Operation', rules)).toThrow('Allowed: Under Construction, Decommissioned');
    plant.changeStatus('Under Construction', rules);
    expect(recordedOn(plant).at(-1)?.data).toMatchObject({ status: 'Under Construction', previousStatus: 'In Authorization' });
    plant.changeStatus('Decommissioned', rules);
    expect(() => plant.changeStatus('In Operation', rules)).toThrow('Allowed: none');
  });

  it.each([['20', 'micro'], ['20.001', 'small'], ['200', 'small'], ['1000', 'medium'], ['10000', 'large'], ['10000.001', 'utility']])('of %s kW is %s', (capacityKw, band) => {
    expect(sizeBandOf(registered({ capacityKw }).capacityW)).toBe(band);
  });
});
