package htmlclean

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
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
	whyDuplicate     = reason("pictures", "duplicate", "a picture of the same address stands before it: a variant for another screen, or a lightbox's copy")
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
	if len(p.shots) == 0 && len(p.boxes) == 0 {
		p.dropOrphans()
		return
	}
	for _, s := range p.shots {
		p.resolve(s)
	}
	for _, b := range p.boxes {
		p.resolveBox(b)
	}
	p.dropTracking()
	p.joinNoscripts()
	p.dropPreviews()
	p.dropEmpty()
	p.settle()
	for _, s := range p.shots {
		if !s.gone {
			p.write(s)
		}
	}
	for _, b := range p.boxes {
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
	boxes     []*pictureBox
	anchors   []anchorSpan
	noscripts []*node
	orphans   []*node        // source elements outside picture, video and audio
	shared    map[string]int // how often an img with a lazy attribute has this src
}

// A shot is one picture of the article on its way to an img.
type shot struct {
	img      *node
	box      *pictureBox // the picture element around it
	noscript *node       // the noscript around it
	home     *node       // the noscript that was around it, where it has moved out
	anchor   *node       // the a around it
	mark     int         // how many texts stand before it

	found   offer
	set     []srcsetCandidate // vetted; may hold found as well
	sizes   string
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
	a        *node
	from, to int // of the shots
}

// An openCarrier is an element that is a picture if it turns out to hold nothing.
type openCarrier struct {
	n       *node
	content int
}

// collect walks the article once and lists what the pass works on, in document order.
func (p *pictures) collect() {
	var (
		content, texts int // what was seen so far: anything that shows; texts alone
		carriers       []openCarrier
		anchors        []anchorSpan // open ones: by way of a table they nest
		noscript       *node
		box            *pictureBox
		media          int // open video and audio elements
	)
	shoot := func(img *node) {
		s := &shot{img: img, noscript: noscript, box: box, mark: texts}
		if len(anchors) > 0 {
			s.anchor = anchors[len(anchors)-1].a
		}
		if box != nil {
			if box.shot == nil {
				box.shot = s
			} else {
				s.box = nil
			}
		}
		p.shots = append(p.shots, s)
		if src := img.get("src"); src != "" && hasLazyAttribute(img) {
			if p.shared == nil {
				p.shared = map[string]int{}
			}
			p.shared[src]++
		}
		content++
	}
	closeAnchor := func() {
		if last := len(anchors) - 1; last >= 0 && anchors[last].from < len(p.shots) {
			anchors[last].to = len(p.shots)
			p.anchors = append(p.anchors, anchors[last])
		}
	}
	enter := func(n *node) (within bool) {
		if n.isText() {
			if !isBlank(n.text) {
				content++
				if noscript == nil {
					texts++
				}
			}
			return false
		}
		switch n.tag {
		case atom.Img:
			shoot(n)
			return false
		case atom.Input:
			content++
			if strings.EqualFold(n.get("type"), "image") {
				p.note(n, whyCarrier, "replace")
				n.rename(atom.Img)
				shoot(n)
			}
			return false
		case atom.Source:
			switch {
			case box != nil:
				box.sources = append(box.sources, n)
			case media == 0:
				p.orphans = append(p.orphans, n)
			}
			return false
		case atom.Picture:
			if box != nil {
				n.rename(atom.Span) // its sources and pictures belong to the outer one
				return true
			}
			box = &pictureBox{node: n, inside: noscript}
			p.boxes = append(p.boxes, box)
			return true
		case atom.Noscript:
			if noscript != nil {
				n.rename(atom.Span) // what it holds belongs to the outer one
				return true
			}
			p.openNoscript(n)
			noscript = n
			p.noscripts = append(p.noscripts, n)
			return true
		case atom.A:
			closeAnchor()
			anchors = append(anchors, anchorSpan{a: n, from: len(p.shots)})
		case atom.Video, atom.Audio:
			media++
			content++
			return true
		case atom.Iframe, atom.Embed, atom.Object, atom.Canvas, atom.Table, atom.Hr, atom.Button, atom.Select, atom.Textarea:
			content++
			return true
		case 0:
			if n.name == "svg" || n.name == "math" {
				content++
				return false
			}
			if pictureElements[n.name] {
				p.note(n, whyCarrier, "replace")
				p.emptyOut(n)
				n.rename(atom.Img)
				shoot(n)
				return false
			}
		}
		if mayCarry(n) {
			carriers = append(carriers, openCarrier{n, content})
		}
		return true
	}
	leave := func(n *node) {
		if last := len(carriers) - 1; last >= 0 && carriers[last].n == n {
			if img := p.carried(n, carriers[last].content == content); img != nil {
				shoot(img)
			}
			carriers = carriers[:last]
		}
		switch {
		case box != nil && box.node == n:
			if box.shot == nil && len(box.sources) > 0 {
				img := newElement(atom.Img, n)
				n.append(img)
				shoot(img)
			}
			box = nil
		case noscript == n:
			noscript = nil
		case n.tag == atom.A:
			closeAnchor()
			if anchors = anchors[:len(anchors)-1]; len(anchors) > 0 {
				anchors[len(anchors)-1].from = len(p.shots)
			}
		case n.is(atom.Video, atom.Audio):
			media--
		}
	}

	root := p.root
	for n := root.first; n != nil; {
		if enter(n) && n.first != nil {
			n = n.first
			continue
		}
		leave(n)
		for n.next == nil && n.parent != root {
			n = n.parent
			leave(n)
		}
		n = n.next
	}
}

