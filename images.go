package htmlclean

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

var (
	whyRecovered     = reason("pictures", "recovered", "src holds a placeholder, a copy or nothing, and the picture's own address stands elsewhere: in an attribute a script reads, in srcset, in a noscript")
	whyAddress       = reason("pictures", "address", "the address leads through a proxy, is relative, or is not written as the URL Standard has it")
	whyCarrier       = reason("pictures", "carrier", "an element that is no img shows the picture: as a component, a background, a button")
	whyTrackingPixel = reason("pictures", "tracking-pixel", "it counts readers and shows nothing")
	whyPlaceholder   = reason("pictures", "placeholder", "it holds the place of a picture that is nowhere in the input")
	whyNoAddress     = reason("pictures", "no-address", "there is no address a browser could load")
	whyEscaped       = reason("pictures", "escaped-noscript", "the noscript holds its picture as escaped markup, which is no text")
	whyTwin          = reason("pictures", "noscript-twin", "a noscript repeats the picture beside it, for browsers without scripts")
	whyPreview       = reason("pictures", "preview", "a blurred or tiny preview of the picture beside it")
	whyGallery       = reason("pictures", "gallery", "a script would have built a gallery from a list in an attribute; its pictures now stand in its place")
	whyBackdrop      = reason("pictures", "background", "the picture only lies behind other content, or is too small to be looked at")
	whyLightbox      = reason("pictures", "lightbox-link", "the link leads to the picture itself, which now stands in full size")
	whySource        = reason("pictures", "source", "a source without a usable srcset, or one that another hides, chooses nothing")
)

// pictures leaves, for every picture a reader would see, an img with its final
// address and only standard attributes, in a picture element with its sources
// where these add something.
//
// The address of an img is looked for in the order of [preference]; then what
// stands beside it is compared: the noscript that repeats it, the preview it
// replaces, the link that leads to its full size. Pictures are told apart by
// their final address only.
func (j *job) pictures() {
	p := &pictures{job: j}
	p.collect()
	if p.done {
		return
	}
	if len(p.shots) == 0 && len(p.boxes) == 0 {
		p.dropOrphans()
		return
	}
	for _, s := range p.shots {
		if p.stopped() {
			return
		}
		p.resolve(s)
	}
	for _, b := range p.boxes {
		if p.stopped() {
			return
		}
		p.resolveBox(b)
	}
	p.dropTracking()
	p.joinNoscripts()
	p.dropPreviews()
	p.dropEmpty()
	p.settle()
	for _, s := range p.shots {
		if p.stopped() {
			return
		}
		if !s.gone {
			p.write(s)
		}
	}
	for _, b := range p.boxes {
		if p.stopped() {
			return
		}
		p.writeBox(b)
	}
	p.dropOrphans()
	p.unwrapNoscripts()
}

// pictureOrigin tells where the address of an img comes from; n may be a copy
// of the img this pass left. Its URL, Original, Attribute and Proxies are set.
func (j *job) pictureOrigin(n *node) (Picture, bool) {
	o, ok := j.found[pictureKey{n.pos, n.get("src")}]
	return o, ok
}

// A pictureKey names a picture of the report: nodes made from one node share its place.
type pictureKey struct {
	pos int32
	url string
}

// pictures is the state of the pass.
type pictures struct {
	*job
	shots     []*shot
	slab      []shot // shots to hand out
	boxes     []*pictureBox
	anchors   []anchorSpan
	noscripts []*node
	orphans   []*node        // source elements outside picture, video and audio
	shared    map[string]int // how often an img with a lazy attribute has this src; nil until asked

	offers, sets []offer // of one img, used again for the next
}

// A shot is one picture of the article on its way to an img.
type shot struct {
	img      *node
	box      *pictureBox // the picture element around it
	noscript *node       // the noscript around it
	home     *node       // the noscript that was around it, where it has moved out
	mark     int         // how many texts stand before it
	line     int         // the same with those in noscripts, which will be unwrapped

	full string // the address a gallery's list has for it

	found offer
	set   []srcsetCandidate // vetted; may hold found as well
	sizes string

	width, height  int  // see size
	measured, real bool // size was asked; it is that of the file

	resized bool // found is another file than the one the layout's width and height are of
	claimed bool // a noscript was joined to it
	gone    bool
}

