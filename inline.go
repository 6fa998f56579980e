package htmlclean

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// Phrasing content is kept as runs: each text, line break or picture with the
// marks (strong, a, code, …) around it, outermost last. In that form equal marks
// that touch are one mark, a mark in itself and an empty mark do not exist, and
// a block inside a phrasing element is no special case.

// A mark is a phrasing element around a run.
type mark struct {
	outer *mark
	tag   atom.Atom
	node  *node // the input's element, for its attributes
	depth int   // number of marks from here outwards
}

// A run is a text, a line break (node is a br) or another leaf with its marks.
type run struct {
	marks *mark
	text  string
	node  *node
	pos   int32 // place in the input

	border bool // no text: a block began or ended here
}

func (r *run) isBreak() bool { return r.node != nil && r.node.tag == atom.Br }

// phrase writes the children of a phrasing element with its marks.
func (b *builder) phrase(n *node) {
	if n.tag == atom.A && b.inline && b.leadsToItself(n) {
		return
	}
	marks, preserve, quiet := b.marks, b.preserve, b.quiet
	b.linked = b.linked || n.tag == atom.A
	if n.tag == atom.Ruby {
		b.ruby = true
		b.j.pairRuby(n)
	}
	b.marks = b.marksOf(n)
	b.lineEnds(n)
	b.quieten(n)
	b.flow(n, false)
	b.marks, b.preserve, b.quiet = marks, preserve, quiet
}

// markFor is the element that n's mark is in the output, 0 for none.
func (b *builder) markFor(n *node) atom.Atom {
	if tag := markOf[n.tag]; tag != 0 {
		return tag
	}
	if b.j.allow.extra[n.tag] && (n.tag != atom.Span || b.j.keep(n.name(), n.attr) != nil) {
		return n.tag
	}
	return 0
}

// within adds a mark for n inside m, or returns m where n says nothing there.
func (m *mark) within(n *node, tag atom.Atom) *mark {
	if tag == 0 || !worthMarking(n, tag, m) {
		return m
	}
	depth := 1 + m.count()
	if depth > maxMarks || !nestedMarks.has(tag) && m.find(tag) != nil {
		return m
	}
	return &mark{outer: m, tag: tag, node: n, depth: depth}
}

func (m *mark) find(tag atom.Atom) *mark {
	for ; m != nil && m.tag != tag; m = m.outer {
	}
	return m
}

// count is the number of marks from m outwards.
func (m *mark) count() int {
	if m == nil {
		return 0
	}
	return m.depth
}

// worthMarking tells whether n has what its element needs to mean something, and
// may stand inside outer.
func worthMarking(n *node, tag atom.Atom, outer *mark) bool {
	switch tag {
	case atom.A:
		return n.get("href") != ""
	case atom.Bdo:
		dir := n.get("dir")
		return dir == "ltr" || dir == "rtl"
	case atom.Time:
		return validDatetime(n.get("datetime"))
	case atom.Ruby:
		for c := n.first; c != nil; c = c.next {
			if c.tag == atom.Rt {
				return outer.find(atom.Ruby) == nil
			}
		}
		return false
	case atom.Rt, atom.Rp:
		return outer != nil && outer.tag == atom.Ruby
	}
	return true
}

// equal tells whether two marks at the same depth are one element where they touch.
func (m *mark) equal(o *mark) bool {
	if m.tag != o.tag || m.node == o.node {
		return m.tag == o.tag
	}
	if m.tag == atom.Code && (m.node.get("class") == mathClass || o.node.get("class") == mathClass) {
		return false // two formulas
	}
	return !ownMarks.has(m.tag) && (!spokenMarks.has(m.tag) || m.node.get("lang") == o.node.get("lang")) &&
		(m.tag != atom.A || m.node.get("href") == o.node.get("href") && m.node.get("title") == o.node.get("title") && !m.node.hasOwnID() && !o.node.hasOwnID())
}

// hasOwnID tells whether a link is a place that another leads to.
func (n *node) hasOwnID() bool { return n.mark || n.given }

// without returns the chain of marks m without the marks of one element.
func (m *mark) without(tag atom.Atom) *mark {
	if m.find(tag) == nil {
		return m
	}
	outer := m.outer.without(tag)
	if m.tag == tag {
		return outer
	}
	return &mark{outer: outer, tag: m.tag, node: m.node, depth: 1 + outer.count()}
}

var whyRubyPairs = reason("structure", "ruby-pairs", "a ruby with all its bases first and as many readings behind; each reading stands behind its base")

