package htmlclean

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// Journals, Textile and those who write by hand lead from the mark to the note
// and not back. Such a note is known by its number, which is that of the mark.

var whyNoteLine = reason("structure", "note-line", "a line break in front of the number of a note that a mark leads to is the end of the note before")

// splitNotes puts each note into a block of its own where the notes that numbered
// links lead to are lines of one.
func (j *job) splitNotes(links []*node, places map[string]*node) {
	split := map[*node]bool{} // places that begin a block by now
	for _, k := range links {
		if j.stopped() {
			return
		}
		if u := places[j.fragment(k)]; u != nil && !split[u] && u.pos > k.pos && !blockElements.has(u.tag) && isNumbered(k) {
			split[u] = true
			j.splitLine(u)
		}
	}
}

// splitLine puts the line that begins with u into a block, if it is one of several.
func (j *job) splitLine(u *node) {
	head := lineHead(u)
	if head == nil {
		return
	}
	end := head
	for end != nil && end.tag != atom.Br && !blockElements.has(end.tag) {
		end = end.next
	}
	begins := head.prev == nil || head.prev.tag != atom.Br
	if begins && (end == nil || end.tag != atom.Br) {
		return // all of its block
	}
	if !begins {
		j.note(head, whyNoteLine, "split")
	}
	line := newElement(atom.Div, head)
	head.parent.insertBefore(line, head)
	for n := head; n != end; {
		next := n.next
		n.remove()
		line.append(n)
		n = next
	}
}

// lineHead is the node that the line begins with in which nothing but the signs of
// a number stands before u; nil where u is within a line.
func lineHead(u *node) *node {
	for i := 0; i < noteLook && !blockElements.has(u.tag); i++ {
		head := u
		for k := 0; k < noteLook && head.prev != nil && isLineMargin(head.prev); k++ {
			head = head.prev
		}
		switch {
		case head.prev != nil && (head.prev.tag == atom.Br || blockElements.has(head.prev.tag)):
			return head
		case head.prev != nil || u.parent == nil:
			return nil
		case blockElements.has(u.parent.tag):
			return head
		}
		u = u.parent
	}
	return nil
}

// isLineMargin tells whether n may stand before the place of a note: signs of its
// number, or nothing to see.
func isLineMargin(n *node) bool {
	if n.isText() {
		return len(n.text()) <= 4*noteLook && strings.Trim(n.text(), labelStarts+invisible) == ""
	}
	return n.first == nil && !showsItself.has(n.tag) && n.tag != atom.Br && !blockElements.has(n.tag)
}

// oneWay adds the notes from which no link leads back to those that are known, and
// tells each which marks it is to lead back to.
func (j *job) oneWay(notes []footnote, links []*node, places map[string]*node) []footnote {
	known := map[*node]int{}
	for i := range notes {
		known[notes[i].block] = i
	}
	numbers, some := itemNumbers{}, false
	var backs map[string][]*node // links by the places that they lead to
	for _, k := range links {
		if j.stopped() {
			return nil
		}
		if k.mark || !isNumbered(k) {
			continue
		}
		around := standsInBrackets(k)
		if !around && !isRaised(k) && !hasBrackets(k) {
			continue
		}
		block := j.numberedBlock(k, places, numbers)
		if block == nil {
			continue
		}
		if backs == nil {
			backs = j.byFragment(links)
		}
		if leadsBack(block, k, backs) {
			continue
		}
		i, ok := known[block]
		if !ok {
			i, known[block] = len(notes), len(notes)
			notes = append(notes, footnote{block: block, id: j.fragment(k)})
		}
		notes[i].marks = append(notes[i].marks, k)
		some = true
		if !around {
			j.raise(k)
		}
	}
	if some {
		slices.SortStableFunc(notes, func(a, b footnote) int { return cmp.Compare(a.block.pos, b.block.pos) })
	}
	return notes
}

// byFragment lists links by the places that they lead to.
func (j *job) byFragment(links []*node) map[string][]*node {
	list := map[string][]*node{}
	for _, k := range links {
		id := j.fragment(k)
		list[id] = append(list[id], k)
	}
	return list
}

// leadsBack tells whether a link in block leads back to mark k, where that is a place.
func leadsBack(block, k *node, links map[string][]*node) bool {
	id := cmp.Or(k.get("id"), k.get("name"))
	if id == "" {
		return false
	}
	back := links[decodedID(id)]
	return slices.ContainsFunc(back[:min(len(back), noteLook)], func(n *node) bool { return isAround(block, n) })
}

// isRaised tells whether a link stands in a sup.
func isRaised(k *node) bool {
	for i, p := 0, k.parent; i < 3 && p != nil && !blockElements.has(p.tag); i, p = i+1, p.parent {
		if p.tag == atom.Sup {
			return true
		}
	}
	return false
}