func hasLazyAttribute(n *node) bool {
	for i := range n.attr {
		key := n.attr[i].Key
		if _, ok := lazyRank[key]; ok {
			return true
		}
		if _, ok := setRank[key]; ok && key != "srcset" {
			return true
		}
	}
	return false
}

// openNoscript parses the markup a noscript holds as text: the parser leaves it
// there where the input escapes it, or was parsed as if scripts ran.
func (p *pictures) openNoscript(n *node) {
	t := n.first
	if t == nil || t.next != nil || !t.isText() || !strings.Contains(t.text, "<img") && !strings.Contains(t.text, "<picture") {
		return
	}
	list := p.readFragment(t.text, n)
	if len(list) == 0 {
		return
	}
	change := p.note(n, whyEscaped, "replace")
	t.remove()
	for _, c := range list {
		n.append(c)
	}
	if change != nil {
		change.Text = t.text
		if n.hasText() {
			change.Added = n.textContent()
		}
	}
}

// emptyOut moves what an img-like element holds behind it, where it is looked
// at as what it is: a noscript, a preview, a text.
func (p *pictures) emptyOut(n *node) {
	behind := n.next
	for c := n.first; c != nil; {
		next := c.next
		c.remove()
		n.parent.insertBefore(c, behind)
		c = next
	}
}

// mayCarry tells whether n could be a picture by a lazy attribute or a background.
func mayCarry(n *node) bool {
	if !backgroundCarriers[n.tag] {
		return false
	}
	for i := range n.attr {
		switch a := &n.attr[i]; a.Key {
		case "style":
			if strings.Contains(a.Val, "url(") {
				return true
			}
		case "class", "id", "href":
		default:
			if _, ok := lazyRank[a.Key]; ok && looksLikePicture(a.Val) {
				return true
			}
			if _, ok := setRank[a.Key]; ok {
				return true
			}
		}
	}
	return false
}

// carried puts the img that n stands for into n, if n shows nothing else and is
// no ornament, and returns it.
func (p *pictures) carried(n *node, empty bool) *node {
	img := newElement(atom.Img, n)
	for _, a := range n.attr {
		switch _, lazy := lazyRank[a.Key]; {
		case a.Key == "style", a.Key == "href", a.Key == "id", a.Key == "class":
		case lazy && !looksLikePicture(a.Val):
		default:
			img.attr = append(img.attr, a)
		}
	}
	style := n.get("style")
	background := styleURL(style)
	if background != "" && judge(background) != emptyAddress && !img.has("src") {
		img.set("src", background)
	}
	if !img.has("src") && !hasLazyAttribute(img) {
		return nil
	}
	if !empty || isOrnament(n) {
		if background != "" && judge(background) == pictureAddress {
			if c := p.note(n, whyBackdrop, "drop"); c != nil {
				c.Images = []string{background}
			}
		}
		return nil
	}
	if label := n.get("aria-label"); label != "" && !img.has("alt") {
		img.set("alt", label)
	}
	if style != "" {
		img.set("style", style)
	}
	p.note(n, whyCarrier, "replace")
	n.append(img)
	return img
}

