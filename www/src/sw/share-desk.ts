/** What another app shared waits here, in memory alone, until the page that it opens has asked for it. It is never written anywhere. */

import type { Shared } from '../app/shared';

/** The page asks within a second; what nobody asks for is forgotten. */
const PATIENCE = 60_000;

const waiting = new Map<unknown, { readonly shared: Shared; readonly done: () => void }>();

/** Answers the share target's POST. */
export async function takeShare(request: Request, event: ExtendableEvent): Promise<Response> {
  const ticket = crypto.randomUUID();
  try {
    const shared = sharedOf(await request.formData());
    // Without this the browser may end the worker, and with it what is waiting.
    event.waitUntil(
      new Promise<void>((resolve) => {
        const timer = setTimeout(() => giveShared(ticket), PATIENCE);
        waiting.set(ticket, {
          shared,
          done: () => {
            clearTimeout(timer);
            resolve();
          },
        });
      }),
    );
  } catch {
    // The page finds nothing under its ticket, and says so.
  }
  return Response.redirect(`./?share=${ticket}`, 303);
}

/** Hands it over once. */
export function giveShared(ticket: unknown): Shared | null {
  const found = waiting.get(ticket);
  waiting.delete(ticket);
  found?.done();
  return found?.shared ?? null;
}

/** The fields that the manifest's `share_target` names. */
function sharedOf(form: FormData): Shared {
  const texts = ['title', 'text', 'url'].map((name) => form.get(name)).filter((value) => typeof value === 'string');
  const files = form.getAll('file').filter((value) => value instanceof File);
  return { text: texts.join('\n').trim(), files };
}
