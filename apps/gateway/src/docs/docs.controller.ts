import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '@kairos/auth';
import { pagePolicy } from '../edge/security-headers.hook.ts';
import { ApiDocuments } from './api-documents.ts';
import { docsPage, docsScript } from './docs-page.ts';

@Controller()
export class DocsController {
  constructor(private readonly documents: ApiDocuments) {}

  @Get('api/docs')
  @Public('describes the API; holds no data of anyone')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', pagePolicy)
  page(): string {
    return docsPage;
  }

  @Get('api/docs/start.js')
  @Public('starts the documentation page')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return docsScript;
  }

  @Get('api/docs/openapi.json')
  @Public('describes the API; holds no data of anyone')
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-cache')
  openApi(): string {
    return this.documents.json;
  }
}