// An offer is an address an element gives for its picture.
type offer struct {
	prefer  preference
	row     int
	attr    string
	raw     string
	quality quality
	addr    address
}

func (o offer) ok() bool { return o.addr.url != "" }

// A pictureBox is a picture element.
type pictureBox struct {
	node    *node
	inside  *node // the noscript around it
	sources []*node
	shot    *shot
}

// An anchorSpan is an a with the pictures under it.
type anchorSpan struct {
	inner    []anchorSpan // links in it, which are none while it is there
	a        *node
	from, to int // of the shots
}

// An openCarrier is an element that is a picture if it turns out to hold nothing.
type openCarrier struct {
	n       *node
	content int // what was seen before it: anything that shows
	shots   int // the same, pictures alone
}

// resolve finds the picture's address, its srcset and its sizes. What the src is
// worth is only asked where what stands before it does not settle the matter.
func (p *pictures) resolve(s *shot) {
	offers := p.offersOf(s)
	var own offer
	asked := false
	goodOwn := func() bool {
		if !asked {
			own, asked = p.ownOffer(s.img), true
		}
		return own.ok() && own.quality == pictureAddress
	}
	var poor offer // a preview or a copy, for want of anything else
	for i := range offers {
		o := &offers[i]
		if o.prefer > ownSource && goodOwn() {
			break
		}
		if !p.complete(o) {
			continue
		}
		if o.quality == pictureAddress && (o.prefer == exactSource || !mayBeWorse(o) || !goodOwn() || !isWorse(o, &own)) {
			s.found = *o
			s.resized = o.raw == s.full
			return
		}
		if !poor.ok() {
			poor = *o
		}
	}
	goodOwn()
	s.found = own
	if !own.ok() && poor.ok() {
		s.found = poor
	}
	if own.quality != pictureAddress && s.found.quality != pictureAddress {
		if o := p.sniff(s.img); o.ok() {
			s.found = o
		}
	}
}

// offersOf lists the addresses that the attributes of an img give, but for its
// src, best first, and reads its srcset. The list is good until the next call.
func (p *pictures) offersOf(s *shot) []offer {
	offers, sets := p.offers[:0], p.sets[:0]
	for i := range s.img.attr {
		a := &s.img.attr[i]
		r := rankOf(a.key)
		o := offer{prefer: r.prefer, row: r.row, attr: a.key, raw: a.val}
		switch r.holds {
		case setValue:
			sets = append(sets, o)
			continue
		case jsonValue:
			o.raw = jsonAddress(a.val, r.key)
		case noValue, listValue:
			continue
		}
		offers = append(offers, o)
	}
	if s.full != "" {
		offers = append(offers, offer{prefer: fullSource, row: len(lazyAttributes) << 8, attr: "gallery", raw: s.full})
	}
	if len(sets) > 0 {
		var set offer
		if set, s.set = p.bestSet(sets); set.ok() {
			offers = append(offers, set)
		}
		s.sizes = sizesOf(s.img)
	}
	if len(offers) > 1 {
		slices.SortFunc(offers, func(a, b offer) int { return cmp.Or(int(a.prefer)-int(b.prefer), a.row-b.row) })
	}
	p.offers, p.sets = offers, sets
	return offers
}

// ownOffer is the src of an img. One src on three or more pictures that name
// another address is a placeholder, whatever it looks like.
func (p *pictures) ownOffer(img *node) offer {
	o := offer{prefer: ownSource, attr: "src", raw: img.get("src")}
	o.quality = judge(o.raw)
	if o.quality == pictureAddress && hasLazyAttribute(img) && p.isShared(o.raw) {
		o.quality = standInAddress
	}
	p.find(&o, o.raw)
	return o
}

// find gives an offer the address that raw has in the article. What it is good for
// is judged by the address as it is written in the end.
func (p *pictures) find(o *offer, raw string) {
	if o.quality == emptyAddress {
		return
	}
	addr := p.addr.picture(raw)
	if addr.url != "" && addr.url != raw {
		o.quality = judge(addr.url)
	}
	if o.quality != emptyAddress {
		o.addr = addr
	}
}

