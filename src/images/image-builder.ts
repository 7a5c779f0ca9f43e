import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ImageError } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import type { Engine } from '../engine/engine.ts'
import { withLock } from '../engine/lock.ts'
import { type ContextFile, filesBeside } from './build-context.ts'
import { buildDockerfile } from './build-dockerfile.ts'
import { buildRoot } from './build-root.ts'
import { bundledNode } from './bundled-node.ts'
import { checkImage } from './check-image.ts'
import { compile, compiledPath, type GoProgram } from './go-program.ts'
import { imageLabels } from './image-labels.ts'
import { type RecipeName, recipes } from './image-set.ts'
import { localImage, nameImage, saveImage } from './local-image.ts'
import { type ImageArchive, type Recipe, recipesDirectory } from './recipe.ts'
import { builtReference } from './recipe-hash.ts'

/**
 * Builds images of one engine, each once, with all that they need. The compiler takes every core, so programs are
 * compiled one after another, while the root file system, which mostly waits for the network and the disk, is made
 * beside them.
 */
export class ImageBuilder {
  readonly #engine: Engine
  readonly #progress: Progress
  readonly #signal: AbortSignal | undefined
  readonly #images = new Map<RecipeName, Promise<string>>()
  #compiler: Promise<unknown> = Promise.resolve()

  constructor(engine: Engine, progress: Progress, signal?: AbortSignal) {
    this.#engine = engine
    this.#progress = progress
    this.#signal = signal
  }

  /** Builds an image unless the engine has it, and returns its reference. @throws ImageError */
  build(name: RecipeName): Promise<string> {
    const image = this.#images.get(name) ?? this.#build(name)
    this.#images.set(name, image)
    return image
  }

  async #build(name: RecipeName): Promise<string> {
    const reference = await builtReference(name)
    if (await localImage(this.#engine, reference)) return reference
    return this.#locked(`image ${reference} ${this.#engine.host}`, `builds image ${name}`, async () => {
      if (!(await localImage(this.#engine, reference))) await this.#make(name, reference)
      return reference
    })
  }

  async #make(name: RecipeName, reference: string): Promise<void> {
    const recipe = recipes[name]
    const labels = { [imageLabels.recipe]: name, [imageLabels.contents]: recipe.contents }
    const signal = this.#signal
    const context = recipe.isRoot ? undefined : await this.#contextOf(recipe)
    await this.#progress.stage(`build image ${name}`, async awaiting => {
      const how = { labels, awaiting, signal }
      const id = context
        ? await buildDockerfile(this.#engine, { subject: `images/${recipe.directory}`, ...context, ...how })
        : await buildRoot(this.#engine, { directory: recipe.directory, ...how })
      awaiting('its check')
      await checkImage(this.#engine, id, recipe)
      if ((await builtReference(name)) !== reference) {
        throw new ImageError(`images/${recipe.directory} changed while it was built`, { hint: 'run it again' })
      }
      await nameImage(this.#engine, id, reference)
    })
  }

  async #contextOf(recipe: Recipe): Promise<{ files: ContextFile[]; arguments: Record<string, string> }> {
    const { directory, base, arguments: given, programs = [], archives = {}, withNode } = recipe
    const [root, beside, compiled, saved] = await Promise.all([
      base && this.build(base),
      filesBeside(join(recipesDirectory, directory)),
      Promise.all(programs.map(async program => ({ name: `bin/${program.name}`, from: await this.#compile(program) }))),
      Promise.all(Object.entries(archives).map(async ([name, archive]) => ({ name, from: await this.#save(archive) }))),
    ])
    const node = withNode ? [{ name: 'bin/node', from: bundledNode().path }] : []
    return { files: [...beside, ...compiled, ...saved, ...node], arguments: { ...given, ...(root && { ROOT: root }) } }
  }

  async #compile(program: GoProgram): Promise<string> {
    const path = await compiledPath(program)
    if (existsSync(path)) return path
    const stage = () =>
      this.#progress.stage(`compile ${program.name}`, awaiting => compile(program, { awaiting, signal: this.#signal }))
    const compiled = this.#compiler.then(() => this.#locked(path, `compiles ${program.name}`, stage))
    this.#compiler = compiled.catch(() => {})
    return compiled
  }

  async #save({ image, as }: ImageArchive): Promise<Buffer> {
    await nameImage(this.#engine, await this.build(image), as)
    return saveImage(this.#engine, as)
  }

  #locked<T>(name: string, purpose: string, work: () => Promise<T>): Promise<T> {
    const onWait = (holder: string) => this.#progress.note(`waiting for ${holder}`)
    return withLock(name, { purpose, onWait, ...(this.#signal && { signal: this.#signal }) }, work)
  }
}
