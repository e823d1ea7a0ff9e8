import { runService } from '@kairos/service-kit';
import { intakeService } from './service.ts';

await runService(intakeService, process.argv, process.env);
