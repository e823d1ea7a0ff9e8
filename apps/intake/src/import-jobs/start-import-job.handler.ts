import { Inject, Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, TenantSettings, type Actor } from '@kairos/auth';
import { correctionMark, permissionToImport, type Recipe, type StartImportJobBody } from '@kairos/contracts';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { RecipeNotFound } from '../recipes/recipe.errors.ts';
import { RecipesQueries } from '../recipes/recipes.queries.ts';
import { chunkLimits } from '../sniffing/row-options.calc.ts';
import { SourceFile } from '../source-files/source-file.entity.ts';
import { SourceFileNotFound } from '../source-files/source-file.errors.ts';
import { SourceFilesQueries } from '../source-files/source-files.queries.ts';
import { mayBegin } from './dependent-jobs.repository.ts';
import { ImportJob } from './import-job.entity.ts';
import { ApprovalRequired, DependencyCannotBeMet, FileIsACorrection, ImportJobNotFound, TargetNotPermitted, UnknownDependency, UnknownRecipe, UnknownSourceFile } from './import-job.errors.ts';
import { ImportJobsQueries } from './import-jobs.queries.ts';
import { proofFor } from './import-proof.ts';
import { ImportLeases } from './import-leases.repository.ts';

@Injectable()
export class StartImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly recipes: RecipesQueries,
    private readonly files: SourceFilesQueries,
    private readonly leases: ImportLeases,
    private readonly settings: TenantSettings,
    private readonly jobs: ImportJobsQueries,
    @Inject(INTAKE_CONFIG) private readonly config: Pick<IntakeConfig, 'IMPORT_CHUNK_ROWS'>,
  ) {}

  @Transactional()
  async execute({ sourceFileId, recipe: wanted, mode, priority, startAt, after }: StartImportJobBody, actor: Actor): Promise<{ importJobId: string }> {
    const recipe = await this.recipeOf(wanted);
    const permission = permissionToImport(recipe.target);
    if (!may(actor, permission)) throw new TargetNotPermitted(permission);
    if (mode === 'apply' && (await this.settings.read()).importApproval !== 'none') throw new ApprovalRequired();
    const proof = proofFor(recipe.target, mode, actor);
    const sourceFile = await this.fileOf(sourceFileId, actor);
    if (sourceFile.sniff.columns.includes(correctionMark)) throw new FileIsACorrection();
    const waits = after && (await this.waitsFor(after, actor));
    const chunk = { ...chunkLimits, batchSize: this.config.IMPORT_CHUNK_ROWS };
    const job = ImportJob.queue({ mode, recipe, sourceFile, chunk, by: actor, priority, proof, ...(startAt ? { startAt: new Date(startAt) } : {}), ...(after ? { after } : {}) });
    this.em.persist(job);
    await this.leases.enqueue(job, waits);
    return { importJobId: job.id };
  }

  /** @returns whether the other job is still to end; it cannot end before this one is stored */
  private async waitsFor({ importJobId, outcome }: NonNullable<StartImportJobBody['after']>, actor: Actor): Promise<boolean> {
    await this.jobs.expect(importJobId, actor).catch((error: unknown) => {
      throw error instanceof ImportJobNotFound ? new UnknownDependency() : error;
    });
    const other = await this.em.findOneOrFail(ImportJob, { id: importJobId }, { lockMode: LockMode.PESSIMISTIC_READ });
    const may = mayBegin(outcome, other.status);
    if (may === 'never') throw new DependencyCannotBeMet(other.status);
    return may === 'later';
  }

  private async fileOf(sourceFileId: string, actor: Actor): Promise<SourceFile> {
    try {
      return await this.em.findOneOrFail(SourceFile, { id: (await this.files.read(sourceFileId, actor)).id });
    } catch (error) {
      throw error instanceof SourceFileNotFound ? new UnknownSourceFile() : error;
    }
  }

  private async recipeOf({ name, version }: StartImportJobBody['recipe']): Promise<Recipe> {
    try {
      return (await this.recipes.read(name, version)).document;
    } catch (error) {
      throw error instanceof RecipeNotFound ? new UnknownRecipe() : error;
    }
  }
}
