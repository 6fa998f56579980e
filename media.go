package htmlclean

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	whyPlayer        = reason("media", "player", "the embed is a player that the table knows: it becomes a frame of the player alone, which does not start by itself")
	whyPlayerCarrier = reason("media", "player-carrier", "a script would have put a player in the element's place")
	whyLinked        = reason("media", "embed-link", "a frame may show anything: what is no known player becomes a link, so that the reader can still get there")
	whyStatus        = reason("media", "status-link", "a script would have shown where the quoted status stands; the quotation now ends with a link to it")
	whyOEmbed        = reason("media", "embedded-post", "the frame shows again what the quotation before it says")
	whyPlayerTwin    = reason("media", "player-twin", "the same player stands beside its own substitute for browsers without scripts")
	whyBareAddress   = reason("media", "bare-address", "the box of an embed holds nothing but an address: a script or the site was to show what is there")
	whyHiddenFrame   = reason("media", "hidden-frame", "a frame without size is a counter or a messenger between sites, not content")
	whyNoSource      = reason("media", "no-address", "the element has no address that a browser could load")
	whyAdvert        = reason("media", "advertising", "the host serves advertisements")
	whyComments      = reason("media", "comments", "the host serves readers' comments, which are not the article")
	whyButton        = reason("media", "button", "a frame that holds only a button to share, follow or like")
	whyNative        = reason("media", "native", "video and audio have controls, wait for the reader, and keep only sources that a browser can play")
	whyStream        = reason("media", "stream", "a stream needs a script to play it")
	whyFallback      = reason("media", "object-fallback", "no browser runs the object; what it holds for that case is the content")
	whyFrameFallback = reason("media", "frame-fallback", "the frame shows nothing; the link that it holds for browsers without frames leads there")
	whyEmbedImage    = reason("media", "embedded-picture", "the embed is a picture")
	whyDrawing       = reason("media", "drawing", "a drawing inside the text is an icon, or may hold what attacks its reader; its text is no prose")
	whyMathPicture   = reason("media", "math-picture", "a picture inside a formula is no part of its notation")
	whyMath          = reason("media", "math-text", "nothing but text is left of the formula, or it is nested deeper than any formula is")
)

// junk tells apart what is dropped without a link.
var junk = map[treatment]*Reason{asAdvert: whyAdvert, asComments: whyComments, asButton: whyButton}

// frameSources are the attributes that hold the address of a frame, an embed or
// an object, src first; the others are for scripts that load late, or load only
// with the reader's consent.
var frameSources = []string{
	"src", "data", "data-src", "data-lazy-src", "data-original", "data-orig", "data-url", "data-iframe-src", "data-lazy",
	"data-litespeed-src", "data-ezsrc", "nitro-lazy-src", "data-nitro-lazy-src", "data-cookieconsent-src", "data-cmp-src",
	"data-consent-src", "data-src-cmplz", "data-cookieblock-src", "data-cookie-src", "data-uc-src", "data-suppressedsrc",
	"suppressedsrc", "data-embed-src", "data-video-src",
}

// objectSources are those of an object, and the parameters that read has made
// attributes of it.
var (
	objectSources    = slices.Concat(frameSources, []string{"movie", "url", "filename"})
	objectParameters = nameSet("movie src url filename flashvars")
)

// The fixed attributes of a frame. A player needs scripts and its own origin's
// storage; allow-same-origin gives it back that origin, which is never the
// article's: each host of the table is a player's own. It cannot navigate the
// page around it, and opens windows only on the reader's click. Some players
// refuse to play for a page that does not say who it is, so that the origin,
// and no more, is sent to all.
const (
	frameSandbox  = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
	frameReferrer = "strict-origin-when-cross-origin"
)

