/** Labels of the images that Holdfast builds: clean-up and reports know them by these, not by their names. */
export const imageLabels = { recipe: 'dev.holdfast.recipe', contents: 'dev.holdfast.contents' } as const
