// Runs first in every document of the browser, frames of vectors and what they
// open included: whatever of theirs runs, tells the page at the top.
(() => {
  const here = window;
  const tell = what => {
    try {
      if (typeof top.told === 'function') return top.told(here, what);
    } catch {}
    top.postMessage({ told: what }, '*');
  };
  Object.defineProperty(window, 'pwn', { value: () => tell('script: pwn') });
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
    window[name] = () => tell('script: ' + name);
  }
  const evaluate = window.eval;
  window.eval = source => {
    tell('script: eval');
    return evaluate(source);
  };

  document.addEventListener('securitypolicyviolation', e => {
    tell(`policy: ${e.effectiveDirective} ${e.blockedURI} ${e.sample}`);
  });

  // Links and forms are not followed, unless what they lead to is a script.
  const scripted = (url, base) => {
    try {
      return new URL(url, base).protocol === 'javascript:';
    } catch {
      return false;
    }
  };
  window.addEventListener('click', e => {
    const link = e.composedPath().find(n => n.localName === 'a' || n.localName === 'area');
    if (!link || !link.href) return;
    const href = link.href.animVal ?? link.href;
    if (!scripted(href, link.baseURI)) e.preventDefault();
  }, true);
  window.addEventListener('submit', e => {
    const action = e.submitter?.getAttribute('formaction') ?? e.target.getAttribute('action') ?? '';
    if (!scripted(action, document.baseURI)) e.preventDefault();
  }, true);
})();
