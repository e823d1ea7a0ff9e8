import { describe, expect, it } from '@jest/globals';
import { foreignSchemas, nameProblem } from './check-layout.ts';

describe('names of files', () => {
  it.each(['src/plants/register-plant.handler.ts', 'src/plant.entity.spec.ts', 'src/plants.int-spec.ts', 'src/main.ts'])('accepts %s', (path) => {
    expect(nameProblem(path)).toBeUndefined();
  });

  it.each([
    ['src/PlantTable.ts', 'kebab-case'],
    ['src/plant_table.ts', 'kebab-case'],
    ['src/plant.helper.ts', 'unknown suffix .helper'],
    ['src/plant.entity.errors.ts', 'one suffix'],
    ['src/plant.entity.calc.spec.ts', 'unknown suffix'],
  ])('refuses %s', (path, reason) => {
    expect(nameProblem(path)).toContain(reason);
  });
});

describe('schemas of other services', () => {
  it('finds a read of a foreign table in SQL', () => {
    expect(foreignSchemas('workflows', 'select * from assets.plant')).toEqual(['assets']);
    expect(foreignSchemas('workflows', 'join "identity"."tenant" t on true')).toEqual(['identity']);
  });

  it('finds an entity mapped to a foreign schema', () => {
    expect(foreignSchemas('intake', "defineEntity({ schema: 'assets' })")).toEqual(['assets']);
  });

  it('leaves the own schema, event types and imports alone', () => {
    const text = "select * from assets.plant; import { x } from './workflows/y.ts'; type: 'workflows.deadline.opened'; create index on plant (code)";
    expect(foreignSchemas('assets', text)).toEqual([]);
  });
});
