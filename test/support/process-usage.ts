import { readFileSync } from 'node:fs';

/** Linux counts in these, whatever its scheduler ticks at: sysconf(_SC_CLK_TCK). */
const TICKS_PER_SECOND = 100;

/** What a process has used so far, and what it holds. */
export interface ProcessUsage {
  readonly cpuSeconds: number;
  readonly residentMb: number;
}

/** Reads `/proc`, so only on Linux; see proc(5). */
export function usageOf(pid: number): ProcessUsage {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const [, kb = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND, residentMb: Number(kb) / 1024 };
}