// isShared tells whether three or more pictures with a lazy attribute have this src.
func (p *pictures) isShared(src string) bool {
	if len(p.shots) < 3 {
		return false
	}
	if p.shared == nil {
		p.shared = make(map[string]int, len(p.shots))
		for _, s := range p.shots {
			if own := s.img.get("src"); own != "" && hasLazyAttribute(s.img) {
				p.shared[own]++
			}
		}
	}
	return p.shared[src] >= 3
}

// complete judges and resolves an offer; it tells whether it is an address at all.
func (p *pictures) complete(o *offer) bool {
	if o.addr.url != "" {
		return true
	}
	raw := unsealed(oneAddress(o.raw))
	if !couldBeAddress(raw) || o.prefer > ownSource && !looksLikePicture(raw) {
		return false
	}
	o.quality = judge(raw)
	p.find(o, raw)
	return o.addr.url != ""
}

// mayBeWorse tells whether there is anything by which an offer could be worse
// than a good src: it names its size, or is relative to a page nobody knows.
func mayBeWorse(o *offer) bool {
	return isRelative(o.addr.url) || sizeHint(o.addr.url) > 0
}

// isWorse tells whether an offer is smaller than the src, or leads to nowhere
// from a reader while the src leads to the picture.
func isWorse(o, own *offer) bool {
	return isRelative(o.addr.url) && !isRelative(own.addr.url) || smaller(o.addr.url, own.addr.url)
}

// isRelative tells whether an address that was resolved still is relative: the
// page is not known.
func isRelative(url string) bool {
	return !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "data:")
}

// oneAddress is the best candidate where an attribute for an address holds a srcset, or
// addresses with media queries, "[a.jpg, small], [b.jpg, large]", where the last is the widest screen's.
func oneAddress(v string) string {
	if strings.IndexByte(v, ' ') < 0 {
		return v
	}
	if strings.HasPrefix(v, "[") && !strings.HasPrefix(v, `["`) {
		last := v[strings.LastIndexByte(v, '[')+1:]
		address, _, _ := strings.Cut(last, ", ")
		return address
	}
	list := parseSrcset(v)
	best, _ := bestCandidate(list)
	for _, c := range list {
		if c.width == 0 && c.density == 1 && len(list) > 1 || !couldBeAddress(c.url) {
			return v
		}
	}
	if best.width == 0 && best.density == 1 {
		return v
	}
	return best.url
}

// bestSet reads the first srcset attribute that holds a usable candidate, and
// returns the largest as an offer for src.
func (p *pictures) bestSet(sets []offer) (offer, []srcsetCandidate) {
	if len(sets) > 1 {
		slices.SortFunc(sets, func(a, b offer) int { return a.row - b.row })
	}
	for _, o := range sets {
		list := p.vetSet(o.raw)
		best, ok := bestCandidate(list)
		if !ok {
			continue
		}
		o.quality = judge(best.url)
		p.find(&o, best.url)
		for i := range list {
			list[i].url = p.addr.picture(list[i].url).url
		}
		return o, list
	}
	return offer{}, nil
}

// vetSet returns the candidates that have a usable address, as they stand.
func (p *pictures) vetSet(raw string) []srcsetCandidate {
	list := parseSrcset(raw)
	return slices.DeleteFunc(list, func(c srcsetCandidate) bool {
		return !couldBeAddress(c.url) || judge(c.url) == emptyAddress || hasPrefixFold(c.url, "data:") || p.addr.picture(c.url).url == ""
	})
}

// sizesOf returns the first sizes that can be written. Where the last entry, for
// whatever meets no condition, is missing, it is what browsers take it for: 100vw.
func sizesOf(n *node) string {
	lazy := strings.EqualFold(n.get("loading"), "lazy")
	for _, key := range []string{"data-lazy-sizes", "data-sizes", "sizes"} {
		v := strings.Trim(n.get(key), asciiSpace)
		switch {
		case v == "" || key != "sizes" && strings.EqualFold(v, "auto"):
		case validSizes(v, lazy):
			return v
		case validSizes(v+", 100vw", lazy):
			return v + ", 100vw"
		}
	}
	return ""
}

