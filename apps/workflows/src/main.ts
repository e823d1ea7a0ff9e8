import { runService } from '@kairos/service-kit';
import { environment } from './config.ts';
import { workflowsService } from './service.ts';

await runService(workflowsService, process.argv, environment);
