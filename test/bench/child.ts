import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Ready {
  readonly port: number;
  readonly mqttPort?: number | null;
  readonly secrets?: readonly { id: string; secret: string; slot: string }[];
}

export interface Running extends Ready {
  stop(): Promise<void>;
  /** CPU seconds used and resident memory, where the system tells (Linux). */
  readonly pid: number;
}

/** Starts a program of this folder and waits until it says where it listens. */
export async function startChild(file: string, args: readonly string[]): Promise<Running> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child: ChildProcess = fork(path, [...args], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready));
    child.once('exit', (code) => reject(new Error(`${file} ended with code ${code}`)));
  });
  return {
    ...ready,
    pid: child.pid ?? 0,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  };
}