// media makes every embed a player, a video, an audio, a picture, or a paragraph
// with a link, and every formula MathML Core. Before it, vendors' elements are
// standard; after it no address of these elements stands in a data attribute.
// The pictures it makes are looked at by the pass behind it.
func (j *job) media() {
	m := mediaPass{job: j}
	for n := j.root.first; n != nil && !j.stopped(); {
		if n == m.spareEnd {
			m.inSpare, m.spareEnd = false, nil
		}
		if n == m.anchorEnd {
			m.anchor, m.anchorEnd = nil, nil
		}
		n = m.visit(n)
	}
}

type mediaPass struct {
	*job
	last     *node  // what was written last, while nothing that shows has followed
	key      string // its address
	spare    bool   // it stood in a noscript
	twin     bool   // it has met its twin
	spareEnd *node  // the node behind the noscript whose content is being visited
	inSpare  bool
	posts    int // quotations of WordPress whose frame is still to come

	anchor    *node // the link that is being visited
	anchorEnd *node // the node behind it
}

// visit does what is to do at n and returns where the walk goes on.
func (m *mediaPass) visit(n *node) *node {
	if n.isText() {
		if m.last != nil && !isBlank(n.text()) {
			m.last = nil
		}
		if n.parent.hasClass("wp-block-embed__wrapper") || n.parent.hasClass("jetpack-videopress-player__wrapper") {
			return m.bareAddress(n)
		}
		return n.nextIn(m.root)
	}
	switch n.tag {
	case atom.Iframe, atom.Frame:
		return m.frame(n)
	case atom.Video, atom.Audio:
		return m.native(n, n.tag)
	case atom.Embed:
		return m.embed(n)
	case atom.Object, atom.Applet:
		return m.object(n)
	case atom.Noscript:
		return m.noscript(n)
	case atom.Blockquote:
		m.status(n)
	case atom.A:
		m.anchor, m.anchorEnd = n, n.following(m.root)
	case atom.Img, atom.Picture:
		m.last = nil
	case 0:
		return m.unknown(n)
	default:
		if carrierTags.has(n.tag) && len(n.attr) > 0 {
			return m.carried(n)
		}
	}
	return n.nextIn(m.root)
}

// unknown is for elements of other vocabularies and of vendors.
func (m *mediaPass) unknown(n *node) *node {
	switch n.name() {
	case "svg":
		return m.drawing(n)
	case "math":
		next := n.following(m.root)
		m.last = nil
		if m.report != nil {
			if images := n.imageAddresses(); images != nil {
				m.note(n, whyMathPicture, "drop").Images = images
			}
		}
		if formula := m.math(n); formula != nil {
			n.replace(formula)
		} else {
			text := newText(shownText(n), n)
			m.note(n, whyMath, "unwrap")
			n.replace(text)
		}
		return next
	case "mjx-math":
		if formula := m.boxFormula(n); formula != nil {
			next := n.following(m.root)
			n.replace(formula)
			m.last = nil
			return next
		}
	case "mpvoice", "mp-common-mpaudio":
		return m.voice(n)
	case "amp-video":
		return m.native(n, atom.Video)
	case "amp-audio":
		return m.native(n, atom.Audio)
	}
	for _, c := range carriersByName[n.name()] {
		if address, _ := c.address(n); address != "" {
			return m.show(n, []string{address}, "", whyPlayerCarrier)
		}
	}
	return n.nextIn(m.root)
}

// drawing drops an inline svg that is no formula. Its text and its pictures are
// in the report.
func (m *mediaPass) drawing(n *node) *node {
	next := n.following(m.root)
	if formula := m.drawnFormula(n); formula != nil {
		n.replace(formula)
		m.last = nil
		return next
	}
	m.backdrops(n)
	if c := m.note(n, whyDrawing, "drop"); c != nil {
		c.lose(n)
		for d := n.first; d != nil; d = d.nextIn(n) {
			if d.name() == "image" && d.get("href") != "" {
				c.Images = append(c.Images, d.get("href"))
			}
		}
	}
	n.remove()
	return next
}

