/** The shop's own script: it switches the language and listens. Nothing here is needed for the verifier to work. */

function speak(language: string): void {
  // The widgets follow the document's language by themselves.
  document.documentElement.lang = language;
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]')) {
    button.ariaPressed = String(button.dataset.language === language);
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]')) {
  button.addEventListener('click', () => speak(button.dataset.language ?? 'zh-CN'));
}
speak(navigator.language.startsWith('zh') ? 'zh-CN' : 'en');

const log = document.querySelector('#event');
for (const name of ['verified', 'rejected', 'error']) {
  document.addEventListener(`receipt-verifier:${name}`, (event) => {
    const { code, level } = (event as CustomEvent<{ readonly code: string; readonly level?: string }>).detail;
    log?.replaceChildren(`receipt-verifier:${name} → ${code} ${level ?? ''}`);
  });
}
