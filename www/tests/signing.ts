/** What the tests of signing share: phones with a passkey's authenticator, and people who press. */

import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, CDPSession, Locator, Page } from '@playwright/test';
import { expect, sample, verdict } from './page';

export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly authenticator: Authenticator;
}

/** What the virtual authenticator says of itself, and what it does when it is asked. */
interface Nature {
  readonly language?: string;
  /** Passkeys that are synced. */
  readonly synced?: boolean;
  /** Nobody answers the prompt as they should: the check of the finger or PIN fails. */
  readonly unverified?: boolean;
  /** No authenticator at all. */
  readonly bare?: boolean;
  /** Where the page is opened; a request for another origin than the server's is answered from the server. */
  readonly origin?: string;
  /** The only kind of key that may be made. */
  readonly alg?: -7 | -8;
}

export class Authenticator {
  readonly #session: CDPSession;
  readonly #id: string;

  private constructor(session: CDPSession, id: string) {
    this.#session = session;
    this.#id = id;
  }

  static async at(page: Page, { synced = false, unverified = false, bare = false }: Nature): Promise<Authenticator> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    if (bare) return new Authenticator(session, '');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: !unverified,
        automaticPresenceSimulation: true,
        defaultBackupEligibility: synced,
        defaultBackupState: synced,
      },
    });
    return new Authenticator(session, authenticatorId);
  }

  /** Whether its owner is recognised from now on. */
  async recognises(isUserVerified: boolean): Promise<void> {
    await this.#session.send('WebAuthn.setUserVerified', { authenticatorId: this.#id, isUserVerified });
  }

  async credentials(): Promise<number> {
    const { credentials } = await this.#session.send('WebAuthn.getCredentials', { authenticatorId: this.#id });
    return credentials.length;
  }

  /** Somebody has deleted them in the device's settings. */
  async forget(): Promise<void> {
    await this.#session.send('WebAuthn.clearCredentials', { authenticatorId: this.#id });
  }
}

/** A phone of its own: storage, keys and memory shared with no other. */
export async function phone(browser: Browser, baseURL: string, nature: Nature = {}): Promise<Phone> {
  const { language = 'en', origin, alg } = nature;
  const context = await browser.newContext({ locale: language, baseURL: origin ?? baseURL, permissions: [], serviceWorkers: 'block' });
  if (origin !== undefined) await servedAs(context, origin, baseURL);
  const page = await context.newPage();
  if (alg !== undefined) {
    await page.addInitScript((only) => {
      const create = navigator.credentials.create.bind(navigator.credentials);
      navigator.credentials.create = (options) => {
        if (options?.publicKey !== undefined) options.publicKey.pubKeyCredParams = [{ type: 'public-key', alg: only }];
        return create(options);
      };
    }, alg);
  }
  return { context, page, authenticator: await Authenticator.at(page, nature) };
}

/** The build as another origin serves it. */
async function servedAs(context: BrowserContext, origin: string, server: string): Promise<void> {
  await context.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const answer = await fetch(server + pathname);
    await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) });
  });
}

export const fragment = (link: string): string => link.slice(link.indexOf('#'));

/** The receipt's own answer, then signing. */
export async function toSigning(page: Page, digits: string, side: 'customer' | 'merchant'): Promise<void> {
  await page.goto(`/#${digits}`);
  await expect(verdict(page)).toBeVisible();
  await page.locator('[data-act=sign]').click();
  await page.locator(`[data-whose=${side}]`).click();
  await expect(page.locator(`[data-side=${side}]`)).toBeVisible();
}

export async function toSigningSample(page: Page, id: string, side: 'customer' | 'merchant'): Promise<void> {
  await toSigning(page, sample(id).digits, side);
}

/** What the customer says, as far as the sheet. */
export async function say(page: Page, said: string, amount = ''): Promise<void> {
  await page.locator(`[data-answer-said=${said}]`).click();
  if (said === 'amount_differs') {
    if (amount === '') await page.locator('[data-act=no-amount]').click();
    else {
      await page.locator('signing-view [name=amount]').fill(amount);
      await page.locator('signing-view form.amount button[type=submit]').click();
    }
  }
  await expect(page.locator('[data-sheet=answer]')).toBeVisible();
}

/** Signs what is read back, with a key that is made now or one that is here. */
export async function sign(page: Page, method: 'passkey' | 'device_key' = 'passkey'): Promise<string> {
  await page.locator(`key-choice :is([data-make=${method}], [data-sign=${method}])`).click();
  const signed = page.locator('[data-signed]');
  await expect(signed).toBeVisible();
  return (await signed.getAttribute('data-part')) ?? '';
}

/** The link that the code on the screen is. */
export async function linkOf(holder: Locator | Page): Promise<string> {
  const copy = holder.locator('handed-code [data-act=copy]').first();
  await expect(copy).toBeVisible();
  return (await copy.getAttribute('data-link')) ?? '';
}

/** The code on the screen, as another phone's camera sees it. */
export async function codeOf(page: Page): Promise<Buffer> {
  const figure = page.locator('handed-code figure').first();
  await expect(figure).toBeVisible();
  return figure.screenshot();
}

/** Shows a picture to the reader that waits on the screen, until `seen`: what it says of it, unless told otherwise. */
export async function show(page: Page, picture: Buffer, seen = page.locator('taken-in [data-taken]')): Promise<void> {
  const reader = page.locator('taken-in');
  await reader.locator('[data-act=scan]').click();
  await reader.locator('input[type=file]').first().setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture });
  await expect(seen).toBeVisible();
}

/** Hands a text to it. */
export async function hand(page: Page, text: string): Promise<void> {
  const reader = page.locator('taken-in');
  await reader.locator('[data-act=scan]').click();
  await reader.locator('[data-way=paste]').click();
  await reader.locator('textarea').fill(text);
  await reader.locator('button[type=submit]').click();
  await expect(reader.locator('[data-taken]')).toBeVisible();
}

export function ack(page: Page, said: string): Locator {
  return page.locator(`sign-offs [data-ack=${said}]`);
}

export function deal(page: Page): Locator {
  return page.locator('sign-offs [data-settlement]');
}

interface Terms {
  readonly remedy?: string;
  readonly amount?: string;
  readonly facts?: string;
}

/** Writes down what was agreed, as far as the sheet. */
export async function agree(page: Page, { remedy = 'partial_refund', amount = '20', facts = '' }: Terms = {}): Promise<void> {
  await page.locator('[data-act=write-terms]').click();
  const form = page.locator('terms-form');
  await form.locator(`[data-remedy=${remedy}]`).click();
  if (['refund', 'partial_refund'].includes(remedy)) await form.locator('[name=amount]').fill(amount);
  if (facts !== '') await form.locator('[name=own]').fill(facts);
  await form.locator('[data-act=read]').click();
  await expect(page.locator('[data-sheet=proposal]')).toBeVisible();
}

export const SNAPSHOT = new URL('../../samples/', import.meta.url);
export const sampleText = (name: string): string => readFileSync(new URL(name, SNAPSHOT), 'utf8');
