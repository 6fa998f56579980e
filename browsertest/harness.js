// The page at the top: shows vectors, each in a frame of its own, and watches.
'use strict';

const shown = new Map(); // a frame's window → its job's result

// told is called by probe.js, in the vector's frame or in a frame of that one.
function told(win, what) {
  while (win && win !== top) {
    const result = shown.get(win);
    if (result) {
      if (!result.ran.includes(what)) result.ran.push(what);
      return;
    }
    win = win.parent;
  }
}
addEventListener('message', e => e.data?.told && told(e.source, e.data.told));

const wait = ms => new Promise(done => setTimeout(done, ms));

// handlerNames are all event handler attributes that this browser knows.
const handlerNames = (() => {
  const names = new Set();
  for (const type of [Window, Document, HTMLElement, HTMLBodyElement, HTMLMediaElement, SVGElement, MathMLElement]) {
    for (let proto = type.prototype; proto; proto = Object.getPrototypeOf(proto)) {
      for (const name of Object.getOwnPropertyNames(proto)) {
        if (name.startsWith('on')) names.add(name);
      }
    }
  }
  for (const name of Object.getOwnPropertyNames(window)) if (name.startsWith('on')) names.add(name);
  return [...names];
})();
const eventNames = [...handlerNames.map(name => name.slice(2)), 'begin', 'end', 'repeat', 'start', 'finish', 'bounce'];
const commonEvents = ['click', 'mouseover', 'focus', 'error', 'load', 'toggle', 'animationstart', 'pointerdown'];

// kind tells values apart that a named element could stand in for.
const kind = v => v === null ? 'null' : typeof v === 'object' || typeof v === 'function' ? Object.prototype.toString.call(v) : typeof v;

// pristine is what a page without an article looks like: a window, and the kinds
// of its document's properties, of a frame that is empty and of one that is served.
const pristine = { empty: null, served: null };
async function start() {
  for (const which in pristine) {
    const frame = document.createElement('iframe');
    if (which === 'served') frame.src = '/frame';
    const loaded = new Promise(done => { frame.onload = done; });
    document.body.append(frame);
    await loaded;
    const win = frame.contentWindow, kinds = new Map();
    for (const name in win.document) kinds.set(name, kind(win.document[name]));
    pristine[which] = { win, kinds };
  }
  return handlerNames.length;
}

// ways put a vector's markup into its frame; the roots they return hold it then.
const ways = {
  inner(doc, markup) {
    const div = doc.createElement('div');
    div.innerHTML = markup;
    doc.body.append(div);
    return [div];
  },
  served(doc) {
    return [doc.documentElement];
  },
  template(doc) {
    for (const t of doc.querySelectorAll('template')) {
      doc.body.append(doc.importNode(t.content, true));
      t.remove();
    }
    return [doc.documentElement];
  },
  rounds(doc, markup) {
    const round = s => {
      const div = doc.createElement('div');
      div.innerHTML = s;
      return div;
    };
    const twice = round(round(round(markup).innerHTML).innerHTML);
    const parsed = s => new doc.defaultView.DOMParser().parseFromString(s, 'text/html').body;
    const xml = new doc.defaultView.XMLSerializer();
    const viaXML = round(xml.serializeToString(parsed(markup)));
    const viaBoth = round(parsed(xml.serializeToString(parsed(parsed(markup).outerHTML))).outerHTML);
    doc.body.append(twice, viaXML, viaBoth);
    return [twice, viaXML, viaBoth];
  },
};

function fire(root, win) {
  const elements = [root, ...root.querySelectorAll('*')];
  const events = elements.length > 60 ? commonEvents : eventNames;
  for (const el of elements) {
    for (const type of events) {
      el.dispatchEvent(new win.Event(type, { cancelable: true }));
    }
  }
  // From the innermost outwards: a click may take its element out of the page.
  for (const el of elements.reverse().slice(0, 400)) {
    el.focus?.({ preventScroll: true });
    if (el.localName === 'details') el.open = !el.open;
    el.dispatchEvent(new win.MouseEvent('click', { bubbles: true, cancelable: true, composed: true, view: win }));
  }
  for (const type of events) win.dispatchEvent(new win.Event(type, { cancelable: true }));
}

const forbidden = new Set(('script style link meta base title head form input button select option optgroup datalist textarea ' +
  'output object param embed applet svg portal fencedframe frame frameset template slot noscript noembed noframes xmp ' +
  'plaintext listing isindex keygen marquee bgsound dialog canvas map area annotation-xml annotation maction').split(' '));
const forbiddenAttributes = new Set(('style srcdoc ping target formaction action background is nonce autofocus contenteditable ' +
  'accesskey tabindex slot part popover popovertarget command commandfor http-equiv usemap longdesc dynsrc lowsrc data ' +
  'attributionsrc manifest codebase archive form').split(' '));