// isOrnament tells whether a background is too small to be looked at, or a pattern.
func isOrnament(n *node) bool {
	w, h := layoutSize(n)
	if w > 0 && w <= iconSize || h > 0 && h <= iconSize {
		return true
	}
	for name, value := range declarations(n.get("style")) {
		if (name == "background-repeat" || name == "background") && (strings.Contains(value, "repeat-x") || strings.Contains(value, "repeat-y")) {
			return true
		}
	}
	return false
}

// resolve finds the picture's address, its srcset and its sizes.
func (p *pictures) resolve(s *shot) {
	own := p.ownOffer(s.img)
	var offers []offer
	var sets []offer
	for i := range s.img.attr {
		a := &s.img.attr[i]
		if r, ok := lazyRank[a.Key]; ok {
			offers = append(offers, offer{prefer: r.prefer, row: r.row, attr: a.Key, raw: a.Val})
		} else if r, ok := setRank[a.Key]; ok {
			sets = append(sets, offer{prefer: setSource, row: r, attr: a.Key, raw: a.Val})
		} else if key, ok := jsonCarriers[a.Key]; ok {
			offers = append(offers, offer{prefer: exactSource, attr: a.Key, raw: jsonAddress(a.Val, key)})
		}
	}
	var set offer
	set, s.set = p.bestSet(sets)
	s.sizes = sizesOf(s.img)
	if set.ok() {
		offers = append(offers, set)
	}
	slices.SortFunc(offers, func(a, b offer) int {
		if a.prefer != b.prefer {
			return int(a.prefer) - int(b.prefer)
		}
		return a.row - b.row
	})
	s.found = own
	for _, o := range offers {
		if p.better(&o, own) {
			s.found = o
			return
		}
		if o.ok() && !s.found.ok() {
			s.found = o
		}
	}
	if own.quality == emptyAddress && !s.found.ok() {
		s.found = p.sniff(s.img)
		if !s.found.ok() {
			s.found = own
		}
	}
}

// ownOffer is the src of an img. One src on three or more pictures that name
// another address is a placeholder, whatever it looks like.
func (p *pictures) ownOffer(img *node) offer {
	o := offer{prefer: ownSource, attr: "src", raw: img.get("src")}
	o.quality = judge(o.raw)
	if p.shared[o.raw] >= 3 && hasLazyAttribute(img) {
		o.quality = standInAddress
	}
	if o.quality != emptyAddress {
		o.addr = p.addr.picture(o.raw)
	}
	return o
}

// better tells whether o, which it completes, is to be used instead of the src.
func (p *pictures) better(o *offer, own offer) bool {
	good := own.ok() && own.quality == pictureAddress
	if good && o.prefer > ownSource {
		return false
	}
	if o.addr.url == "" {
		raw := oneAddress(o.raw)
		if !couldBeAddress(raw) || o.prefer > ownSource && !looksLikePicture(raw) {
			return false
		}
		if o.quality = judge(raw); o.quality == emptyAddress {
			return false
		}
		if o.addr = p.addr.picture(raw); o.addr.url == "" {
			return false
		}
	}
	if o.quality != pictureAddress {
		return false
	}
	return !good || o.prefer == exactSource || !smaller(o.addr.url, own.addr.url)
}

