// The built program (`nhipso up`) on a free port with a data folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 120_000;

export interface Server {
  /** `http://127.0.0.1:PORT`, without a final slash. */
  url: string;
  /** The one-time sign-in link of the first administrator, as printed. */
  adminLink: string;
  /** Asks the program to end, waits for it and removes its data. */
  stop(): Promise<void>;
}

/** Starts the program and waits until it has printed the link and answers its first page. */
export async function startServer(options: { plan?: string | string[]; today?: string } = {}): Promise<Server> {
  const binary = process.env.NHIPSO_BIN;
  if (!binary) throw new Error('NHIPSO_BIN must name the built program');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const data = mkdtempSync(join(tmpdir(), 'nhipso-browser-'));
  const args = ['up', ...[options.plan ?? []].flat(), '--data', join(data, 'data'), '--listen', `127.0.0.1:${port}`];
  if (options.today) args.push('--today', options.today);
  const child = spawn(binary, args, {
    cwd: data,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...quietEnvironment(), NHIPSO_DEVELOPMENT: 'true', NO_COLOR: '1' },
  });
  let said = '';
  const listen = (chunk: Buffer) => (said += chunk.toString());
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);

  const stop = async () => {
    await ended(child);
    rmSync(data, { recursive: true, force: true });
  };
  const link = new RegExp(`${url}/[^\\s"'<>]{8,}`);
  for (const started = Date.now(); ; ) {
    const found = said.match(link);
    if (found && (await answers(url))) return { url, adminLink: found[0], stop };
    if (child.exitCode !== null || Date.now() - started > PATIENCE_MS) {
      await stop();
      throw new Error(`nhipso ${args.join(' ')} did not come up; it said:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The environment without settings of the program that this machine may have: the tests use its defaults. */
function quietEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NHIPSO_')));
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then((answer) => answer.ok, () => false);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const done = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await done;
  clearTimeout(hard);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