// pairRuby puts the readings of a ruby behind their bases, where these stand
// together in rb elements, which HTML has no more.
func (j *job) pairRuby(ruby *node) {
	var bases, readings []*node
	for c := ruby.first; c != nil; c = c.next {
		switch {
		case c.tag == atom.Rb && readings == nil && len(bases) < maxMarks:
			bases = append(bases, c)
		case c.tag == atom.Rt && len(readings) < maxMarks:
			readings = append(readings, c)
		case !c.isText() || !isBlank(c.text()):
			return
		}
	}
	if len(bases) < 2 || len(bases) != len(readings) {
		return
	}
	for i, rt := range readings[:len(readings)-1] {
		if c := j.note(rt, whyRubyPairs, "move"); c != nil {
			c.lose(rt)
			c.Added, c.Images = c.Text, nil
		}
		rt.remove()
		ruby.insertBefore(rt, bases[i].next)
	}
}

// wholeRuby takes the ruby from runs of which this paragraph has not what the
// content model asks for: bases, each followed by its reading, which may stand
// between two rp of plain text. The rest of it was empty, or stands in another
// block. What is marked around a ruby is all of it.
func wholeRuby(runs []run) {
	shape := map[*node][]byte{}
	part := map[*node]*node{} // of each ruby the part the last run belonged to
	for i := range runs {
		r := &runs[i]
		ruby := r.marks.find(atom.Ruby)
		if ruby == nil || r.node == nil && isBlank(r.text) {
			continue
		}
		kind, in := byte('b'), ruby.node
		if rt := r.marks.find(atom.Rt); rt != nil {
			kind, in = 't', rt.node
		} else if rp := r.marks.find(atom.Rp); rp != nil {
			kind, in = 'p', rp.node
			if r.node != nil {
				kind = 'x'
			}
			r.marks = rp
		}
		if part[ruby.node] != in || kind == 'x' {
			part[ruby.node] = in
			shape[ruby.node] = append(shape[ruby.node], kind)
		}
	}
	around := map[*node]*mark{} // of each ruby the marks around its first text
	for i := range runs {
		r := &runs[i]
		ruby := r.marks.find(atom.Ruby)
		if ruby == nil {
			continue
		}
		outer, begun := around[ruby.node]
		switch {
		case !isRuby(shape[ruby.node]):
			r.marks = r.marks.without(atom.Rt).without(atom.Rp).without(atom.Ruby)
		case !begun:
			around[ruby.node] = ruby.outer
		case outer != ruby.outer: // one that its reading has not would make two of it
			r.marks = r.marks.moved(ruby, outer)
		}
	}
}

// moved returns the chain of marks m up to one of them, and other marks around that.
func (m *mark) moved(upTo, outer *mark) *mark {
	if m != upTo {
		outer = m.outer.moved(upTo, outer)
	}
	return &mark{outer: outer, tag: m.tag, node: m.node, depth: 1 + outer.count()}
}

// isRuby tells whether the parts of a ruby element are one or more of "bt" and "bptp".
func isRuby(shape []byte) bool {
	s := string(shape)
	for s != "" {
		rest, ok := strings.CutPrefix(s, "bptp")
		if !ok {
			rest, ok = strings.CutPrefix(s, "bt")
		}
		if !ok {
			return false
		}
		s = rest
	}
	return len(shape) > 0
}

// withoutKnownLinks takes the links from a line that a rule drops for their text.
// In the input such a link may have held more lines.
func (b *builder) withoutKnownLinks(runs []run) []run {
	if !b.linked || len(b.j.rules.links) == 0 {
		return runs
	}
	return b.withoutLinks(runs, func(_ *mark, text string, _ []string) *Reason {
		if r := b.j.ruleForText(b.j.rules.links, text); r != nil {
			return &r.why
		}
		return nil
	})
}

// withoutLinks takes the links from a line that say nothing there, as why tells by
// their text and pictures.
func (b *builder) withoutLinks(runs []run, why func(link *mark, text string, images []string) *Reason) []run {
	taken := false
	for i := 0; i < len(runs); {
		link := runs[i].marks.find(atom.A)
		if link == nil {
			i++
			continue
		}
		end, text, images := i, "", []string(nil)
		for end < len(runs) && !runs[end].isBreak() && commonMarks(runs[i].marks, runs[end].marks).count() >= link.depth {
			text += runs[end].text
			if pic := runs[end].node; pic != nil {
				images = append(images, pic.imageAddresses()...)
			}
			end++
		}
		reason := why(link, text, images)
		if reason == nil {
			i = max(end, i+1)
			continue
		}
		if c := b.j.note(link.node, reason, "drop"); c != nil {
			c.Text, c.Images, c.pos = oneLine(text), images, runs[i].pos
		}
		runs, taken = slices.Delete(runs, i, end), true
	}
	if taken {
		return b.collapse(runs)
	}
	return runs
}