// hasBrackets tells whether the text of a link is in square brackets.
func hasBrackets(k *node) bool {
	text := strings.TrimFunc(k.textContent(), isInvisible)
	return strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") || strings.HasPrefix(text, "【") && strings.HasSuffix(text, "】")
}

// standsInBrackets tells whether a link stands between square brackets, alone or
// as one of several. A block in a link begins a line of its own.
func standsInBrackets(k *node) bool {
	if beginsWithBlock(k) {
		return false
	}
	before := k.prev
	for i := 0; i < noteLook && before != nil && (before.tag == atom.A && !beginsWithBlock(before) || before.isText() && strings.Trim(before.text(), listSigns) == ""); i++ {
		before = before.prev
	}
	return before != nil && before.isText() && strings.HasSuffix(strings.TrimRight(before.text(), listSigns), "[")
}

// beginsWithBlock tells whether the first that a link shows is in a block.
func beginsWithBlock(k *node) bool {
	n := k.first
	for i := 0; i < noteLook && n != nil && !blockElements.has(n.tag) && (!n.isText() || isBlank(n.text())); i++ {
		n = n.nextIn(k)
	}
	return n != nil && blockElements.has(n.tag)
}

// listSigns stand between the numbers of several notes.
const listSigns = invisible + ",，、;–-"

// numberedBlock is the note with the number of link k that k leads to, nil for none.
func (j *job) numberedBlock(k *node, places map[string]*node, numbers itemNumbers) *node {
	u := places[j.fragment(k)]
	if u == nil || u.pos <= k.pos || !beginsNote(u) {
		return nil
	}
	block := u
	if !u.is(atom.P, atom.Li, atom.Div, atom.Aside, atom.Section, atom.Tr, atom.Dd) {
		block = lineOf(u)
	}
	for i, p := 0, block; i < noteLook && p != nil; i, p = i+1, p.parent {
		if p.is(atom.Li, atom.Tr) {
			block = p
			break
		}
		if besides(p, false) != nil {
			break
		}
	}
	if block == nil || block.parent == nil || block.pos <= k.pos || isAround(block, k) || !block.is(atom.P, atom.Li, atom.Div, atom.Aside, atom.Section, atom.Tr) {
		return nil
	}
	number, _ := labelNumber(k.textContent())
	if leadingNumber(block) == number || block.tag == atom.Li && numbers.of(block) == number {
		return block
	}
	return nil
}

// beginsNote tells whether nothing but a number stands before u in its block.
func beginsNote(u *node) bool {
	return nothingBefore(u, func(p *node) bool { return !isLabel(p.textContent()) })
}

// leadingNumber is the number that the first text in a note is, or begins with.
func leadingNumber(block *node) int {
	var label strings.Builder
	left, space := 4*noteLook, false
	for n := block.first; n != nil && left > 0; n = n.nextIn(block) {
		if n.isText() && isBlank(n.text()) {
			space = label.Len() > 0 // however much of it there is
			continue
		}
		left--
		if showsItself.has(n.tag) || headingLevel(n) >= 0 {
			return 0
		}
		if blockElements.has(n.tag) {
			space = label.Len() > 0
			continue
		}
		if space && n.isText() {
			label.WriteByte('\n')
			space = false
		}
		if label.WriteString(n.text()); label.Len() > 4*noteLook {
			break
		}
	}
	number, rest := labelNumber(strings.TrimFunc(label.String(), isInvisible))
	if rest == "" {
		return 0
	}
	return number
}

// itemNumbers are the numbers that the items of ordered lists show.
type itemNumbers map[*node]int

// of is the number of an item, 0 for one of another list. A list is counted once.
func (numbers itemNumbers) of(li *node) int {
	if number, counted := numbers[li]; counted || li.parent.tag != atom.Ol {
		return number
	}
	number := 1
	if start := li.parent.get("start"); start != "" {
		number, _ = strconv.Atoi(start)
	}
	for n := li.parent.first; n != nil; n = n.next {
		if n.tag == atom.Li {
			numbers[n] = number
			number++
		}
	}
	return numbers[li]
}

// leadBack leads a note back to the marks from which it did not.
func (f *footnote) leadBack(j *job) {
	for i, k := range f.marks {
		if j.stopped() {
			return
		}
		f.leadTo(j, k, len(f.backs)+i)
	}
}

func (f *footnote) leadTo(j *job, k *node, before int) {
	id := cmp.Or(k.get("id"), k.get("name"))
	if _, wanted := j.targets[id]; wanted || id == "" {
		j.noteLinks++
		id = "listed-mark-" + strconv.Itoa(j.noteLinks)
	}
	k.del("name")
	k.set("id", id)
	k.mark = true
	j.targets[id] = ""
	if c := j.note(k, whyNoteLink, "link"); c != nil {
		c.After = k.get("href")
	}
	appendBackLink(j, f.block, k, "#"+id, before)
}