const namespaces = ['http://www.w3.org/1999/xhtml', 'http://www.w3.org/1998/Math/MathML'];
const addresses = ['href', 'src', 'poster', 'cite', 'currentSrc'];
const texts = ['alt', 'title']; // a reader may read there what a link must not say
const schemes = { href: ['http:', 'https:', 'mailto:', 'tel:'], src: ['http:', 'https:', 'data:'] };
const dataImage = /^data:image\/(png|gif|jpeg|webp|avif|bmp)[;,]/i;
const hostile = /^(javascript|vbscript|livescript|mocha|blob|filesystem|view-source):|^data:(text|application|image\/svg|,)/;

// residueOf is what a cleaned article must not have left in the page.
function residueOf(roots, win, { win: blank, kinds }, players) {
  const doc = win.document, found = [];
  const add = (el, what) => found.push(`${what} in ${el.outerHTML.slice(0, 160)}`);
  for (const root of roots) {
    // What the frame itself consists of is not the article's.
    const own = new Set([doc.documentElement, doc.head, doc.body]);
    for (const el of [root, ...root.querySelectorAll('*')]) {
      if (!namespaces.includes(el.namespaceURI)) add(el, 'foreign element');
      if (forbidden.has(el.localName) && !own.has(el)) add(el, `element ${el.localName}`);
      if (el.localName === 'iframe') {
        const host = URL.canParse(el.src) ? new URL(el.src) : null;
        if (host?.protocol !== 'https:' || !players.includes(host.hostname)) add(el, 'frame of a stranger');
        const sandbox = el.getAttribute('sandbox');
        if (sandbox === null || /top-navigation|modals|downloads/.test(sandbox)) add(el, 'frame without sandbox');
      }
      for (const { name, value } of el.attributes) {
        const bare = value.replace(/[\x00-\x20\u200b\ufeff]/g, '').toLowerCase();
        if (name.startsWith('on')) add(el, 'handler attribute');
        if (forbiddenAttributes.has(name) || name.includes(':') && name !== 'xml:lang') add(el, `attribute ${name}`);
        if (hostile.test(bare) && !texts.includes(name)) add(el, `hostile ${name}`);
        if (name.endsWith('srcset') && value.toLowerCase().split(/\s+/).some(c => hostile.test(c.replace(/^,+/, '')))) add(el, `hostile ${name}`);
        if (name === 'id' || name === 'name') {
          if (value in blank || value in blank.document) add(el, `${name} shadows a property`);
        }
      }
      for (const name of addresses) {
        const url = el[name];
        if (typeof url !== 'string' || url === '' || !el.hasAttribute(name === 'currentSrc' ? 'srcset' : name)) continue;
        if (!URL.canParse(url)) continue; // leads nowhere
        const { protocol } = new URL(url);
        const allowed = name === 'href' ? schemes.href : schemes.src;
        if (!allowed.includes(protocol)) add(el, `${name} with ${protocol}`);
        if (protocol === 'data:' && !(el.localName === 'img' && dataImage.test(url))) add(el, `${name} with data`);
      }
      for (const name of handlerNames) {
        if (el[name]) add(el, `handler ${name}`);
      }
    }
  }
  for (const [name, was] of kinds) {
    const is = kind(doc[name]);
    if (is !== was && name !== 'activeElement' && !name.startsWith('on')) found.push(`document.${name} is ${is}, was ${was}`);
  }
  for (const name of handlerNames) {
    if (win[name] || doc.body?.[name]) found.push(`handler ${name} on the page`);
  }
  if (win.pwnme !== undefined) found.push('window.pwnme is ' + kind(win.pwnme));
  return found;
}

// show shows one batch of {n, mode, html} and returns what happened in each.
async function show(jobs, players, patience) {
  const frames = jobs.map(job => {
    const frame = document.createElement('iframe');
    frame.width = 300;
    frame.height = 150;
    const result = { n: job.n, mode: job.mode, ran: [], residue: [], failed: '' };
    const served = job.mode === 'served' || job.mode === 'template';
    let loaded;
    if (served) {
      frame.src = `/frame?n=${job.n}&mode=${job.mode}`;
      loaded = new Promise(done => { frame.onload = done; });
    }
    document.body.append(frame);
    const win = frame.contentWindow;
    // An empty frame has this page's policy and address, and is there at once.
    // The request tells the test which vector's frame it is.
    if (!loaded) new win.Image().src = '/frame?n=' + job.n;
    shown.set(win, result);
    return { job, frame, win, served, result, loaded };
  });
  await Promise.race([Promise.all(frames.map(f => f.loaded)), wait(4000)]);
  const each = step => {
    for (const f of frames) {
      try {
        step(f);
      } catch (e) {
        f.result.failed ||= String(e);
      }
    }
  };
  each(f => { f.roots = ways[f.job.mode](f.frame.contentDocument, f.job.html); });
  await wait(patience);
  // A page may write itself anew; the root that counts is the one that is shown.
  each(f => {
    if (f.served) f.roots = [f.frame.contentDocument.documentElement];
    f.result.residue = residueOf(f.roots, f.win, f.served ? pristine.served : pristine.empty, players);
  });
  each(f => f.roots.forEach(root => fire(root, f.win)));
  await wait(patience);
  for (const f of frames) {
    f.frame.remove();
    shown.delete(f.win);
  }
  return frames.map(f => f.result);
}