// backdrops keeps the pictures that a drawing, or drawings in it, have as their
// background: WeChat's articles show pictures so that answer to a touch. Each gets
// an empty element, behind the boxes that hold nothing else: they may be pictures too.
func (m *mediaPass) backdrops(n *node) {
	at := n
	for at.parent != m.root && at.prev == nil && at.next == nil && at.parent.is(atom.Section, atom.Div, atom.Span) {
		at = at.parent
	}
	for d := n; d != nil; d = d.nextIn(n) {
		lazy, style := d.get("data-lazy-bgimg"), d.get("style")
		if d.name() != "svg" || lazy == "" && !strings.Contains(style, "url(") {
			continue
		}
		box := newElement(atom.Span, d)
		for _, a := range [...]attribute{{"style", style}, {"data-lazy-bgimg", lazy}} {
			if a.val != "" {
				box.attr = append(box.attr, a)
			}
		}
		at.parent.insertBefore(box, at.next)
		at = box
	}
}

// frame is an iframe.
func (m *mediaPass) frame(n *node) *node {
	if m.posts > 0 && (n.hasClass("wp-embedded-content") || n.has("data-secret")) {
		m.posts--
		return m.discard(n, whyOEmbed, n.get("src"))
	}
	sources := values(n, frameSources)
	if n.hasClass("wp-embedded-content") && len(sources) > 0 {
		post, _, _ := strings.Cut(sources[0], "#")
		sources[0] = strings.TrimSuffix(post, "embed/")
	}
	if len(sources) == 0 && n.first != nil && len(n.first.text()) <= maxSaid && strings.Contains(n.first.text(), "<a ") && !strings.Contains(n.first.text(), "<iframe") {
		return m.frameFallback(n)
	}
	return m.show(n, sources, "", whyPlayer)
}

// frameFallback puts what a frame without address holds in its place: the link to
// what stands there, in Medium's feed. The parser left it as text.
func (m *mediaPass) frameFallback(n *node) *node {
	text := n.first.text()
	box := newElement(atom.P, n)
	for _, parsed := range m.readFragment(text, n) {
		box.append(parsed)
	}
	m.note(n, whyFrameFallback, "replace")
	n.replace(box)
	m.noteShown(box, whyFrameFallback)
	return box
}

// embed is a plug-in's element. What once were Flash players often are known.
func (m *mediaPass) embed(n *node) *node {
	return m.show(n, withFlashvars(values(n, frameSources), n.get("flashvars")), n.get("type"), whyPlayer)
}

// object is a player, a picture, a video or an audio, by its own address or by
// that of an embed in it; else what it holds takes its place.
func (m *mediaPass) object(n *node) *node {
	sources := withFlashvars(values(n, objectSources), n.get("flashvars"))
	var inside *node
	for c := n.first; c != nil; c = c.next {
		if !c.isText() {
			inside = c
			break
		}
	}
	if inside == nil {
		return m.show(n, sources, n.get("type"), whyPlayer)
	}
	for _, raw := range sources {
		if row, _ := m.lookUp(raw); row != nil || kindOf(raw, n.get("type")) != "" {
			return m.show(n, sources, n.get("type"), whyPlayer)
		}
	}
	if c := m.note(n, whyFallback, "unwrap"); c != nil && len(sources) > 0 {
		c.Before = sources[0]
	}
	return n.unwrap()
}

// noscript gives way to its content if that is media. A player in it that stands
// beside its twin goes.
func (m *mediaPass) noscript(n *node) *node {
	if !m.holdsMedia(n) {
		return n.nextIn(m.root)
	}
	m.inSpare, m.spareEnd = true, n.following(m.root)
	return n.unwrap()
}

