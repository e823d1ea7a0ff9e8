import { describe, expect, it } from '@jest/globals';
import { allPermissions, covers } from './permissions.ts';

describe('a granted permission', () => {
  it('covers itself, and with a star what stands under it', () => {
    expect(covers('assets.plant.read', 'assets.plant.read')).toBe(true);
    expect(covers('assets.*', 'assets.plant.read')).toBe(true);
    expect(covers('*', 'workflows.deadline.complete')).toBe(true);
  });

  it('covers nothing beside or above it', () => {
    expect(covers('assets.plant.read', 'assets.plant.update')).toBe(false);
    expect(covers('assets.plant', 'assets.plant.read')).toBe(false);
    expect(covers('assets.*', 'assetsx.plant.read')).toBe(false);
    expect(covers('', 'assets.plant.read')).toBe(false);
  });
});

describe('the permissions of the platform', () => {
  it('are named service.resource.action', () => {
    expect(allPermissions.filter((permission) => !/^[a-z]+\.[a-z-]+\.[a-z]+$/.test(permission))).toEqual([]);
  });
});
