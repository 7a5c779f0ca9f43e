/** A way to a run's report; a leading dot keeps a directory's name from being read as another scheme or host. */
export const reportLink = (directory: string): string =>
  `./${directory.split('/').map(encodeURIComponent).join('/')}/report.html`