// sniff looks for the picture in attributes nobody has heard of.
func (p *pictures) sniff(img *node) offer {
	var best offer
	for i := range img.attr {
		a := &img.attr[i]
		if rankOf(a.key).holds != noValue || noPicture[a.key] || !looksLikePicture(a.val) || judge(a.val) != pictureAddress {
			continue
		}
		if best.ok() && !smaller(best.raw, a.val) {
			continue
		}
		if addr := p.addr.picture(a.val); addr.url != "" {
			best = offer{prefer: sniffedSource, attr: a.key, raw: a.val, quality: pictureAddress, addr: addr}
		}
	}
	return best
}

// jsonAddress reads an address out of an attribute that holds JSON: the value of
// a key, or, for the key "", the first key.
func jsonAddress(v, key string) string {
	dec := json.NewDecoder(strings.NewReader(v))
	if key != "" {
		var object map[string]any
		if dec.Decode(&object) != nil {
			return ""
		}
		s, _ := object[key].(string)
		return s
	}
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return ""
	}
	t, _ := dec.Token()
	s, _ := t.(string)
	return s
}

// dropTracking takes out what counts readers.
func (p *pictures) dropTracking() {
	for _, s := range p.shots {
		if s.found.ok() && isTracking(s) {
			p.lose(s, whyTrackingPixel)
		}
	}
}

func isTracking(s *shot) bool {
	if trackerPixel(s.found.addr) {
		return true
	}
	w, h := dotSize(s.img)
	if w && h {
		return s.found.prefer == ownSource && !s.img.has("srcset") // what has several sizes is looked at
	}
	if !beaconNames[strings.ToLower(fileName(s.found.addr.url))] {
		return false
	}
	lw, lh := layoutSize(s.img)
	bare := s.img.parent.is(atom.Figure) && !s.isSign() && !isInText(besides(s.img, false)) // behind text, and as a sign, it stands in a line
	return lw <= iconSize && lh <= iconSize && !bare
}

// dotSize tells whether the width and the height say zero or one. A least size says more
// than a size: Next.js and others stretch a picture of no width to its box.
func dotSize(n *node) (w, h bool) {
	isDot := func(v string) bool {
		v = strings.TrimSuffix(strings.Trim(v, asciiSpace), "px")
		return v == "0" || v == "1"
	}
	w, h = isDot(n.get("width")), isDot(n.get("height"))
	if w && h {
		return
	}
	for name, value := range declarations(n.get("style")) {
		switch name {
		case "width", "max-width":
			w = w || isDot(value)
		case "height", "max-height":
			h = h || isDot(value)
		case "min-width", "min-height":
			if !isDot(value) {
				return false, false
			}
		}
	}
	return
}

// lose takes a picture out of the article.
func (p *pictures) lose(s *shot, why *Reason) {
	n := s.img
	if c := p.note(n, why, "drop"); c != nil {
		address := s.found.addr.url
		if address == "" {
			address = n.get("src")
		}
		if address != "" {
			c.Images = []string{address}
		}
		switch src := n.get("src"); {
		case address == "":
			c.Before = anyAddress(n)
		case src != "" && src != address:
			c.Before = src
		case s.found.raw != address:
			c.Before = s.found.raw
		}
	}
	s.gone = true
	n.remove()
}

// anyAddress is the first address among the attributes of an img that was not
// taken for the picture's, or what comes nearest to one.
func anyAddress(n *node) string {
	near := ""
	for i := range n.attr {
		v := n.attr[i].val
		if couldBeAddress(v) {
			return v
		}
		if near == "" && strings.ContainsAny(v, "./") {
			near = v
		}
	}
	return near
}

// dropEmpty takes out what has no address.
func (p *pictures) dropEmpty() {
	for _, s := range p.shots {
		if s.gone || s.found.ok() {
			continue
		}
		if why := s.found; why.raw == "" || why.quality != emptyAddress {
			p.lose(s, whyNoAddress)
		} else {
			p.lose(s, whyPlaceholder)
		}
	}
}