// holdsMedia tells whether a noscript is for a player, and parses it where a
// parser for browsers with scripts left it as text. It looks at the first few
// nodes only: a player's substitute has no more.
func (m *mediaPass) holdsMedia(n *node) bool {
	if c := n.first; c != nil && c == n.last && c.isText() {
		text := strings.ToLower(c.text())
		if !strings.Contains(text, "<iframe") && !strings.Contains(text, "<video") && !strings.Contains(text, "<audio") &&
			!strings.Contains(text, "<object") && !strings.Contains(text, "<embed") {
			return false
		}
		if !m.openEscaped(n) {
			return false
		}
	}
	looked := 0
	for c := n.first; c != nil && looked < 16; c = c.nextIn(n) {
		if c.is(atom.Iframe, atom.Video, atom.Audio, atom.Object, atom.Embed) {
			return true
		}
		looked++
	}
	return false
}

// lookUp finds the row for an address, through wrappers, and the address to use;
// no row for what the table does not know.
func (m *mediaPass) lookUp(raw string) (*player, string) {
	to := m.addr.media(strings.TrimSpace(raw)).url
	for range 4 {
		row, found := findPlayer(to)
		if row == nil {
			return nil, to
		}
		if row.as != asWrapper {
			return row, found
		}
		to = m.addr.media(found).url
	}
	return nil, to
}

// show puts a frame, a picture, a video, an audio or a link in n's place, made
// from the best of the addresses, or drops n.
func (m *mediaPass) show(n *node, sources []string, mediaType string, why *Reason) *node {
	var href, name string
	for _, raw := range sources {
		row, to := m.lookUp(raw)
		switch {
		case row != nil && junk[row.as] != nil:
			return m.discard(n, junk[row.as], raw)
		case row != nil && row.as == asFrame:
			return m.put(n, m.newFrame(n, row, to), to, why, raw, "")
		case href == "" && row != nil:
			href, name = to, row.name
		case href == "" && isWebPage(to):
			href = to
		}
	}
	if href == "" {
		return m.discard(n, whyNoSource, strings.Join(sources, " "))
	}
	switch kindOf(href, mediaType) {
	case "image":
		if img := m.picture(n, href); img != nil {
			return m.put(n, img, href, whyEmbedImage, href, "")
		}
	case "video":
		return m.put(n, m.newNative(atom.Video, n, []mediaSource{{href, ""}}), href, whyNative, href, "")
	case "audio":
		return m.put(n, m.newNative(atom.Audio, n, []mediaSource{{href, ""}}), href, whyNative, href, "")
	}
	if isHiddenFrame(n) {
		return m.discard(n, whyHiddenFrame, href)
	}
	p, label := m.newLink(n, href, name)
	return m.put(n, p, href, whyLinked, sources[0], label)
}

// put replaces n and notes it, unless n is the twin of what was written just
// before it: then the two become one.
func (m *mediaPass) put(n, with *node, key string, why *Reason, before, added string) *node {
	next := n.following(m.root)
	if m.last != nil && !m.twin && m.key == key && m.spare != m.inSpare {
		m.join(with, n)
		m.discard(n, whyPlayerTwin, before)
		return next
	}
	if before != key || n.tag != with.tag || added != "" {
		if c := m.note(n, why, "replace"); c != nil {
			c.Before, c.After, c.Added = before, key, added
			m.lost(c, n)
		}
	}
	if added != "" && m.anchor != nil {
		m.anchor.parent.insertBefore(with, m.anchor.next) // a link cannot stand in a link
		n.remove()
	} else {
		n.replace(with)
	}
	m.wrote(with, key)
	return next
}

// join leaves the one of two twins that knows more: its size, its name.
func (m *mediaPass) join(with, from *node) {
	m.twin = true
	knows := func(n *node) bool { return n.has("width") || n.has("height") }
	title := m.last.get("title")
	if titleOf(from) != "" {
		title = with.get("title")
	}
	if !knows(m.last) && knows(with) && m.last.parent != nil {
		m.last.replace(with)
		m.last = with
	}
	if title != "" {
		m.last.set("title", title)
	}
}

