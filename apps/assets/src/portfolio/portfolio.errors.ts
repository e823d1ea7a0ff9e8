import { DomainError } from '@kairos/http';

export class TooManyPlantsForWorkbook extends DomainError {
  constructor(most: number) {
    super('unprocessable', 'too-many-plants-for-workbook', `A workbook holds ${most} plants at most: export them as CSV, or fewer of them.`);
  }
}