// oneAddress is the best candidate where an attribute for an address holds a srcset.
func oneAddress(v string) string {
	if strings.IndexByte(v, ' ') < 0 {
		return v
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
	slices.SortFunc(sets, func(a, b offer) int { return a.row - b.row })
	for _, o := range sets {
		list := p.vetSet(o.raw)
		best, ok := bestCandidate(list)
		if !ok {
			continue
		}
		o.quality = judge(best.url)
		o.addr = p.addr.picture(best.url)
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

// sizesOf returns the first sizes that can be written.
func sizesOf(n *node) string {
	lazy := strings.EqualFold(n.get("loading"), "lazy")
	for _, key := range []string{"data-lazy-sizes", "data-sizes", "sizes"} {
		if v := strings.Trim(n.get(key), asciiSpace); v != "" && !(key != "sizes" && strings.EqualFold(v, "auto")) && validSizes(v, lazy) {
			return v
		}
	}
	return ""
}

// sniff looks for the picture in attributes nobody has heard of.
func (p *pictures) sniff(img *node) offer {
	var best offer
	for i := range img.attr {
		a := &img.attr[i]
		if _, known := lazyRank[a.Key]; known || noPicture[a.Key] || !looksLikePicture(a.Val) || judge(a.Val) != pictureAddress {
			continue
		}
		if best.ok() && !smaller(best.raw, a.Val) {
			continue
		}
		if addr := p.addr.picture(a.Val); addr.url != "" {
			best = offer{prefer: sniffedSource, attr: a.Key, raw: a.Val, quality: pictureAddress, addr: addr}
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
	if trackerPixel(s.found.addr.url) {
		return true
	}
	w, h := dotSize(s.img)
	if w && h {
		return s.found.prefer == ownSource
	}
	if !beaconNames[strings.ToLower(fileName(s.found.addr.url))] {
		return false
	}
	lw, lh := layoutSize(s.img)
	return lw <= iconSize && lh <= iconSize && !s.img.parent.is(atom.Figure)
}

// dotSize tells whether the width and the height say zero or one.
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
// taken for the picture's.
func anyAddress(n *node) string {
	for i := range n.attr {
		if couldBeAddress(n.attr[i].Val) {
			return n.attr[i].Val
		}
	}
	return ""
}

// joinNoscripts pairs each picture in a noscript with the one a script would
// have loaded beside it, and leaves one of them.
func (p *pictures) joinNoscripts() {
	if len(p.noscripts) == 0 {
		return
	}
	for i, s := range p.shots {
		if s.noscript == nil || s.gone || !s.found.ok() {
			continue
		}
		if twin := p.twinOf(i); twin != nil {
			p.join(twin, s)
		}
	}
}

// twinReach is how many pictures before and behind a noscript are looked at.
const twinReach = 4

// twinOf finds the picture that the i-th shot, in a noscript, repeats: one of the
// same file, else the nearest one that waits for a script.
func (p *pictures) twinOf(i int) *shot {
	s := p.shots[i]
	var near []*shot
	for d := 1; d <= twinReach; d++ {
		for _, k := range [2]int{i - d, i + d} {
			if k < 0 || k >= len(p.shots) {
				continue
			}
			t := p.shots[k]
			if t.noscript != nil || t.gone || t.claimed || t.mark != s.mark || !beside(t.img, s.noscript) {
				continue
			}
			if t.found.ok() && (t.found.addr.url == s.found.addr.url || sameAsset(t.found.addr.url, s.found.addr.url)) {
				return t
			}
			near = append(near, t)
		}
	}
	for _, t := range near {
		if !t.found.ok() || t.found.quality == standInAddress || t.found.prefer < ownSource || t.found.prefer == setSource && t.found.attr != "srcset" {
			return t
		}
	}
	return nil
}

// join leaves the better one of a picture and its noscript, in the picture's place.
func (p *pictures) join(s, twin *shot) {
	s.claimed = true
	wholly := twin.box != nil && twin.box.inside == twin.noscript
	script := s.found.ok() && s.found.quality == pictureAddress && (s.found.prefer != ownSource || s.found.addr.url == twin.found.addr.url)
	if !script {
		if wholly && s.box == nil {
			if c := p.note(s.img, whyTwin, "replace"); c != nil {
				c.Before = anyAddress(s.img)
			}
			box := twin.box.node
			box.remove()
			s.img.replace(box)
			s.gone = true
			twin.home, twin.noscript, twin.anchor = twin.noscript, nil, s.anchor
			p.inherit(twin, s)
			return
		}
		raw := s.found.raw
		if c := p.note(s.img, whyPreview, "replace"); c != nil {
			c.Before, c.After = cmp.Or(raw, anyAddress(s.img)), twin.found.addr.url
		}
		s.found, s.set, s.sizes = twin.found, twin.set, twin.sizes
		s.found.prefer = noscriptSource
		if s.found.raw != raw {
			s.found.attr = "noscript " + s.found.attr
		}
	}
	p.inherit(s, twin)
	p.lose(twin, whyTwin)
}

// inherit gives s what the other one says about the picture and s does not.
func (p *pictures) inherit(s, from *shot) {
	for _, a := range from.img.attr {
		switch a.Key {
		case "src", "srcset", "sizes", "style", "class", "loading", "id":
			continue
		case "alt":
			if s.img.get("alt") == "" {
				s.img.set("alt", a.Val)
			}
			continue
		}
		if _, lazy := lazyRank[a.Key]; !lazy && !s.img.has(a.Key) {
			s.img.attr = append(s.img.attr, a)
		}
	}
}

// beside tells whether a picture and a noscript stand together: one of them in
// the nearest block around the other, not far down.
func beside(img, noscript *node) bool {
	return within(img, blockAround(noscript)) || within(noscript, blockAround(img))
}

// besideDepth is how far under a common block two variants of a picture may stand.
const besideDepth = 6

func blockAround(n *node) *node {
	for n = n.parent; n.parent != nil && n.is(atom.A, atom.Span, atom.Picture, atom.Noscript); {
		n = n.parent
	}
	return n
}

func within(n, block *node) bool {
	for range besideDepth {
		if n = n.parent; n == nil || n == block {
			return n != nil
		}
		if n.is(atom.Li, atom.Td, atom.Th, atom.P, atom.Figure) && n != block {
			return n.parent == block && onlyChild(n)
		}
	}
	return false
}

// onlyChild tells whether n has no sibling but white space, among a few.
func onlyChild(n *node) bool {
	return n.prev == nil && n.next == nil
}

// dropPreviews takes out the blurred or tiny copy that stands next to its picture.
func (p *pictures) dropPreviews() {
	var last *shot
	for _, s := range p.shots {
		if s.gone || !s.found.ok() {
			continue
		}
		if last != nil && last.mark == s.mark && last.noscript == nil && s.noscript == nil && (within(last.img, blockAround(s.img)) || within(s.img, blockAround(last.img))) {
			switch {
			case isPreview(last, s):
				p.inherit(s, last)
				p.lose(last, whyPreview)
			case isPreview(s, last):
				p.inherit(last, s)
				p.lose(s, whyPreview)
				continue
			}
		}
		last = s
	}
}

func isPreview(small, full *shot) bool {
	if small.found.quality != standInAddress || full.found.quality != pictureAddress {
		return false
	}
	if sameAsset(small.found.addr.url, full.found.addr.url) {
		return true
	}
	return hasPrefixFold(small.found.raw, "data:") && (small.img.get("aria-hidden") == "true" || hasPreviewClass(small.img) || strings.Contains(small.img.get("style"), "blur("))
}

func hasPreviewClass(n *node) bool {
	class := strings.ToLower(n.get("class"))
	for _, w := range []string{"placeholder", "blur", "lqip", "preview", "preload", "thumb"} {
		if strings.Contains(class, w) {
			return true
		}
	}
	return false
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

// settle goes through the pictures in reading order, uses the full-size picture a
// link around a thumbnail leads to, and leaves only the first of the pictures of
// one address. Both are done in one sweep, so that cleaning the result again
// finds nothing more to do.
func (p *pictures) settle() {
	seen := make(map[string]*shot, len(p.shots))
	anchors := p.anchors
	for i := 0; i < len(p.shots); {
		if len(anchors) == 0 || i < anchors[0].from {
			p.dropDuplicate(seen, p.shots[i])
			i++
			continue
		}
		span := anchors[0]
		anchors = anchors[1:]
		p.followAnchor(span)
		for ; i < span.to; i++ {
			p.dropDuplicate(seen, p.shots[i])
		}
	}
}

// dropDuplicate takes s out where a picture of its address stands before it.
// Signs in the text, such as emoji and formulas, are no duplicates.
func (p *pictures) dropDuplicate(seen map[string]*shot, s *shot) {
	if s.gone || s.isSign() || s.isInText() {
		return
	}
	first := seen[s.found.addr.url]
	if first == nil {
		seen[s.found.addr.url] = s
		return
	}
	if first.img.get("alt") == "" {
		first.img.set("alt", s.img.get("alt"))
	}
	p.lose(s, whyDuplicate)
}

// followAnchor gives the pictures in a link the full size it leads to, and takes
// out a link that leads to nothing but the picture it holds.
func (p *pictures) followAnchor(span anchorSpan) {
	href := pictureTarget(span.a.get("href"))
	if href == "" || span.a.parent == nil {
		return
	}
	addr := p.addr.picture(href)
	if addr.url == "" || isFilePage(addr.url) {
		return
	}
	var live []*shot
	for _, s := range p.shots[span.from:span.to] {
		if !s.gone && s.anchor == span.a && (s.box == nil || len(s.box.sources) == 0) {
			live = append(live, s)
		}
	}
	shown := false
	for _, s := range live {
		switch {
		case s.found.addr.url == addr.url:
			shown = true
		case sameAsset(addr.url, s.found.addr.url) && looksLikePicture(href), len(live) == 1 && !s.isSign() && leadsToFullSize(span.a, addr.url, s):
			shown = true
			if !smaller(addr.url, s.found.addr.url) {
				if c := p.note(s.img, whyLightbox, "replace"); c != nil {
					c.Before, c.After = s.found.raw, addr.url
				}
				s.found = offer{prefer: anchorSource, attr: "href", raw: href, quality: pictureAddress, addr: addr}
				s.resized = true
			}
		case len(live) > 1 && !s.isSign() && isThumbnailOf(s.found.addr.url, addr.url):
			shown = true // of which of them, nobody can tell
		}
	}
	if !shown {
		return
	}
	if c := p.note(span.a, whyLightbox, "unwrap"); c != nil {
		c.Before = span.a.get("href")
	}
	span.a.unwrap()
}

// pictureTarget is the address of the picture a link leads to. Some pages show
// a picture alone and have its address as their whole query.
func pictureTarget(href string) string {
	href = strings.Trim(href, asciiSpace)
	if _, query, ok := strings.Cut(href, "?"); ok && (hasPrefixFold(query, "http://") || hasPrefixFold(query, "https://")) && hasImageExtension(query) {
		return query
	}
	if strings.HasPrefix(href, "#") || hasPrefixFold(href, "javascript:") {
		return ""
	}
	return href
}

// lightboxMarks are attributes and classes of links that open the full-size picture over the page.
var lightboxMarks = []string{"lightbox", "fancybox", "image-link", "swipebox", "magnific", "photoswipe", "colorbox", "thickbox", "highslide", "glightbox", "zoom"}

// leadsToFullSize tells whether a link to a picture of another name is one to
// the full size of the picture in it.
func leadsToFullSize(a *node, url string, s *shot) bool {
	if !looksLikePicture(url) {
		return false
	}
	if isThumbnailOf(s.found.addr.url, url) {
		return true
	}
	marks := strings.ToLower(a.get("class") + " " + a.get("rel"))
	for _, m := range lightboxMarks {
		if strings.Contains(marks, m) || a.has("data-"+m) {
			return true
		}
	}
	return a.has("data-fancybox-group")
}

// isThumbnailOf tells by the addresses alone whether a small picture has its
// full size elsewhere on its site.
func isThumbnailOf(small, full string) bool {
	if !hasImageExtension(full) || !sameSite(hostOf(small), hostOf(full)) {
		return false
	}
	v := strings.ToLower(small[:min(len(small), maxJudged)])
	if w := sizeHint(v); w > 0 && w <= 480 {
		return true
	}
	for _, mark := range [...]string{"thumb", "/small/", "/mini/", "/preview", "_small.", "-small.", "_s."} {
		if strings.Contains(v, mark) {
			return true
		}
	}
	return false
}

// isFilePage knows the pages about a file that are named like the file.
func isFilePage(url string) bool {
	return strings.Contains(url, "/wiki/") || strings.Contains(url, "/blob/") || strings.IndexByte(fileName(url), ':') >= 0
}

// isSign tells whether a picture stands for characters: an emoji, an icon, a
// formula. Only what the output still says may count.
func (s *shot) isSign() bool {
	w, h := s.size()
	return w > 0 && w <= iconSize && h <= iconSize || h > 0 && h <= iconSize && w <= iconSize ||
		isFormulaAddress(s.found.addr.url) || isSignAlt(s.img.get("alt"))
}

// isSignAlt knows the texts of emoji: ":name:", "[name]", or a symbol.
func isSignAlt(alt string) bool {
	if alt == "" || len(alt) > 32 {
		return false
	}
	last := alt[len(alt)-1]
	if len(alt) > 2 && (alt[0] == ':' && last == ':' || alt[0] == '[' && last == ']') {
		return strings.IndexByte(alt, ' ') < 0
	}
	for _, r := range alt {
		if r < 0x2190 || !unicode.In(r, unicode.So, unicode.Sk, unicode.Mn, unicode.Cf, unicode.Me) {
			return false
		}
	}
	return true
}

// isInText tells whether a picture stands in a line of text. In a figure it does
// not: the text there is the caption, unless both are in the figcaption.
func (s *shot) isInText() bool {
	before := func(n *node) *node { return n.prev }
	behind := func(n *node) *node { return n.next }
	return (s.touchesText(before) || s.touchesText(behind)) && !inFigure(s.img)
}

// touchesText looks to one side of the picture, out of the phrasing elements it
// stands in, for text that is next to it.
func (s *shot) touchesText(side func(*node) *node) bool {
	n := s.img
	for range besideDepth {
		sibling := side(n)
		for sibling != nil && sibling.isText() && isBlank(sibling.text) {
			sibling = side(sibling)
		}
		if sibling != nil {
			return sibling.isText() && !n.parent.is(atom.Ul, atom.Ol, atom.Menu, atom.Dl) // there each is an item
		}
		if n = n.parent; n == nil || n.parent == nil || blockElements[n.tag] {
			return false
		}
	}
	return false
}

// inFigure also holds for what stands too deep to tell.
func inFigure(n *node) bool {
	for range 4 * besideDepth {
		switch n = n.parent; {
		case n.parent == nil || n.is(atom.Figcaption, atom.Td, atom.Th, atom.Li):
			return false
		case n.tag == atom.Figure:
			return true
		}
	}
	return true
}

func isFormulaAddress(url string) bool { return strings.Contains(url, "equation?tex=") }

// write leaves the final attributes on an img.
func (p *pictures) write(s *shot) {
	n := s.img
	f := &s.found
	p.report1(s)
	old := n.attr
	get := func(key string) string {
		for i := range old {
			if old[i].Key == key {
				return old[i].Val
			}
		}
		return ""
	}
	width, height := s.size()
	alt, title := altText(n, f.addr.url), titleText(n, f.addr.url)
	n.attr = make([]html.Attribute, 0, 6)
	add := func(key, val string) {
		if val != "" {
			n.attr = append(n.attr, html.Attribute{Key: key, Val: val})
		}
	}
	add("src", f.addr.url)
	loading := keyword(get("loading"), "lazy", "eager")
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
	n.attr = append(n.attr, html.Attribute{Key: "alt", Val: alt})
	if title != alt {
		add("title", title)
	}
	add("width", formatPixels(width))
	add("height", formatPixels(height))
	add("loading", loading)
	add("decoding", keyword(get("decoding"), "sync", "async", "auto"))
	add("fetchpriority", keyword(get("fetchpriority"), "high", "low", "auto"))
	add("referrerpolicy", p.referrerPolicy(get("referrerpolicy"), f.addr.url))
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
func (p *pictures) referrerPolicy(policy, url string) string {
	policy = strings.ToLower(strings.Trim(policy, asciiSpace))
	if p.opt.NoReferrer || noReferrerHost(url) {
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
