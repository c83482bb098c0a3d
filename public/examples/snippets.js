// The snippets name the place this page was served from, and can be copied.
const site = new URL('../', document.baseURI).href;
for (const place of document.querySelectorAll('[data-site]')) place.textContent = site;

for (const snippet of document.querySelectorAll('.snippet')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', `Copy: ${snippet.dataset.name}`);
  const status = document.createElement('span');
  status.className = 'unseen';
  status.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    const code = snippet.querySelector('code');
    try {
      await navigator.clipboard.writeText(code.textContent);
      status.textContent = 'Copied';
      button.textContent = 'Copied';
      setTimeout(() => {
        button.textContent = 'Copy';
        status.textContent = '';
      }, 2000);
    } catch {
      // No right to the clipboard: select it, so that one key copies it.
      getSelection().selectAllChildren(code);
      status.textContent = 'Selected: copy it with the keyboard';
    }
  });
  snippet.prepend(button, status);
}
