export { intakeService } from './service.ts';
