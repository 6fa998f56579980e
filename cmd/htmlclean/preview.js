'use strict';

// The articles of this page are not to be trusted. What keeps them in their place:
//
// 1. A frame's sandbox does not hold allow-scripts. Scripting is then off in
//    every document the frame ever shows: script elements, handlers and
//    javascript: URLs are dead, meta refresh and autoplay are off, and forms,
//    pop-ups and navigation of this page are refused, as no token allows them.
//    allow-same-origin gives nothing to an article that cannot run a script; it
//    lets this script, from outside, find and mark elements in the frame.
//    (Both tokens together would let an article take its own sandbox off.)
// 2. A policy as the frame document's first element, before any byte of the
//    article, lets nothing load; with the reader's word, pictures and media.
//    The page's own policy is inherited by the frames and stands behind it.
// 3. The article is parsed by DOMParser first, whose documents neither run nor
//    load anything, and loses what no policy covers: link (preconnect), meta and
//    base, template, which could hide them, and the addresses of frames and
//    links. Clicks and submissions in the frames do nothing.
//
// Nothing of an article reaches this document but as textContent.

const $ = id => document.getElementById(id);
const articles = [...document.querySelectorAll('script.article')];
const figures = articles.map(s => JSON.parse(s.dataset.figures));
const reasons = JSON.parse($('reasons').textContent);
const style = JSON.parse($('document-style').textContent);

let current = -1;     // the article that is shown
let article = null;   // its data
let pictures = false; // whether the reader asked for them

// ---- frames

const beforeStyle = 'body{margin:1rem;font:16px/1.6 sans-serif;color:#222;background:#fff;overflow-wrap:break-word}img,video{max-width:100%;height:auto}';
const linkStyle = '[data-hc-href]{text-decoration:underline;cursor:help}[data-hc-href]:not([style]){color:light-dark(#0a58a8,#86b9f0)}';
const markStyle = '[data-hc-mark]{outline:3px solid #d99a00!important;outline-offset:2px;background-color:rgb(255 200 0/.3)!important}' +
	'[data-hc-mark]:empty:not(img,video,iframe,hr,br){display:block!important;min-height:1em;min-width:2em}';
const noPicturesStyle = 'img,video,iframe{background:repeating-linear-gradient(45deg,#8882 0 8px,#8881 8px 16px);outline:1px dashed #888a;outline-offset:-1px}' +
	'img{min-width:4rem;min-height:3rem}';

// Addresses that browsers connect to before they ask a policy, or when a button
// of the mouse goes down; they are shown as the elements' titles.
const connecting = [
	['iframe, frame, object, embed', 'src', 'srcdoc', 'data'],
	['a, area', 'href', 'xlink:href', 'ping'],
	['form, button, input', 'action', 'formaction'],
];

function frameDocument(markup, css, lang) {
	const doc = new DOMParser().parseFromString(markup, 'text/html');
	for (const e of doc.querySelectorAll('script, link, meta, base, template')) e.remove();
	for (const [elements, ...names] of connecting)
		for (const e of doc.querySelectorAll(elements))
			for (const name of names)
				if (e.hasAttribute(name)) {
					e.setAttribute('data-hc-' + name.replace(':', '-'), e.getAttribute(name));
					if (!e.title) e.setAttribute('title', e.getAttribute(name));
					e.removeAttribute(name);
				}
	const own = doc.createElement('style');
	own.textContent = css + linkStyle + (pictures ? '' : noPicturesStyle) + markStyle;
	doc.head.append(own);
	const meta = (key, name, content) => {
		const e = doc.createElement('meta');
		e.setAttribute(key, name);
		if (content) e.content = content;
		return e;
	};
	doc.head.prepend(meta('charset', 'utf-8'),
		meta('http-equiv', 'Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; " +
			(pictures ? 'img-src http: https: data:; media-src http: https:' : 'img-src data:')),
		meta('name', 'referrer', 'no-referrer'),
		meta('http-equiv', 'x-dns-prefetch-control', 'off'),
		meta('name', 'viewport', 'width=device-width'));
	if (lang) doc.documentElement.lang = lang;
	return '<!DOCTYPE html>' + doc.documentElement.outerHTML;
}

function fill(frame, markup, css, lang) {
	frame.onload = () => {
		const doc = frame.contentDocument;
		if (!doc) return;
		doc.addEventListener('click', e => e.preventDefault(), true);
		doc.addEventListener('submit', e => e.preventDefault(), true);
	};
	frame.srcdoc = frameDocument(markup, css, lang);
}

function fillFrames() {
	fill($('before'), article.before, beforeStyle, article.lang);
	fill($('after'), '<main>' + article.after + '</main>', style, article.lang);
}

