import { deepestComponent } from '@kairos/contracts';
import { DomainError, NotFound } from '@kairos/http';

export class ComponentNotFound extends NotFound {
  constructor() {
    super('component');
  }
}

export class ComponentCodeTaken extends DomainError {
  constructor(code: string) {
    super('conflict', 'component-code-taken', `A component with the code ${code} stands in this plant already.`, [{ pointer: '/code', detail: 'is taken by another component of the plant' }]);
  }
}

/** It may stand in a plant that the caller does not reach, and so is not told which. */
export class SerialNumberTaken extends DomainError {
  constructor(manufacturer: string, serialNumber: string) {
    super('conflict', 'serial-number-taken', `A standing component of ${manufacturer} has the serial number ${serialNumber} already.`, [{ pointer: '/serialNumber', detail: 'is taken by another component of the manufacturer' }]);
  }
}

export class ParentNotInPlant extends DomainError {
  constructor() {
    super('unprocessable', 'parent-not-in-plant', 'The parent is no standing component of this plant.', [{ pointer: '/parentId', detail: 'must be a standing component of the plant' }]);
  }
}

export class ComponentWithinItself extends DomainError {
  constructor() {
    super('unprocessable', 'component-within-itself', 'A component cannot be part of itself, nor of what is part of it.', [{ pointer: '/parentId', detail: 'must not lie below the component' }]);
  }
}

export class ComponentTooDeep extends DomainError {
  constructor() {
    super('unprocessable', 'component-too-deep', `A tree of components has at most ${deepestComponent} levels.`, [{ pointer: '/parentId', detail: `would make more than ${deepestComponent} levels` }]);
  }
}

export class ComponentHasParts extends DomainError {
  constructor(parts: number) {
    super('conflict', 'component-has-parts', `${parts} standing ${parts === 1 ? 'component is' : 'components are'} part of it: move or remove ${parts === 1 ? 'it' : 'them'} first.`);
  }
}

export class ComponentIsRemoved extends DomainError {
  constructor() {
    super('conflict', 'component-is-removed', 'The component was taken out of its plant: nothing changes it any more.');
  }
}

export class ComponentFactsDisagree extends DomainError {
  constructor(code: 'sf6-only-in-switchgear' | 'only-meters-measure' | 'serial-number-without-manufacturer' | 'dates-out-of-order' | 'removed-in-the-future', field: string, detail: string) {
    super('unprocessable', code, `${field} ${detail}.`, [{ pointer: `/${field}`, detail }]);
  }
}
