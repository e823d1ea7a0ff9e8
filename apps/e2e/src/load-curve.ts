export type Quarter = { startMs: number; energyWh: number };

const quarterMs = 15 * 60_000;

/** Every quarter of an hour of a year by the clock of Rome, with an amount of energy that no neighbour has. */
export function quartersOfYear(year: number): Quarter[] {
  const [first, end] = [Date.UTC(year - 1, 11, 31, 23), Date.UTC(year, 11, 31, 23)];
  return Array.from({ length: (end - first) / quarterMs }, (_, at) => ({ startMs: first + at * quarterMs, energyWh: (at * 7919) % 2_500_000 }));
}

/** The file that a distributor writes of them: local times without an offset, decimal commas; and two rows that nobody can take. */
export function loadCurve(quarters: readonly Quarter[], serialNumber: string): string {
  const day = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', day: '2-digit', month: '2-digit', year: 'numeric' });
  const clock = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', hour: '2-digit', minute: '2-digit' });
  const amount = (wattHours: number) => `${Math.floor(wattHours / 1000).toLocaleString('it-IT', { useGrouping: 'always' })},${String(wattHours % 1000).padStart(3, '0')}`;
  const rows = quarters.map(({ startMs, energyWh }) => `${serialNumber};${day.format(startMs)};${clock.format(startMs)};${amount(energyWh)};Effettivo`);
  return ['Matricola;Data;Ora;Energia attiva (kWh);Tipo dato', ...rows, `${serialNumber};30/02/2025;00:00;1,0;Effettivo`, `${serialNumber};01/01/2025;00:00;1e309;Effettivo`].join('\r\n') + '\r\n';
}
