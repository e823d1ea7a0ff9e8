import { maintenanceTransitions, type MaintenanceStatus } from '@kairos/contracts';
import { DomainError, NotFound } from '@kairos/http';

export class MaintenanceNotFound extends NotFound {
  constructor() {
    super('maintenance');
  }
}

export class MaintenanceStatusNotReachable extends DomainError {
  constructor(from: MaintenanceStatus, to: MaintenanceStatus) {
    const allowed = maintenanceTransitions[from];
    super('conflict', 'maintenance-status-not-reachable', `Maintenance that is ${from} cannot become ${to}. Allowed: ${allowed.join(', ') || 'none'}.`, [
      { pointer: '/status', detail: allowed.length ? `must be one of ${allowed.join(', ')}` : 'cannot change any more' },
    ]);
  }
}

export class MaintenanceDateMissing extends DomainError {
  constructor(field: 'plannedOn' | 'doneOn', status: MaintenanceStatus) {
    super('unprocessable', 'maintenance-date-missing', `Maintenance that is ${status} has its ${field}.`, [{ pointer: `/${field}`, detail: `is needed for ${status}` }]);
  }
}

export class MaintenanceDatesDisagree extends DomainError {
  constructor(field: 'doneOn' | 'nextOn', detail: string) {
    super('unprocessable', 'maintenance-dates-disagree', `${field} ${detail}.`, [{ pointer: `/${field}`, detail }]);
  }
}

export class ComponentNotInPlant extends DomainError {
  constructor() {
    super('unprocessable', 'component-not-in-plant', 'There is no such component in this plant.', [{ pointer: '/componentId', detail: 'must be a component of the plant' }]);
  }
}