func (m *mediaPass) wrote(n *node, key string) {
	m.last, m.key, m.spare, m.twin = n, key, m.inSpare, false
}

// discard takes n out and notes the address with it.
func (m *mediaPass) discard(n *node, why *Reason, before string) *node {
	next := n.following(m.root)
	if c := m.note(n, why, "drop"); c != nil {
		c.Before = before
		m.lost(c, n)
	}
	n.remove()
	return next
}

// lost notes the text and the pictures that leave with an embed.
func (m *mediaPass) lost(c *Change, n *node) {
	if n.tag == atom.Iframe {
		if text := documentText(n.get("srcdoc")); text != "" {
			c.Before = text
		}
		return
	}
	c.lose(n)
}

// documentText is the text of a document, without that of scripts and styles.
func documentText(doc string) string {
	if doc == "" {
		return ""
	}
	var b strings.Builder
	hidden := false
	for z := html.NewTokenizer(strings.NewReader(doc)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return oneLine(b.String())
		case html.StartTagToken:
			name, _ := z.TagName()
			hidden = string(name) == "script" || string(name) == "style" || string(name) == "title"
			b.WriteByte(' ')
		case html.EndTagToken:
			hidden = false
			b.WriteByte(' ')
		case html.TextToken:
			if !hidden {
				b.Write(z.Text())
			}
		}
	}
}

// newFrame makes the iframe of a player.
func (m *mediaPass) newFrame(n *node, row *player, to string) *node {
	f := newElement(atom.Iframe, n)
	f.set("src", to)
	title := titleOf(n)
	if title == "" {
		title = row.name
	}
	f.set("title", title)
	copySizes(f, n)
	f.set("loading", "lazy")
	f.set("allowfullscreen", "")
	f.set("sandbox", frameSandbox)
	f.set("referrerpolicy", frameReferrer)
	return f
}

// newLink makes a paragraph with a link whose text is the embed's title, or else
// where the link leads.
func (m *mediaPass) newLink(n *node, href, name string) (p *node, label string) {
	label = titleOf(n)
	if label == "" {
		label = shortAddress(href)
		if name != "" {
			label = name + ": " + label
		}
	}
	p = newElement(atom.P, n)
	a := newElement(atom.A, n)
	a.set("href", href)
	a.append(newText(label, n))
	p.append(a)
	return p, label
}

// picture makes the img of an embed that is a picture. A formula that is drawn
// keeps its source as the alternative text.
func (m *mediaPass) picture(n *node, raw string) *node {
	src := m.addr.picture(raw).url
	if src == "" {
		return nil
	}
	img := newElement(atom.Img, n)
	img.set("src", src)
	alt := n.get("alt")
	if alt == "" {
		alt = n.get("aria-label")
	}
	for p, up := n, 0; alt == "" && p != nil && up < 3; p, up = p.parent, up+1 {
		alt = p.get("data-formula")
	}
	img.set("alt", alt)
	copySizes(img, n)
	return img
}

// values lists the values of those of the attributes that n has.
func values(n *node, keys []string) []string {
	var list []string
	for _, key := range keys {
		if v := strings.TrimSpace(n.get(key)); v != "" {
			list = append(list, v)
		}
	}
	return list
}

// withFlashvars puts before the addresses the same with the variables that
// Flash would have handed to the film: the id often is one of them.
func withFlashvars(sources []string, vars string) []string {
	if vars == "" || len(sources) == 0 {
		return sources
	}
	sep := "?"
	if strings.Contains(sources[0], "?") {
		sep = "&"
	}
	if row, _ := findPlayer(sources[0] + sep + vars); row == nil {
		return sources
	}
	return append([]string{sources[0] + sep + vars}, sources...)
}