// ---- where a change happened

// label names an element as the report's paths do.
function label(e) {
	let s = e.localName;
	for (const a of e.attributes) {
		if (a.name === 'id' && a.value) s += '#' + a.value;
		if (a.name === 'class') for (const c of a.value.split(/[ \t\n\f\r]+/)) if (c) s += '.' + c;
	}
	return s;
}

const fold = s => s.replace(/\s+/g, ' ').trim();

// inInput finds the element a change is about. The path names it and what was
// above it; where several bear these names, its text or address and then its
// turn decide: changes are listed in the order of the article.
function inInput(doc, change) {
	if (!change.path) return null;
	const [own, parent] = change.path.split(' > ').reverse();
	const wanted = own === '#text' ? parent : own;
	if (!wanted) return null;
	const name = wanted.match(/^[^#.]*/)[0];
	if (/^(script|link|meta|base|template)$/.test(name) && parent) return inInput(doc, { path: parent, turn: change.turn }); // not in the frame
	let all = [...doc.getElementsByTagName(name)].filter(e => label(e) === wanted);
	if (own !== '#text' && parent) {
		const under = all.filter(e => { for (let p = e.parentElement; p; p = p.parentElement) if (label(p) === parent) return true; });
		if (under.length) all = under;
	}
	const narrowed = all.filter(e =>
		change.text ? fold(e.textContent) === change.text :
		change.before ? [...e.attributes].some(a => a.value === change.before) || fold(e.textContent) === fold(change.before) : true);
	if (narrowed.length) all = narrowed;
	return all[Math.min(change.turn, all.length - 1)] || null;
}

// inOutput finds what became of it: the element with the new address, the
// picture it holds, or the smallest element with its text.
function inOutput(doc, change, input) {
	const addresses = new Set([change.after].filter(Boolean));
	if (input && change.do !== 'drop')
		for (const e of [input, ...input.querySelectorAll('img')]) for (const a of e.attributes) if (/^(https?:)?\/\//.test(a.value)) addresses.add(a.value);
	for (const e of doc.querySelectorAll('[src], [poster], [data-hc-src], [data-hc-href]'))
		for (const k of ['src', 'poster', 'data-hc-src', 'data-hc-href']) if (addresses.has(e.getAttribute(k))) return e;
	if (change.do === 'drop' || !doc.body) return null;
	const text = fold((input && input.textContent) || change.after || '').slice(0, 80);
	if (!text) return null;
	let found = null;
	for (let e = doc.body; e; e = [...e.children].find(c => fold(c.textContent).includes(text))) found = e;
	return !found || found === doc.body || found.localName === 'main' ? null : found;
}

function unmark() {
	for (const id of ['before', 'after']) {
		const doc = $(id).contentDocument;
		if (doc) for (const e of doc.querySelectorAll('[data-hc-mark]')) e.removeAttribute('data-hc-mark');
	}
}

function show(button, group) {
	for (const b of $('list').querySelectorAll('[aria-current]')) b.removeAttribute('aria-current');
	button.setAttribute('aria-current', 'true');
	unmark();
	const before = $('before').contentDocument, after = $('after').contentDocument;
	if (!before || !after) return;
	const shown = group.slice(0, 200); // more would take longer than a glance
	const inputs = shown.map(c => inInput(before, c)).filter(Boolean);
	const outputs = shown.map(c => inOutput(after, c, inInput(before, c))).filter(Boolean);
	for (const list of [inputs, outputs]) {
		for (const e of list) e.setAttribute('data-hc-mark', '');
		if (list.length) list[0].scrollIntoView({ block: 'center' });
	}
	if (!inputs.length && outputs.length) tab('after');
	if (inputs.length && !outputs.length) tab('before');
}

// ---- the list

function part(parent, name, className, text) {
	const e = document.createElement(name);
	if (className) e.className = className;
	e.textContent = text;
	parent.append(e);
	return e;
}

function groups(changes) {
	const list = [];
	for (const c of changes) {
		const last = list.at(-1), f = last && last[0];
		if (f && f.set === c.set && f.rule === c.rule && f.do === c.do && f.path === c.path && !c.text && !c.before && !f.text && !f.before) last.push(c);
		else list.push([c]);
	}
	return list;
}

function fillList() {
	const wanted = $('rule').value;
	$('list').replaceChildren();
	for (const group of groups(article.changes.filter(c => !wanted || c.set + '/' + c.rule === wanted))) {
		const c = group[0], rule = c.set + '/' + c.rule;
		const button = part(part($('list'), 'li', '', ''), 'button', '', '');
		button.type = 'button';
		part(button, 'span', 'do ' + c.do, c.do + (group.length > 1 ? ' × ' + group.length : ''));
		part(button, 'b', '', rule);
		if (reasons[rule]) part(button, 'span', 'why', reasons[rule]);
		if (c.path) part(button, 'span', 'path', c.path);
		if (c.before) part(button, 'q', 'old', c.before);
		if (c.after) part(button, 'q', '', c.after);
		if (c.text) part(button, 'q', 'old', c.text);
		if (c.added) part(button, 'q', '', c.added);
		for (const u of c.images || []) part(button, 'q', 'old', u);
		let timer;
		button.addEventListener('mouseenter', () => { timer = setTimeout(show, 60, button, group); });
		button.addEventListener('mouseleave', () => clearTimeout(timer));
		button.addEventListener('focus', () => show(button, group));
		button.addEventListener('click', () => show(button, group));
	}
	if (!$('list').firstChild) part($('list'), 'li', 'path', 'Nothing was changed but the form.');
}

function fillRules() {
	const count = new Map();
	for (const c of article.changes) count.set(c.set + '/' + c.rule, (count.get(c.set + '/' + c.rule) || 0) + 1);
	$('rule').replaceChildren();
	part($('rule'), 'option', '', 'All ' + article.changes.length).value = '';
	for (const [rule, n] of count) part($('rule'), 'option', '', rule + ' ' + n).value = rule;
}

// number gives equal changes their turns.
function number(changes) {
	const seen = new Map();
	for (const c of changes) {
		const key = [c.set, c.rule, c.path, c.text, c.before].join('\n');
		c.turn = seen.get(key) || 0;
		seen.set(key, c.turn + 1);
	}
}

// ---- the page

function tab(id) {
	for (const name of ['before', 'after']) {
		$('tab-' + name).setAttribute('aria-selected', name === id);
		$('pane-' + name).classList.toggle('shown', name === id);
	}
}

function open(n) {
	current = n;
	const many = articles.length > 1, one = n >= 0;
	$('index').hidden = one;
	$('article').hidden = !one;
	for (const id of ['back', 'previous', 'next']) $(id).hidden = !many || !one;
	$('pictures').hidden = !one;
	$('previous').disabled = n <= 0;
	$('next').disabled = n === articles.length - 1;
	$('name').textContent = one ? figures[n].title || figures[n].name.replace(/.*[/]/, '') : articles.length + ' articles';
	if (!one) return;
	article = JSON.parse(articles[n].textContent);
	article.changes = article.changes || [];
	number(article.changes);
	fillRules();
	fillList();
	fillFrames();
}

function route() {
	const n = Number(location.hash.slice(1)) - 1;
	open(articles.length === 1 ? 0 : n >= 0 && n < articles.length && !figures[n].error ? n : -1);
}

// sharedFolder returns the length of the path that all names begin with.
function sharedFolder(names) {
	let folder = names[0].slice(0, names[0].lastIndexOf('/') + 1);
	for (const name of names) while (!name.startsWith(folder)) folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
	return folder.length;
}

function fillIndex() {
	const folder = sharedFolder(figures.map(f => f.name));
	figures.forEach((f, n) => {
		const row = part($('rows'), 'tr', '', '');
		const name = part(row, 'td', '', '');
		if (f.error) {
			part(name, 'span', '', f.name.slice(folder));
			part(name, 'small', 'failed', f.error);
		} else {
			part(name, 'a', '', f.name.slice(folder)).href = '#' + (n + 1);
			if (f.title) part(name, 'small', '', f.title);
		}
		for (const v of [f.changes, f.pictures, f.restored, f.proxies, f.in, f.out]) part(row, 'td', '', f.error ? '' : v.toLocaleString('en'));
	});
}

$('rule').addEventListener('change', () => { unmark(); fillList(); });
$('tab-before').addEventListener('click', () => tab('before'));
$('tab-after').addEventListener('click', () => tab('after'));
$('back').addEventListener('click', () => { location.hash = ''; });
$('previous').addEventListener('click', () => { location.hash = current; });
$('next').addEventListener('click', () => { location.hash = current + 2; });
$('pictures').addEventListener('click', () => {
	pictures = !pictures;
	$('pictures').setAttribute('aria-pressed', pictures);
	fillFrames();
});
$('list').addEventListener('keydown', e => {
	const all = [...$('list').querySelectorAll('button')];
	const at = all.indexOf(document.activeElement);
	const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[e.key];
	if (to === undefined || at < 0) return;
	e.preventDefault();
	if (all[to]) all[to].focus();
});
addEventListener('hashchange', route);
fillIndex();
route();