// fill appends runs to parent as nested elements.
func (b *builder) fill(parent *node, runs []run) {
	runs = b.withoutKnownLinks(runs)
	if b.ruby {
		wholeRuby(runs)
	}
	open := b.open[:0] // marks that are open, outermost first, and their elements
	for i := range runs {
		if b.j.stopped() {
			break
		}
		r := &runs[i]
		chain := b.chain[:0]
		for m := r.marks; m != nil; m = m.outer {
			chain = append(chain, m)
		}
		b.chain = chain
		shared := 0
		for shared < len(open) && shared < len(chain) && open[shared].mark.equal(chain[len(chain)-1-shared]) {
			shared++
		}
		open = open[:shared]
		into := parent
		if shared > 0 {
			into = open[shared-1].node
		}
		for k := len(chain) - 1 - shared; k >= 0; k-- {
			m := chain[k]
			kept := b.j.keep(m.tag.String(), m.node.attr)
			if len(kept) > 0 && b.repeats(m.node, kept) {
				open = append(open, openMark{m, into})
				continue
			}
			e := b.j.newNode(node{tag: m.tag, attr: kept, source: m.node.source})
			e.pos = m.node.pos
			if m.tag == atom.A {
				b.giveOwnID(e, m.node)
			}
			into.append(e)
			open = append(open, openMark{m, e})
			into = e
		}
		switch last := into.last; {
		case r.node != nil:
			r.node.remove()
			into.append(r.node)
		case last != nil && last.isText():
			b.extend(last, r.text)
		default:
			t := b.j.zeroNode()
			t.data, t.pos = r.text, r.pos
			into.append(t)
		}
	}
	b.open = open
	b.endText()
}

var whyRepeated = reason("structure", "repeated", "an element with a very long attribute goes around so much that its copies, one for each block, would be most of the article")

// A phrasing element around several blocks is written in each. Attributes longer
// than the first of these are written so often that all copies of an element have
// the second many bytes.
const longAttributes, maxRepeated = 256, 64 << 10

// repeats tells whether an element has been written with attributes that are so
// long so often that it is not again.
func (b *builder) repeats(n *node, kept []attribute) bool {
	size := 0
	for i := range kept {
		size += len(kept[i].val)
	}
	if size <= longAttributes {
		return false
	}
	if b.repeated == nil {
		b.repeated = map[int32]int{}
	}
	before := b.repeated[n.pos]
	if before <= maxRepeated {
		b.repeated[n.pos] += size
		return false
	}
	if before <= maxRepeated+size {
		b.repeated[n.pos] += size
		if c := b.j.note(n, whyRepeated, "unwrap"); c != nil {
			c.Before = n.get("href")
		}
	}
	return true
}

// mend writes the phrasing content of n anew, whose marks have become others than
// they were when it was written: what is alike now is one mark. The pictures of a
// figure stand each in its own link.
func (b *builder) mend(n *node) {
	if n.tag == atom.Figure {
		return
	}
	for c := n.first; c != nil; c = c.next {
		if blockElements.has(c.tag) {
			continue
		}
		line, written := b.line[len(b.line):], &node{}
		for c != nil && !blockElements.has(c.tag) {
			next := c.next
			line = gather(line, c, nil)
			c.remove()
			c = next
		}
		if line = b.collapse(line); headingLevel(n) >= 0 {
			b.plainHeading(line)
		}
		b.fill(written, line)
		for written.first != nil {
			w := written.first
			w.remove()
			n.insertBefore(w, c)
		}
		if c == nil {
			return
		}
	}
}

// gather appends n, which is phrasing content of the output, to a line as runs.
func gather(line []run, n *node, outer *mark) []run {
	if n.isText() || n.is(atom.Br, atom.Img, atom.Picture, atom.Video, atom.Audio, atom.Iframe) || n.name() == "math" {
		r := run{marks: outer, text: n.text(), pos: n.pos}
		if !n.isText() {
			r.node = n
		}
		return append(line, r)
	}
	m := &mark{outer: outer, tag: n.tag, node: n, depth: 1 + outer.count()}
	for c := n.first; c != nil; c = c.next {
		line = gather(line, c, m)
	}
	return line
}

type openMark struct {
	mark *mark
	node *node
}

// extend adds to a text that is being written. The characters are gathered first
// and joined once: a vendor may wrap every character by itself.
func (b *builder) extend(n *node, s string) {
	if b.growing != n {
		b.endText()
		b.growing = n
		b.text.WriteString(n.text())
	}
	b.text.WriteString(s)
}

func (b *builder) endText() {
	if b.growing != nil {
		b.growing.data = b.text.String()
		b.growing = nil
		b.text.Reset()
	}
}
