import { assetsService } from '@kairos/assets';
import { gatewayService } from '@kairos/gateway';
import { identityService } from '@kairos/identity';
import { intakeService } from '@kairos/intake';
import { runUntilSignal, startService } from '@kairos/service-kit';
import { workflowsService } from '@kairos/workflows';
import { environmentsFrom } from './config.ts';

const environmentOf = environmentsFrom(process.env);

await runUntilSignal(() => [
  startService(identityService, environmentOf('identity')),
  startService(assetsService, environmentOf('assets')),
  startService(workflowsService, environmentOf('workflows')),
  startService(intakeService, environmentOf('intake')),
  startService(gatewayService, environmentOf('gateway')),
]);
