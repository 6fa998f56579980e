package htmlclean

import (
	"cmp"
	"hash/maphash"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

var (
	whyNoteMark   = reason("structure", "note-mark", "a short link to a note that leads back to it is the note's mark, which stands raised")
	whyNoteNumber = reason("structure", "note-number", "the number in front of a note, and the link back that stands there: the list shows the number, and the link stands behind the note")
	whyNoteText   = reason("structure", "note-text", "a note that the page shows beside the line stands in the list of notes, and its mark in its place")
	whyNoteLink   = reason("structure", "note-link", "a raised number that leads nowhere is the mark of the note with that number")
	whyDeadArrow  = reason("structure", "dead-arrow", "an arrow that leads back to a place that is not in the article says nothing")
	whyNoteBack   = reason("structure", "note-back", "the link that leads from a note back to its mark")
)

// A footnote is a block from which a link leads back to the mark in the text
// that leads to it. In all else Word, Google Docs, docutils, MediaWiki, Substack
// and those who write by hand differ.
type footnote struct {
	block  *node
	mark   *node   // the first
	id     string  // that its marks lead to; "" where they are gone
	backs  []*node // the links back, one for each mark
	marks  []*node // those to which none leads back
	number int     // in front of the note, 0 where there is none
}

// footnotes makes footnotes items of a list, their numbers the list's, and
// raises their marks. Links to no place at all are none. It needs final addresses,
// and what inPage has listed.
func (j *job) footnotes(places map[string]*node, links []*node) {
	j.splitNotes(links, places)
	var notes []footnote
	var leads []leadBack
	for _, k := range links {
		if j.stopped() {
			return
		}
		turnOutSup(k)
		mark, leadsBack := j.noteMark(k, places)
		if !leadsBack {
			continue
		}
		block := j.noteBlock(k, mark, places)
		if block == nil {
			continue
		}
		if mark != nil && isNoteLabel(mark) && !standsInBrackets(mark) {
			j.raise(mark)
		}
		if len(notes) == 0 || notes[len(notes)-1].block != block {
			notes = append(notes, footnote{block: block})
		}
		if mark != nil {
			n := &notes[len(notes)-1]
			n.backs = append(n.backs, k)
			n.mark, n.id = mark, j.fragment(mark)
			if isMark(mark) {
				leads = append(leads, leadBack{mark, j.fragment(k)})
			}
		}
	}
	takePlaces(leads, notes, places)
	notes = j.oneWay(notes, links, places)
	rows := map[*node]int{} // of each table body, how many of its rows are notes
	for i := range notes {
		if j.stopped() {
			return
		}
		notes[i].widen(notes, i)
		notes[i].takeNumber(j)
		notes[i].leadBack(j)
		notes[i].takeID(j, places)
		if b := notes[i].block; b.tag == atom.Tr && notes[i].number > 0 {
			rows[b.parent]++
		}
	}
	for body, count := range rows {
		dissolveTable(body, count)
	}
	for i := range notes {
		n, follows := &notes[i], 1
		if i > 0 {
			follows = notes[i-1].number + 1
		}
		n.makeItem(follows)
	}
	for _, k := range links {
		j.keepID(k)
		if id := j.fragment(k); id != "" && places[id] == nil && j.self == "" && k.isUnder(j.root) && !isHeadingSign(k) {
			if isArrow(k) {
				j.drop(k, whyDeadArrow)
			} else {
				j.unlink(k, whyDeadTarget)
			}
		}
	}
}

// findsMoreNotes tells whether the output shows notes that the input did not: lines
// that it broke are paragraphs there, each block has its ids, and typed notes have
// links. Then the output is the input of another round.
func (b *builder) findsMoreNotes() bool {
	if b.j.targets != nil && b.j.findsMoreNotes() {
		return true
	}
	typed := b.typedNotes()
	if typed {
		b.j.findsMoreNotes()
	}
	return typed
}

func (j *job) findsMoreNotes() bool {
	places, links := j.inPage()
	order, before := j.putInOrder()
	reported := len(j.changes)
	j.footnotes(places, links)
	if j.done {
		return false // half of the order at most is known
	}
	after, moved := j.putBack(order, reported)
	return after != before || moved
}

// beginRound makes the output the input of another round.
func (j *job) beginRound() {
	for n := j.root.first; n != nil; n = j.next(n) {
		n.given = false
	}
	j.inPage()
	j.taken = nil
}

// putInOrder gives the nodes of the output their places there, for a pass that goes
// by them. It returns their places in the input, and the tree's fingerprint.
func (j *job) putInOrder() (order []int32, f fingerprint) {
	order = append(make([]int32, 0, j.pos), 0)
	for n := j.root.first; n != nil; n = j.next(n) {
		f.add(n)
		order = append(order, n.pos)
		n.pos = int32(len(order) - 1)
	}
	return order, f
}

// putBack gives the nodes, and what was reported since, their places in the input.
// Moved says that a link is no mark any more, so that its id is its block's.
func (j *job) putBack(order []int32, reported int) (f fingerprint, moved bool) {
	for n := j.root.first; n != nil; n = j.next(n) {
		f.add(n)
		moved = moved || n.tag == atom.A && n.given && !n.mark
		n.pos = order[n.pos]
	}
	for i := range j.changes[reported:] {
		c := &j.changes[reported+i]
		c.pos = order[c.pos]
	}
	return f, moved
}

// A fingerprint is the same for the same tree, in one process. Of a text, and of
// what is no place and no link, it knows the length alone: footnotes cut texts and
// write none anew.
type fingerprint uint64

var fingerprintSeed = maphash.MakeSeed()

func (f *fingerprint) add(n *node) {
	mix := func(x uint64) { *f = (*f ^ fingerprint(x)) * 0x9e3779b97f4a7c15 }
	mix(uint64(len(n.text()))<<16 | uint64(n.tag)<<2)
	for i := range n.attr {
		switch a := &n.attr[i]; a.key {
		case "id", "name", "href":
			mix(maphash.String(fingerprintSeed, a.key))
			mix(maphash.String(fingerprintSeed, a.val))
		default:
			mix(uint64(len(a.key))<<32 | uint64(len(a.val)))
		}
	}
	if n.first != nil {
		mix(1)
	}
	if n.next != nil {
		mix(2)
	}
}

// isArrow tells whether all that a link shows is an arrow back.
func isArrow(k *node) bool {
	switch strings.Trim(k.textContent(), invisible+"\ufe0e\ufe0f") {
	case "↩", "↵", "⏎", "⤴", "↑":
		return true
	}
	return false
}

// isUnder tells whether n is still in the tree below root.
func (n *node) isUnder(root *node) bool {
	for n != nil && n != root {
		n = n.parent
	}
	return n != nil
}

// inPage lists the links within the article, and the places they lead to. What ids
// links lead to, those with nothing but a picture too, is in j.targets; all others go.
func (j *job) inPage() (places map[string]*node, links []*node) {
	j.targets, places = nil, map[string]*node{}
	for n := j.root.first; n != nil; n = j.next(n) {
		if len(n.attr) == 0 {
			continue
		}
		for _, key := range [...]string{"id", "name"} {
			id := n.get(key)
			if id == "" || key == "name" && n.tag != atom.A {
				continue
			}
			id = decodedID(id)
			if places[id] == nil {
				places[id] = n
			}
			if short, ok := strings.CutPrefix(id, "user-content-"); ok && places[short] == nil {
				places[short] = n // GitHub's links do without the prefix
			}
		}
		if n.tag != atom.A {
			continue
		}
		id := j.fragment(n)
		if id == "" {
			continue
		}
		// A link that shows nothing, such as a heading's to itself, is none in the output.
		reads := n.hasText()
		if reads {
			links = append(links, n)
		}
		if reads || n.imageAddresses() != nil {
			if j.targets == nil {
				j.targets = map[string]string{}
			}
			j.targets[id] = ""
		}
	}
	return places, links
}

func (j *job) isInPage(n *node) bool { return n.tag == atom.A && j.fragment(n) != "" }

// noteLook is how many elements around a link are looked at: systems put a few
// wrappers between a note, its number and the link.
const noteLook = 8

// noteMark finds the mark that k leads back to. Where the mark is gone, because
// the text is an excerpt, a link that is a place itself and begins its block
// with a number is a note's all the same.
func (j *job) noteMark(k *node, places map[string]*node) (mark *node, leadsBack bool) {
	t := places[j.fragment(k)]
	if t == nil {
		return nil, (k.has("id") || k.has("name") || lineOf(k).has("id")) && isNumbered(k) && beginsBlock(k)
	}
	m := j.linkAt(t)
	if m == nil || m.pos >= k.pos {
		return nil, false
	}
	u := places[j.fragment(m)]
	if u == nil {
		return nil, false
	}
	if line := lineOf(k); isAround(line, u) {
		return m, line != lineOf(m)
	}
	return m, isAround(u, k) && !isAround(u, m) // a mark stands outside its note
}

// takeID makes the whole note the place that its marks lead to, where that is in it.
func (f *footnote) takeID(j *job, places map[string]*node) {
	u := places[f.id]
	if u == nil || u == f.block || !isAround(f.block, u) {
		return
	}
	if _, wanted := j.targets[decodedID(f.block.get("id"))]; wanted {
		return
	}
	u.del("id")
	u.del("name")
	f.block.set("id", f.id)
}

// A leadBack is a mark, and the place by which a link of its note leads back to it.
type leadBack struct {
	mark *node
	id   string
}

// takePlaces makes marks themselves the places that links lead back to: several
// marks may stand in one paragraph. The place of a note remains the note.
func takePlaces(leads []leadBack, notes []footnote, places map[string]*node) {
	if len(leads) == 0 {
		return
	}
	blocks := make(map[*node]bool, len(notes))
	for i := range notes {
		blocks[notes[i].block] = true
	}
	for _, l := range leads {
		if !blocks[places[l.id]] {
			takePlace(l.mark, places, l.id)
		}
	}
}

func takePlace(mark *node, places map[string]*node, id string) {
	for _, own := range [...]string{mark.get("id"), mark.get("name")} {
		if own != "" && decodedID(own) != id {
			return // something else may lead to it
		}
	}
	if t := places[id]; t != mark {
		t.del("id")
		t.del("name")
	}
	mark.del("name")
	mark.set("id", id)
	mark.mark = true
}

// keepID leaves a mark its id where others lead to it, whether its note is found or not.
func (j *job) keepID(k *node) {
	id, name := k.get("id"), k.get("name")
	if id == "" && name == "" || id != "" && name != "" && id != name || !isMark(k) {
		return
	}
	if to, wanted := j.wantedID(cmp.Or(id, name)); wanted {
		k.del("name")
		k.set("id", to)
		k.mark = true
	}
}

// isMark tells whether a link looks like the mark of a note or of a work: it is
// raised, or in brackets.
func isMark(k *node) bool {
	return (isRaised(k) || hasBrackets(k) || standsInBrackets(k)) && !holdsBlock(k)
}

// holdsBlock tells whether a link goes around a block: it will be one in each.
func holdsBlock(k *node) bool {
	left := conditionNodes
	for n := k.first; n != nil && left > 0; n, left = n.nextIn(k), left-1 {
		if blockElements.has(n.tag) {
			return true
		}
	}
	return false
}

// linkAt is the link within the article that stands at t: t itself, in it,
// around it, or right behind it.
func (j *job) linkAt(t *node) *node {
	left := noteLook
	for n := t; n != nil && left > 0; n, left = n.nextIn(t), left-1 {
		if j.isInPage(n) {
			return n
		}
	}
	if t.parent != nil && j.isInPage(t.parent) {
		return t.parent
	}
	if n := t.next; n != nil && t.first == nil {
		for left = noteLook; n != nil && left > 0 && !n.isText(); n, left = n.first, left-1 {
			if j.isInPage(n) {
				return n
			}
		}
	}
	return nil
}

// isAround tells whether n is p or stands in it, not too deep.
func isAround(p, n *node) bool {
	for i := 0; i < noteLook && n != nil; i, n = i+1, n.parent {
		if n == p {
			return true
		}
	}
	return false
}

// lineOf is the block that n is phrasing content of.
func lineOf(n *node) *node {
	p := n.parent
	for i := 0; i < noteLook && p != nil && !blockElements.has(p.tag); i++ {
		p = p.parent
	}
	return p
}

// noteBlock is what the note is that k leads back from: the item, row or term
// around it, else the place its mark leads to, else the paragraph. A heading is
// no note; what leads back from it leads to a table of contents.
func (j *job) noteBlock(k, mark *node, places map[string]*node) *node {
	line := lineOf(k)
	if line == nil || line.parent == nil {
		return nil
	}
	p := line
	for i := 0; i < noteLook && p != nil; i, p = i+1, p.parent {
		switch p.tag {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Body, atom.Blockquote:
			i = noteLook
		case atom.Li, atom.Tr, atom.Dt, atom.Dd:
			return p
		}
	}
	if mark != nil {
		if u := places[j.fragment(mark)]; u != line && u.is(atom.Div, atom.Aside, atom.Section, atom.P) && isAround(u, line) {
			line = u
		}
	}
	if !line.is(atom.P, atom.Div, atom.Aside, atom.Section) {
		return nil
	}
	return line
}

// beginsBlock tells whether nothing shows before n in its block.
func beginsBlock(n *node) bool {
	return nothingBefore(n, func(*node) bool { return true })
}

// nothingBefore tells whether nothing stands before n in its block but text that
// does not count.
func nothingBefore(n *node, counts func(*node) bool) bool {
	left := conditionNodes
	for i := 0; i < noteLook && n != nil && !blockElements.has(n.tag); i, n = i+1, n.parent {
		for p := n.prev; p != nil; p = p.prev {
			if left--; left < 0 || showsItself.has(p.tag) || p.hasText() && counts(p) {
				return false
			}
		}
	}
	return true
}

// turnOutSup makes a raised link of a link of which all is raised; it tells whether it did.
func turnOutSup(link *node) (turned bool) {
	for s := soleElement(link); s != nil && s.tag == atom.Sup; s = soleElement(link) {
		turnOut(link, s)
		turned = true
	}
	return turned
}

// soleElement is the one element in n that shows something, nil where something
// else does.
func soleElement(n *node) *node {
	var only *node
	for c := n.first; c != nil; c = c.next {
		switch {
		case c.isText():
			if !isBlank(c.text()) {
				return nil
			}
		case !showsItself.has(c.tag) && !c.showsSomething():
		case only != nil:
			return nil
		default:
			only = c
		}
	}
	return only
}

// turnOut makes <a><sup>1</sup></a> of link and inner into <sup><a>1</a></sup>.
func turnOut(link, inner *node) {
	inner.remove()
	moveChildren(inner, link)
	link.replace(inner)
	inner.append(link)
}

// raise puts a mark into a sup.
func (j *job) raise(mark *node) {
	if isRaised(mark) {
		return
	}
	if c := j.note(mark, whyNoteMark, "raise"); c != nil {
		c.Before, c.After = "a", "sup a"
	}
	sup := newElement(atom.Sup, mark)
	mark.replace(sup)
	sup.append(mark)
}

// widen makes of a term and its descriptions one note. It makes the note all of the element around it where that holds nothing
// before it and no other note, and the other notes stand in elements of the same
// kind beside: the note has several paragraphs.
func (f *footnote) widen(notes []footnote, i int) {
	p := f.block.parent
	if f.block.tag == atom.Dt {
		f.takeDescriptions()
		return
	}
	if !f.block.is(atom.P, atom.Div) || p == nil || !p.is(atom.Div, atom.Aside, atom.Section) || besides(f.block, false) != nil {
		return
	}
	beside := func(k int, sibling *node) bool {
		return k >= 0 && k < len(notes) && sibling != nil && isAround(sibling, notes[k].block)
	}
	within := func(k int) bool { return k >= 0 && k < len(notes) && isAround(p, notes[k].block) }
	if within(i-1) || within(i+1) || !beside(i-1, besides(p, false)) && !beside(i+1, besides(p, true)) {
		return
	}
	if f.block.tag == atom.Div {
		f.block.dissolve()
	}
	f.block = p
}

// takeDescriptions makes one block of a term that is a note's number and of what
// the note says.
func (f *footnote) takeDescriptions() {
	n := f.block
	if !isLabel(n.textContent()) {
		return
	}
	if number, _ := labelNumber(n.textContent()); number == 0 {
		return
	}
	n.rename(atom.Div)
	n.parent.rename(atom.Div)
	for d := n.next; d != nil && d.tag != atom.Dt; d = n.next {
		d.remove()
		if d.tag == atom.Dd {
			d.rename(atom.Div)
		}
		n.append(d)
	}
}

// besides is the element before or behind n.
func besides(n *node, behind bool) *node {
	step := func(n *node) *node {
		if behind {
			return n.next
		}
		return n.prev
	}
	for n = step(n); n != nil && n.isText() && isBlank(n.text()); n = step(n) {
	}
	return n
}

// makeItem makes a note with a number, which is not an item already, an item of
// a list. follows is the number it has in the list by itself.
func (f *footnote) makeItem(follows int) {
	n := f.block
	if n.parent == nil || f.number == 0 || n.tag == atom.Li && n.parent.is(atom.Ol, atom.Ul) {
		return
	}
	switch n.tag {
	case atom.Tr:
		if n.parent.tag != atom.Div {
			return
		}
		for c := n.first; c != nil; c = c.next {
			if !c.isText() {
				c.rename(atom.Div)
			}
		}
	case atom.Dt, atom.Dd:
		return
	}
	if n.parent.tag == atom.Aside {
		n.parent.rename(atom.Div)
	}
	n.rename(atom.Li)
	n.set(markerAttribute, "["+strconv.Itoa(f.number)+"]")
	n.set(levelAttribute, "1")
	if f.number != follows && f.number != 1 {
		n.set("value", strconv.Itoa(f.number))
	}
}

// dissolveTable makes blocks of a table that has nothing but so many notes, a
// row each.
func dissolveTable(body *node, notes int) {
	for c := body.first; c != nil; c = c.next {
		if c.tag == atom.Tr {
			notes--
		}
	}
	if table := body.parent; notes == 0 && table != nil && table.tag == atom.Table && soleElement(table) == body {
		table.rename(atom.Div)
		body.rename(atom.Div)
	}
}
