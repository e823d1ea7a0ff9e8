import { closeOnSignal, startService } from '@kairos/service-kit';
import { gatewayService } from './service.ts';

closeOnSignal([await startService(gatewayService, process.env)]);
