import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { Recipe } from '@kairos/contracts';

const folder = fileURLToPath(new URL('../../recipes/', import.meta.url));

/** The recipes that come with the product, the same for every tenant; one that is not sound stops the service at boot. */
@Injectable()
export class ShippedRecipes {
  readonly all: readonly Recipe[] = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => Recipe.parse(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version - b.version));

  /** The newest version of each name, in order of names. */
  newest(): Recipe[] {
    return [...new Map(this.all.map((recipe) => [recipe.name, recipe])).values()];
  }

  has(name: string): boolean {
    return this.all.some((recipe) => recipe.name === name);
  }

  find(name: string, version?: number): Recipe | undefined {
    return this.all.findLast((recipe) => recipe.name === name && (version === undefined || recipe.version === version));
  }
}
