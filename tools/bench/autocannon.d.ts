declare module 'autocannon' {
  type Options = { url: string; connections: number; duration: number; headers: Record<string, string>; method?: 'GET' | 'POST'; body?: string; idReplacement?: boolean };
  type Result = { '2xx': number; non2xx: number; errors: number; duration: number; latency: { p50: number; p99: number } };
  export default function autocannon(options: Options): Promise<Result>;
}
