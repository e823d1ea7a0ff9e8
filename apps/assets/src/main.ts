import { runService } from '@kairos/service-kit';
import { assetsService } from './service.ts';

await runService(assetsService, process.argv, process.env);
