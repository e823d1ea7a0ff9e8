import { DomainError, NotFound } from '@kairos/http';

export class ConnectorNotFound extends NotFound {
  constructor() {
    super('connector');
  }
}

export class ConnectorNameTaken extends DomainError {
  constructor(name: string) {
    super('conflict', 'connector-name-taken', `There is a connector ${name} already.`, [{ pointer: '/name', detail: 'is taken' }]);
  }
}

/** A secret is shown to the place it was given for, and to no other. */
export class ConnectorSecretNeeded extends DomainError {
  constructor() {
    super('unprocessable', 'connector-secret-needed', 'This way of showing who one is, or this new place, needs its secret told.', [{ pointer: '/secret', detail: 'is needed' }]);
  }
}

export class ConnectorSecretNotTaken extends DomainError {
  constructor() {
    super('unprocessable', 'connector-secret-not-taken', 'Without authentication there is nothing that a secret would be for.', [{ pointer: '/secret', detail: 'is for nothing' }]);
  }
}

export class ConnectorAddressRefused extends DomainError {
  constructor(pointer: string, why: string) {
    super('unprocessable', 'address-not-allowed', why, [{ pointer, detail: 'is not asked' }]);
  }
}

export class ConnectorEndpointNotFound extends DomainError {
  constructor(endpoint: string) {
    super('unprocessable', 'connector-endpoint-not-found', `The connector has no endpoint ${endpoint}.`, [{ pointer: '/endpoint', detail: 'names no endpoint of the connector' }]);
  }
}

export class EndpointNamedTwice extends DomainError {
  constructor() {
    super('unprocessable', 'connector-endpoint-named-twice', 'Two endpoints of a connector have one name.', [{ pointer: '/operations', detail: 'names an endpoint twice' }]);
  }
}

export class TooManyEndpoints extends DomainError {
  constructor(most: number) {
    super('unprocessable', 'too-many-connector-endpoints', `A connector may have ${most} endpoints.`);
  }
}

export class FieldPatternRefused extends DomainError {
  constructor(pointer: string, why: string) {
    super('unprocessable', 'field-pattern-refused', `A pattern is not taken: ${why}.`, [{ pointer, detail: why }]);
  }
}

export class UnknownConnectorOfRecipe extends DomainError {
  constructor() {
    super('unprocessable', 'connector-not-found', 'There is no such connector, or it has no such endpoint.', [{ pointer: '/connector', detail: 'names no endpoint of a connector' }]);
  }
}

export class RecipeDoesNotFitConnector extends DomainError {
  constructor(faults: { pointer: string; detail: string }[]) {
    super('unprocessable', 'recipe-does-not-fit-connector', 'The recipe does not make what the endpoint takes.', faults);
  }
}
