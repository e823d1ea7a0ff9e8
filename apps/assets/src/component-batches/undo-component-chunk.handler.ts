import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { undoChunkSize, type UndoChunkBody, type UndoChunkReceipt } from '@kairos/contracts';
import { auditBulk, commandContext } from '@kairos/event-bus';
import { Component } from '../components/component.entity.ts';
import { ImportUndos } from '../import-receipts/import-undos.repository.ts';
import { ComponentUndos, type ComponentUndoItem } from './component-undos.repository.ts';

/** One chunk of an undo of components: components, events, what was done and one audit record in one transaction. A repeated chunk finds it done. */
@Injectable()
export class UndoComponentChunkHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly imports: ImportUndos,
    private readonly undos: ComponentUndos,
  ) {}

  @Transactional()
  async execute({ importJobId, chunkIndex }: UndoChunkBody, actor: Actor): Promise<UndoChunkReceipt> {
    this.imports.demandPermitted(actor, 'assets.component.manage');
    const context = commandContext();
    if (context) context.audit = 'bulk';
    await this.imports.begin(actor.tenantId, importJobId);
    const [from, count] = [chunkIndex * undoChunkSize, undoChunkSize];
    const items = await this.undos.openItems(importJobId, from, count);
    if (items.length > 0) await this.undo(importJobId, items);
    const { remaining: left = 0 } = (await this.imports.opened(importJobId)) ?? {};
    return { importJobId, chunkIndex, ...(await this.undos.outcome(importJobId, from, count)), left };
  }

  private async undo(importJobId: string, items: readonly ComponentUndoItem[]): Promise<void> {
    const found = await this.em.find(Component, { id: { $in: items.map(({ componentId }) => componentId) } });
    const components = new Map(found.map((component) => [component.id, component]));
    const undone = items.flatMap((item) => {
      const component = components.get(item.componentId);
      return component ? [{ ...item, component }] : [];
    });
    for (const { component, held } of undone) this.giveBack(component, held);
    auditBulk(this.em, 'assets', { resourceType: 'ComponentBatch', resourceId: importJobId, count: undone.length, results: JSON.stringify(items) });
    // The components first: while the items are open nothing else can reach them.
    await this.em.flush();
    await this.undos.done(importJobId, undone);
    await this.imports.done(importJobId, undone.length);
  }

  private giveBack(component: Component, held: ComponentUndoItem['held']): void {
    if (held === null) {
      component.withdraw();
      this.em.remove(component);
      return;
    }
    const { parentId, ...facts } = held;
    component.update(facts);
    if (parentId !== undefined) component.move(parentId);
  }
}
