/** A shell script as a program with its arguments. */
export const shell = (script: string): string[] => ['/bin/sh', '-c', script]
