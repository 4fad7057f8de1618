/**
 * Firefox as its makers ship it, driven by WebDriver BiDi: the browser itself speaks it, so no driver has to be installed,
 * and Playwright's own Firefox is a patched one that would have to be downloaded.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import WebSocket from 'ws';

type Answer = Readonly<Record<string, unknown>>;

const START_LIMIT = 60_000;

/** The first of these on the path; null where there is none. */
export function findProgram(names: readonly string[]): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = names.flatMap((name) => (name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name))));
  return places.find((place) => existsSync(place)) ?? null;
}

export class Firefox {
  readonly #process: ChildProcess;
  readonly #socket: WebSocket;
  readonly #profile: string;
  readonly #waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  #count = 0;
  #context = '';
  version = '';

  private constructor(process: ChildProcess, socket: WebSocket, profile: string) {
    this.#process = process;
    this.#socket = socket;
    this.#profile = profile;
    socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString()) as Message));
  }

  static async start(program: string): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), 'receipt-firefox-'));
    const child = spawn(program, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const address = await addressOf(child);
    const socket = new WebSocket(`${address}/session`);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const firefox = new Firefox(child, socket, profile);
    const { capabilities } = (await firefox.send('session.new', { capabilities: {} })) as { capabilities: { browserVersion: string } };
    firefox.version = capabilities.browserVersion;
    const { contexts } = (await firefox.send('browsingContext.getTree', {})) as { contexts: readonly { context: string }[] };
    firefox.#context = contexts[0]?.context ?? '';
    return firefox;
  }

  async open(url: string): Promise<void> {
    await this.send('browsingContext.navigate', { context: this.#context, url, wait: 'complete' });
  }

  /** The value of an expression in the page, as far as JSON goes. */
  async evaluate(expression: string): Promise<unknown> {
    const { result } = (await this.#run(`JSON.stringify(${expression})`)) as { result?: { value?: string } };
    return result?.value === undefined ? undefined : JSON.parse(result.value);
  }

  async setFile(expression: string, path: string): Promise<void> {
    const { result } = (await this.#run(expression)) as { result: { sharedId: string } };
    await this.send('input.setFiles', { context: this.#context, element: { sharedId: result.sharedId }, files: [path] });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.send('browser.close', {}).catch(() => undefined);
    setTimeout(() => this.#process.kill('SIGKILL'), 5_000).unref();
    await ended;
    this.#socket.terminate();
    rmSync(this.#profile, { recursive: true, force: true });
  }

  #run(expression: string): Promise<Answer> {
    return this.send('script.evaluate', { expression, target: { context: this.#context }, awaitPromise: true });
  }

  send(method: string, params: Answer): Promise<Answer> {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  #take(message: Message): void {
    const waiting = this.#waiting.get(message.id ?? 0);
    this.#waiting.delete(message.id ?? 0);
    if (message.type === 'error') waiting?.reject(new Error(`${message.error ?? ''}: ${message.message ?? ''}`));
    else waiting?.resolve(message.result ?? {});
  }
}

interface Message {
  readonly type: 'success' | 'error' | 'event';
  readonly id?: number;
  readonly result?: Answer;
  readonly error?: string;
  readonly message?: string;
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`Firefox did not start: ${said}`)), START_LIMIT);
    child.stderr?.on('data', (data: Buffer) => {
      said += data.toString();
      const address = /WebDriver BiDi listening on (\S+)/.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
    child.once('exit', () => reject(new Error(`Firefox ended: ${said}`)));
  });
}