// write leaves the final attributes on an img.
func (p *pictures) write(s *shot) {
	n := s.img
	f := &s.found
	p.report1(s)
	width, height := s.size()
	alt, title := altText(n, f.addr.url), titleText(n, f.addr.url)
	loading, decoding := keyword(n.get("loading"), "lazy", "eager"), keyword(n.get("decoding"), "sync", "async", "auto")
	priority, policy := keyword(n.get("fetchpriority"), "high", "low", "auto"), p.referrerPolicy(n.get("referrerpolicy"), f.addr.host)
	id := n.get("id")
	n.attr = n.attr[:0] // nothing below looks at what stood there
	add := func(key, val string) {
		if val != "" {
			n.attr = append(n.attr, attribute{key, val})
		}
	}
	add("id", id) // a link may lead to it
	add("src", f.addr.url)
	if p.opt.LazyLoading {
		loading = "lazy"
	}
	if set, sizes := finalSet(s.set, s.sizes, f.addr.url); set != "" {
		if hasPrefixFold(sizes, "auto") && loading != "lazy" {
			loading = "lazy"
		}
		add("srcset", set)
		add("sizes", sizes)
	}
	n.attr = append(n.attr, attribute{"alt", alt})
	if title != alt {
		add("title", title)
	}
	add("width", formatPixels(width))
	add("height", formatPixels(height))
	add("loading", loading)
	add("decoding", decoding)
	add("fetchpriority", priority)
	add("referrerpolicy", policy)
	if r := p.settledRule(n); r != nil {
		p.lose(s, &r.why)
	}
}

// report1 records where the address comes from.
func (p *pictures) report1(s *shot) {
	if p.report == nil {
		return
	}
	f := &s.found
	p.found[pictureKey{s.img.pos, f.addr.url}] = Picture{URL: f.addr.url, Original: f.raw, Attribute: f.attr, Proxies: f.addr.proxies}
	src := s.img.get("src")
	if src == f.addr.url || f.prefer == anchorSource || f.prefer == noscriptSource {
		return
	}
	why := whyRecovered
	if f.prefer == ownSource {
		why = whyAddress
	}
	c := p.note(s.img, why, "replace")
	c.Before, c.After = src, f.addr.url
}

// finalSet is the srcset to write beside src, and its sizes; "" where it would
// add nothing or could not be valid.
func finalSet(list []srcsetCandidate, sizes, src string) (string, string) {
	list = validSrcset(list)
	if !slices.ContainsFunc(list, func(c srcsetCandidate) bool { return c.url != src }) {
		return "", ""
	}
	if list[0].width == 0 {
		return formatSrcset(list), ""
	}
	if sizes == "" {
		return "", ""
	}
	return formatSrcset(list), sizes
}

// referrerPolicy keeps what is valid and safe. A host that refuses foreign pages
// gets no referrer: the proxy the address may have gone through hid it as well.
func (p *pictures) referrerPolicy(policy, host string) string {
	policy = strings.ToLower(strings.Trim(policy, asciiSpace))
	if p.opt.NoReferrer || noReferrerHost(host) {
		return "no-referrer"
	}
	if referrerPolicies(policy) {
		return policy
	}
	return ""
}

// keyword returns the keyword that v is, in lower case, or "".
func keyword(v string, keywords ...string) string {
	v = strings.ToLower(strings.Trim(v, asciiSpace))
	if slices.Contains(keywords, v) {
		return v
	}
	return ""
}

// dropOrphans takes out source elements that belong to nothing.
func (p *pictures) dropOrphans() {
	for _, n := range p.orphans {
		if c := p.note(n, whySource, "drop"); c != nil {
			c.Before = n.get("srcset")
		}
		n.remove()
	}
}

// unwrapNoscripts frees the pictures that only a noscript has, and takes out
// the noscripts whose pictures went elsewhere.
func (p *pictures) unwrapNoscripts() {
	own := map[*node]bool{}
	for _, s := range p.shots {
		if s.noscript != nil {
			own[s.noscript] = own[s.noscript] || !s.gone
		} else if _, known := own[s.home]; s.home != nil && !known {
			own[s.home] = false
		}
	}
	for _, n := range p.noscripts {
		switch kept, had := own[n]; {
		case kept:
			n.unwrap()
		case had && !n.hasText():
			n.remove()
		}
	}
}
