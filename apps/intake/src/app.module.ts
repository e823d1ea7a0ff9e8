import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ServiceKitModule } from '@kairos/service-kit';
import { INTAKE_CONFIG, type IntakeConfig } from './config.ts';
import { ImportJob } from './import-jobs/import-job.entity.ts';
import { ImportJobsModule } from './import-jobs/import-jobs.module.ts';
import { PublishedRecipe } from './recipes/published-recipe.entity.ts';
import { RecipesModule } from './recipes/recipes.module.ts';
import { SourceFile } from './source-files/source-file.entity.ts';
import { SourceFilesModule } from './source-files/source-files.module.ts';

@Global()
@Module({})
export class AppModule {
  static forConfig(config: IntakeConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ServiceKitModule.forService({ service: 'intake', config, entities: [SourceFile, PublishedRecipe, ImportJob] }),
        SourceFilesModule,
        RecipesModule,
        ImportJobsModule,
      ],
      providers: [{ provide: INTAKE_CONFIG, useValue: config }],
      exports: [INTAKE_CONFIG],
    };
  }
}