// titleOf is the name an embed was given for readers.
func titleOf(n *node) string {
	for _, key := range []string{"title", "data-title", "playlabel", "music_name"} {
		if t := oneLine(n.get(key)); !isBlank(t) {
			return t
		}
	}
	return ""
}

// isWebPage tells whether an address is one that a link may lead to: relative,
// http or https.
func isWebPage(s string) bool {
	if s == "" || s[0] == '#' || hasControl(s) {
		return false
	}
	if end := strings.IndexAny(s, ":/?#"); end >= 0 && s[end] == ':' {
		scheme := strings.ToLower(s[:end])
		return scheme == "http" || scheme == "https"
	}
	return true
}

// kinds are what an address leads to, by its extension.
var kinds = map[string]string{
	"mp4": "video", "m4v": "video", "webm": "video", "ogv": "video", "mov": "video",
	"mp3": "audio", "m4a": "audio", "ogg": "audio", "oga": "audio", "opus": "audio", "wav": "audio", "aac": "audio", "flac": "audio",
	"png": "image", "jpg": "image", "jpeg": "image", "gif": "image", "webp": "image", "avif": "image", "svg": "image", "bmp": "image",
}

// kindOf tells whether an address leads to a picture, a video or an audio: "" for none.
func kindOf(address, mediaType string) string {
	switch kind, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(mediaType)), "/"); kind {
	case "image", "video", "audio":
		return kind
	}
	if strings.Contains(address, "wx_fmt=") { // WeChat's pictures have no extension
		return "image"
	}
	return kinds[extension(address)]
}

// extension is the extension of an address's path, in lower case.
func extension(address string) string {
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		address = address[:i]
	}
	address = address[strings.LastIndexByte(address, '/')+1:]
	dot := strings.LastIndexByte(address, '.')
	if dot < 0 || len(address)-dot > 6 {
		return ""
	}
	return strings.ToLower(address[dot+1:])
}

// maxShort is how many characters of an address are shown.
const maxShort = 48

// shortAddress is what a reader is shown of an address: its host, and as much of
// its path as says something.
func shortAddress(s string) string {
	host, path := "", s
	if u, err := url.Parse(s); err == nil {
		host, path = strings.TrimPrefix(u.Host, "www."), u.EscapedPath()
	}
	path = strings.TrimSuffix(path, "/")
	if host != "" && strings.Contains(path, "%") {
		return host
	}
	short := []rune(host + path)
	if len(short) > maxShort {
		return string(short[:maxShort-1]) + "…"
	}
	return string(short)
}

// isHiddenFrame tells whether a frame is made not to be seen. What a figure holds is
// seen: a script gives it its size, as it does to Medium's frames of code.
func isHiddenFrame(n *node) bool {
	if n.has("hidden") {
		return true
	}
	if !isInFigure(n) {
		for _, key := range []string{"width", "height"} {
			switch strings.TrimSuffix(strings.TrimSpace(n.get(key)), "px") {
			case "0", "1":
				return true
			}
		}
	}
	style := n.get("style")
	if style == "" {
		return false
	}
	style = strings.ReplaceAll(strings.ToLower(style), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// isInFigure tells whether n stands in a figure, at most in a few boxes of it.
func isInFigure(n *node) bool {
	p := n.parent
	for i := 0; i < 3 && p.is(atom.Div, atom.Span, atom.P); i++ {
		p = p.parent
	}
	return p.tag == atom.Figure
}

// copySizes gives to the width and height of from where they are pixels.
func copySizes(to, from *node) {
	for _, key := range []string{"width", "height"} {
		if v := wholePixels(from.get(key)); v > 1 {
			to.set(key, strconv.Itoa(v))
		}
	}
}

// wholePixels reads "640", "640px" and "552.9375"; 0 is anything else.
func wholePixels(s string) int {
	s, _, _ = strings.Cut(strings.TrimSuffix(strings.TrimSpace(s), "px"), ".")
	return pixels(s)
}
