import { kilowattsOf, type EstimateFigure, type EstimateInput, type PlantType } from '@kairos/contracts';
import { figureOf, noFigure, type Term } from './arithmetic.calc.ts';
import {
  connectionCosts, connectionMultipliers, contractYears, otherIrradiationKwhPerKw, performanceClasses, plannedPerformanceRatio, regions, ridTariffs, sspEurPerKwh, sspMostW, utfAboveW, utfEurPerMwh, zoneMultipliers,
} from './estimate-tables.calc.ts';

/** What the estimates are made from. */
export type EstimatedPlant = { type: PlantType; capacityW: bigint; region: string | null };

/** Every figure for a plant, in the order in which one is made from another. */
export function estimatePlant(plant: EstimatedPlant): EstimateFigure[] {
  const energy = annualEnergy(plant);
  return [energy, ...performanceClasses.map(({ atLeast }) => energyAtRatio(plant, atLeast)), ...revenues(plant, energy), utfFee(plant, energy), ...connections(plant)];
}

/** Kilowatts × yield of the region × 0.80. Of sunlight alone: nothing is said of wind, water or heat. */
export function annualEnergy(plant: EstimatedPlant): EstimateFigure {
  return energyFigure(plant, { name: 'annualEnergyKwh' }, plannedPerformanceRatio);
}

function energyAtRatio(plant: EstimatedPlant, ratio: string): EstimateFigure {
  return energyFigure(plant, { name: 'annualEnergyAtRatioKwh', variant: ratio }, ratio);
}

function energyFigure(plant: EstimatedPlant, figure: { name: 'annualEnergyKwh' | 'annualEnergyAtRatioKwh'; variant?: string }, ratio: string): EstimateFigure {
  const named = { ...figure, unit: 'kWh/year' as const, rule: 'capacity × irradiation of the region × performance ratio' };
  if (plant.type !== 'Photovoltaic') return noFigure({ ...named, rule: `The tables know sunlight alone; the plant is ${plant.type}.` });
  return figureOf(named, [capacity(plant), irradiation(plant), table('performanceRatio', ratio, '1')]);
}

function revenues(plant: EstimatedPlant, energy: EstimateFigure): EstimateFigure[] {
  const rid = { name: 'ridRevenueEurPerYear', unit: 'EUR/year', rule: 'annual energy × RID tariff of the size: to 20 kW 0.103, to 200 kW 0.091, above 0.084 EUR/kWh' } as const;
  const zoned = { name: 'zonedRidRevenueEurPerYear', unit: 'EUR/year', rule: 'RID revenue × multiplier of the zone: north 1.00, centre 1.05, south 1.10, islands 1.15' } as const;
  const contract = { name: 'ridRevenueOverContractEur', unit: 'EUR', rule: 'zoned RID revenue × 20 years of contract' } as const;
  const ssp = { name: 'sspRevenueEurPerYear', unit: 'EUR/year', rule: 'annual energy × SSP rate, the mean of 0.045 and 0.055 EUR/kWh; SSP is for plants to 500 kW' } as const;
  if (energy.value === null) return [rid, zoned, contract, ssp].map((figure) => noFigure({ ...figure, rule: energy.rule }));
  const kwh = made('annualEnergyKwh', energy.value, 'kWh/year');
  const tariff = table('ridTariff', bandOf(ridTariffs, plant.capacityW).eurPerKwh, 'EUR/kWh');
  const zone: Term = { ...multiplierOf(plant), by: '×' };
  return [
    figureOf(rid, [kwh, tariff]),
    figureOf(zoned, [kwh, tariff, zone]),
    figureOf(contract, [kwh, tariff, zone, table('contract', contractYears, 'years')]),
    plant.capacityW <= sspMostW ? figureOf(ssp, [kwh, table('sspRate', sspEurPerKwh, 'EUR/kWh')]) : noFigure({ ...ssp, rule: 'SSP is for plants to 500 kW.' }),
  ];
}

function utfFee(plant: EstimatedPlant, energy: EstimateFigure): EstimateFigure {
  const fee = { name: 'utfFeeEurPerYear', unit: 'EUR/year', rule: 'annual energy in MWh × 0.0125 EUR/MWh, for plants above 20 kW' } as const;
  if (plant.capacityW <= utfAboveW) return noFigure({ ...fee, rule: 'Plants to 20 kW pay no UTF fee.' });
  if (energy.value === null) return noFigure({ ...fee, rule: energy.rule });
  return figureOf(fee, [made('annualEnergyKwh', energy.value, 'kWh/year'), { ...table('kilowattHours', '1000', 'kWh/MWh'), by: '÷' }, table('utfFee', utfEurPerMwh, 'EUR/MWh')]);
}

/** What a connection may cost, as a new one, an upgrade and a modification. */
function connections(plant: EstimatedPlant): EstimateFigure[] {
  const band = bandOf(connectionCosts, plant.capacityW);
  return Object.entries(connectionMultipliers).map(([variant, multiplier]) => {
    const kind = table('connectionKind', multiplier, '1');
    const figure = { name: 'connectionEur', variant, unit: 'EUR', rule: 'cost of the size (to 6 kW 500, to 20 kW 1500, to 100 kW 5000, to 1000 kW 100 each kW, above 150 each kW) × new 1.0, upgrade 0.7, modification 0.5' } as const;
    return 'eur' in band ? figureOf(figure, [table('connectionCost', band.eur, 'EUR'), kind]) : figureOf(figure, [capacity(plant), table('connectionCost', band.eurPerKw, 'EUR/kW'), kind]);
  });
}

function capacity({ capacityW }: EstimatedPlant): EstimateInput {
  return { name: 'capacityKw', value: kilowattsOf(capacityW), unit: 'kW', from: 'plant' };
}

function irradiation({ region }: EstimatedPlant): EstimateInput {
  const known = knownRegion(region);
  return { name: 'irradiation', value: known?.irradiationKwhPerKw ?? otherIrradiationKwhPerKw, unit: 'kWh/kW/year', from: known ? `table: ${region}` : 'table: no region known' };
}

function multiplierOf({ region }: EstimatedPlant): EstimateInput {
  const zone = knownRegion(region)?.zone;
  return { name: 'zoneMultiplier', value: zone ? zoneMultipliers[zone] : '1', unit: '1', from: zone ? `table: ${zone}` : 'table: no region known' };
}

function knownRegion(region: string | null) {
  return region !== null && Object.hasOwn(regions, region) ? regions[region as keyof typeof regions] : undefined;
}

function table(name: string, value: string, unit: string): EstimateInput {
  return { name, value, unit, from: 'table' };
}

function made(name: string, value: string, unit: string): EstimateInput {
  return { name, value, unit, from: `figure: ${name}` };
}

/** The first band that holds a capacity; the limit belongs to the smaller one. */
function bandOf<B extends { upToW: bigint | null }>(bands: readonly B[], capacityW: bigint): B {
  const band = bands.find(({ upToW }) => upToW === null || capacityW <= upToW);
  if (!band) throw new Error('The last band has no limit.');
  return band;
}
