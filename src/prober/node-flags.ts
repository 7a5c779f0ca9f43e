/**
 * What Node is told when it runs the prober: with 8 MiB of young generation the prober stays near 100 MiB resident at 200
 * samples a second; 64 MiB cost 155, and saved no CPU time.
 */
export const proberNodeFlags = ['--max-semi-space-size=8']
