import { Controller } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { actionOf } from './action-of.ts';

describe('the action of a route', () => {
  it.each([
    ['RolesController', 'redefine', 'identity.role.redefine'],
    ['SessionsController', 'end', 'identity.session.end'],
    ['PlantBatchesController', 'apply', 'identity.plant-batch.apply'],
    ['AccessController', 'read', 'identity.access.read'],
    ['PoliciesController', 'assignAccess', 'identity.policy.assign-access'],
  ])('of %s.%s is named by service, noun and verb', (controller, method, action) => {
    const type = { [controller]: class {} }[controller] as new () => object;
    Controller('api/v1/identity/things')(type);
    const handler = { [method]: () => undefined }[method] as () => void;
    expect(actionOf({ getClass: (<T>() => type as T) as never, getHandler: () => handler })).toBe(action);
  });
});
