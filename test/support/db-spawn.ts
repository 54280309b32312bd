import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly process: ChildProcess;
  /** What it said first: `open`, or why it could not. */
  readonly said: string;
  /** Ends it by a signal, or by the end of its input; answers when it is gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Opens a database in a process of its own, as another user where one is given. */
export async function openInChild(url: string, uid?: number): Promise<Child> {
  const script = fileURLToPath(new URL('./db-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import=tsx', script, url], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid }),
  });
  const gone = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), gone.then(() => ['it said nothing'])]);
  return {
    process: child,
    said: String(first[0]),
    end: async (signal) => {
      if (signal) child.kill(signal);
      else child.stdin.end();
      await gone;
    },
  };
}
