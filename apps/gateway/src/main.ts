import { runUntilSignal, startService } from '@kairos/service-kit';
import { gatewayService } from './service.ts';

await runUntilSignal(() => [startService(gatewayService, process.env)]);
