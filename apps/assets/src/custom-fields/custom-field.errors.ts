import type { CustomFieldType } from '@kairos/contracts';
import { DomainError, NotFound, type FieldError } from '@kairos/http';

export class CustomFieldNotFound extends NotFound {
  constructor() {
    super('custom-field');
  }
}

/** A field holds for every plant of the tenant: one that is required stops the registrations of others. */
export class CustomFieldsNeedAllPlants extends DomainError {
  constructor() {
    super('forbidden', 'custom-fields-need-all-plants', 'Custom fields are defined and changed by whoever sees all plants.');
  }
}

export class CustomFieldKeyTaken extends DomainError {
  constructor(key: string) {
    super('conflict', 'custom-field-key-taken', `There is a custom field ${key} already; one that is retired may be taken up again.`, [{ pointer: '/key', detail: 'is taken by another field' }]);
  }
}

export class TooManyCustomFields extends DomainError {
  constructor(most: number) {
    super('conflict', 'too-many-custom-fields', `There are ${most} custom fields, which is as many as there may be.`);
  }
}

export class CustomFieldOptionsMissing extends DomainError {
  constructor() {
    super('unprocessable', 'custom-field-options-missing', 'A select has options.', [{ pointer: '/options', detail: 'are what it is one of' }]);
  }
}

export class CustomFieldTakesNo extends DomainError {
  constructor(what: 'options' | 'unit', type: CustomFieldType) {
    super('unprocessable', 'custom-field-not-sound', `A ${type} has no ${what}.`, [{ pointer: `/${what}`, detail: `are not for a ${type}` }]);
  }
}

/** A plant does not take these values. */
export class CustomFieldsRefused extends DomainError {
  constructor(errors: (FieldError & { code: string })[]) {
    super('unprocessable', errors[0]?.code ?? 'custom-field-invalid', errors.map(({ pointer, detail }) => `${pointer.slice(1).replace('/', '.')} ${detail}`).join('; '), errors);
  }
}
