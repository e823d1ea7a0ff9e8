import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { ComponentSnapshot } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { Component } from './component.entity.ts';

@Injectable()
@Snapshots('assets.component')
export class ComponentSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<Component[]> {
    const components = await this.em.find(Component, where, options);
    for (const component of components) record(component, ComponentSnapshot, component.state());
    return components;
  }
}
