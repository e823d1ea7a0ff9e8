import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ChangesNothing, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ExplainBody, Explanation } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { ExplanationsQueries } from './explanations.queries.ts';

@Controller('api/v1/identity/authz')
export class AuthzController {
  constructor(private readonly explanations: ExplanationsQueries) {}

  @Post('explain')
  @HttpCode(200)
  @RequirePermission('authenticated')
  @ChangesNothing('it answers a question')
  @Returns(Explanation, 'Whether a membership may do something, and which rule decides')
  explain(@Body(zod(ExplainBody)) body: ExplainBody, @CurrentActor() actor: Actor): Promise<Explanation> {
    return this.explanations.explain(body, actor);
  }
}
