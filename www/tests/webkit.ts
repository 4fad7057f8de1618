/** WebKitGTK's small browser, driven by its own WebDriver. As near to Safari as Linux has, and not Safari. */

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './bidi';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const START_LIMIT = 30_000;

export interface WebKitPrograms {
  readonly driver: string;
  readonly browser: string;
  /** Draws on no screen; not needed where there is one. */
  readonly screen: string | null;
}

/** Null where something is missing. */
export function findWebKit(): WebKitPrograms | null {
  const driver = findProgram(['WebKitWebDriver']);
  const browser = miniBrowser();
  const screen = findProgram(['Xvfb']);
  if (driver === null || browser === null) return null;
  return screen === null && process.env.DISPLAY === undefined ? null : { driver, browser, screen };
}

/** Debian keeps it beside the library, in a folder named after the machine and the version. */
function miniBrowser(): string | null {
  const folders = ['x86_64', 'aarch64'].flatMap((machine) =>
    ['4.1', '4.0'].map((version) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}`),
  );
  return folders.map((folder) => join(folder, 'MiniBrowser')).find((file) => existsSync(file)) ?? null;
}

export class WebKit {
  readonly #children: readonly ChildProcess[];
  readonly #address: string;
  readonly version: string;

  private constructor(children: readonly ChildProcess[], address: string, version: string) {
    this.#children = children;
    this.#address = address;
    this.version = version;
  }

  static async start({ driver, browser, screen }: WebKitPrograms, port: number): Promise<WebKit> {
    const children: ChildProcess[] = [];
    let display = process.env.DISPLAY;
    if (display === undefined && screen !== null) {
      const xvfb = spawn(screen, ['-displayfd', '3', '-screen', '0', '1280x1024x24'], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      });
      children.push(xvfb);
      const number = await new Promise<string>((resolve) => xvfb.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim())));
      display = `:${number}`;
    }
    children.push(
      spawn(driver, [`--port=${port}`], {
        stdio: 'ignore',
        // The tests may run as root, where WebKit's sandbox does not start.
        env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
      }),
    );
    const address = `http://127.0.0.1:${port}`;
    try {
      await answering(address);
      const options = { binary: browser, args: ['--automation'] };
      const session = (await post(`${address}/session`, {
        capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
      })) as { sessionId: string; capabilities: { browserVersion: string } };
      return new WebKit(children, `${address}/session/${session.sessionId}`, session.capabilities.browserVersion);
    } catch (error) {
      for (const child of children) child.kill();
      throw error;
    }
  }

  async open(url: string): Promise<void> {
    await post(`${this.#address}/url`, { url });
  }

  async evaluate(expression: string): Promise<unknown> {
    const text = (await this.#run(`return JSON.stringify(${expression});`)) as string | null;
    return text === null ? undefined : JSON.parse(text);
  }

  async setFile(expression: string, path: string): Promise<void> {
    const element = (await this.#run(`return ${expression};`)) as Readonly<Record<string, string>>;
    await post(`${this.#address}/element/${element[ELEMENT] ?? ''}/value`, { text: path });
  }

  async close(): Promise<void> {
    await fetch(this.#address, { method: 'DELETE' }).catch(() => undefined);
    for (const child of [...this.#children].reverse()) child.kill();
  }

  #run(script: string): Promise<unknown> {
    return post(`${this.#address}/execute/sync`, { script, args: [] });
  }
}

async function post(address: string, body: unknown): Promise<unknown> {
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(JSON.stringify(value));
  return value;
}

async function answering(address: string): Promise<void> {
  for (const end = Date.now() + START_LIMIT; Date.now() < end; ) {
    const status = await fetch(`${address}/status`).catch(() => null);
    if (status?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver did not start');
}
