package htmlclean

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// Notes that were typed are lines near the end that begin with a number in
// brackets, or raised, and marks in the text that look the same: no link is
// between them. They are taken for notes where that is certain both ways: each
// number in the text has its note, and each note is named in the text.

var whyTypedNote = reason("structure", "typed-note", "a guess: a number in brackets or a raised one is the mark of a note that was typed, where each such number of the text has one note below it, and each note its mark")

// A typedNote is a line that begins with a number, or an item of a list that shows one.
type typedNote struct {
	block  *node // the paragraph or item it is, or is a line of
	head   *node // its first node
	number int
	raised bool // the number is raised, and has no brackets
	item   bool // the list shows the number
	named  int  // how many links lead back from it
}

// typedNotes links typed marks with typed notes, and makes a list of these. It
// tells whether there are any.
func (b *builder) typedNotes() bool {
	notes := b.j.typedLinesOfNotes()
	if notes == nil {
		notes = b.j.listedNotes()
	}
	if notes == nil {
		return false
	}
	m := typedMarks{j: b.j, notes: notes}
	if !m.find() {
		return false
	}
	b.listTyped(notes)
	for i, end := 0, 0; i < len(m.found); i = end {
		for end = i + 1; end < len(m.found) && m.found[end].text == m.found[i].text; end++ {
		}
		b.linkText(m.found[i:end], notes)
	}
	return true
}

// typedLinesOfNotes is the last run of lines that are numbered from 1 on, with
// nothing between them.
func (j *job) typedLinesOfNotes() (notes []typedNote) {
	for c := j.root.first; c != nil && !j.stopped(); c = c.next {
		lines, clean := j.notesIn(c)
		if len(lines) == 0 {
			continue
		}
		next := len(notes) > 0 && clean && lines[0].number == len(notes)+1 && lines[0].raised == notes[0].raised && lastBlock(notes) == c.prev
		if !next {
			notes = nil
		}
		for _, n := range lines {
			if n.number != len(notes)+1 {
				return nil // numbers out of order: two sets, or none
			}
			notes = append(notes, n)
		}
	}
	return notes
}

// lastBlock is the block of the article that the last note stands in.
func lastBlock(notes []typedNote) *node {
	block := notes[len(notes)-1].block
	if block.tag == atom.Li {
		return block.parent
	}
	return block
}

// notesIn lists the notes of a paragraph or a list; clean tells whether it begins
// with one.
func (j *job) notesIn(c *node) (notes []typedNote, clean bool) {
	switch c.tag {
	case atom.P:
		at := true // at the beginning of a line
		for n := c.first; n != nil && !j.stopped(); n = n.next {
			if at {
				if note, ok := noteAt(n); ok {
					note.block = c
					notes = append(notes, note)
				} else if len(notes) > 0 {
					return nil, false // a line that belongs to no note
				}
			}
			at = n.tag == atom.Br
		}
		return notes, len(notes) > 0 && notes[0].head == c.first
	case atom.Ul, atom.Ol:
		for li := c.first; li != nil && !j.stopped(); li = li.next {
			n := li.first
			if n != nil && n.tag == atom.P {
				n = n.first
			}
			note, ok := noteAt(n)
			if !ok {
				return nil, false
			}
			note.block = li
			notes = append(notes, note)
		}
		return notes, true
	}
	return nil, false
}

// noteAt reads the number that a line begins with at n.
func noteAt(n *node) (note typedNote, ok bool) {
	switch {
	case n == nil:
	case n.isText():
		number, size := bracketed(n.text())
		return typedNote{head: n, number: number}, number > 0 && (size < len(n.text()) || n.next != nil && n.next.tag != atom.Br)
	case n.tag == atom.Sup && n.first != nil && n.first == n.last && n.first.isText() && n.next != nil && n.next.tag != atom.Br:
		text := n.first.text()
		if number, size := bracketed(text); number > 0 && size == len(text) {
			return typedNote{head: n, number: number}, true
		}
		if isNumber(text) && len(text) <= 3 {
			number := pixels(text)
			return typedNote{head: n, number: number, raised: true}, number > 0
		}
	}
	return typedNote{}, false
}

// bracketed reads a number in square brackets; size is that of the label, with the
// signs and the white space behind.
func bracketed(s string) (number, size int) {
	for _, pair := range [...][2]string{{"[", "]"}, {"【", "】"}, {"〔", "〕"}, {"［", "］"}} {
		rest, ok := strings.CutPrefix(s, pair[0])
		if !ok {
			continue
		}
		end := strings.Index(rest[:min(len(rest), 4*noteLook)], pair[1])
		if end < 0 {
			break
		}
		inner := strings.TrimFunc(rest[:end], isInvisible)
		if !isNumber(inner) || len(inner) > 3 {
			break
		}
		behind := strings.TrimLeft(rest[end+len(pair[1]):], labelEnds+invisible)
		return pixels(inner), len(s) - len(behind)
	}
	return 0, 0
}

// noteTitles are the words of the titles that lists of notes have.
var noteTitles = [...]string{"参考", "參考", "注释", "註釋", "注解", "脚注", "腳註", "尾注", "引用", "文献", "資料", "资料来源", "出典", "notes", "references", "sources", "citations", "bibliography", "works cited", "endnotes"}

// listedNotes are the items of the last numbered list of the article, if its title
// says that it is one of notes.
func (j *job) listedNotes() (notes []typedNote) {
	list := j.root.last
	for i := 0; i < typedLook && list != nil && list.tag != atom.Ol; i++ {
		list = list.prev
	}
	if list == nil || list.tag != atom.Ol || list.prev == nil || list.has("start") || list.has("reversed") || list.has("type") {
		return nil
	}
	title := strings.ToLower(strings.TrimFunc(list.prev.textContent(), isInvisible))
	if len(title) > maxHeadText || strings.Contains(title, "[") || headingLevel(list.prev) < 0 && list.prev.tag != atom.P ||
		!slices.ContainsFunc(noteTitles[:], func(word string) bool { return strings.Contains(title, word) }) {
		return nil
	}
	for li := list.first; li != nil && !j.stopped(); li = li.next {
		if li.has("value") {
			return nil
		}
		notes = append(notes, typedNote{block: li, head: li.first, number: len(notes) + 1, item: true})
	}
	return notes
}

// listTyped makes items of notes, without the numbers that their list shows.
func (b *builder) listTyped(notes []typedNote) {
	var list *node
	for i := range notes {
		n := &notes[i]
		switch p := n.block; {
		case n.item:
		case p.tag == atom.Li:
			if list != p.parent {
				list = p.parent
				list.rename(atom.Ol)
				list.del("start")
				if n.number > 1 {
					list.set("start", strconv.Itoa(n.number))
				}
			}
			n.cutNumber(b.j)
		default:
			n.cutNumber(b.j)
			if list == nil || list.parent != p.parent {
				list = b.j.newNode(node{tag: atom.Ol, pos: p.pos})
				p.parent.insertBefore(list, p.next)
			}
			list.append(n.takeLine())
		}
		if li := n.block; !li.given {
			li.set("id", b.freeID(idPrefix+"typed-note-"+strconv.Itoa(n.number)))
			li.given = true
		}
	}
}

// cutNumber takes the number from a note.
func (n *typedNote) cutNumber(j *job) {
	t, number := firstText(n.head), ""
	if next := n.head.next; n.head.isText() {
		_, size := bracketed(t.text())
		number, t.data = t.text()[:size], t.text()[size:]
		if t.text() == "" {
			n.head = next
			t.remove()
		}
	} else {
		number = t.text()
		n.head.remove()
		n.head = next
	}
	if c := j.note(&node{tag: atom.P, pos: t.pos}, whyNoteNumber, "drop"); c != nil {
		c.Text = strings.TrimFunc(number, isInvisible)
	}
	if n.head.isText() {
		n.head.data = strings.TrimLeftFunc(n.head.text(), isInvisible)
	}
}

// takeLine makes an item of a note that is a paragraph, or a line of one.
func (n *typedNote) takeLine() *node {
	p := n.block
	end := n.head
	for end != nil && end.tag != atom.Br {
		end = end.next
	}
	if end == nil && n.head == p.first {
		p.remove()
		p.rename(atom.Li)
		p.pos = n.head.pos // it may have been the last of several lines
		return p
	}
	li := &node{tag: atom.Li, pos: n.head.pos}
	li.takeLanguage(p)
	for c := n.head; c != end; {
		next := c.next
		c.remove()
		li.append(c)
		c = next
	}
	if end != nil {
		end.remove()
	}
	for last := p.last; last != nil && (last.tag == atom.Br || last.isText() && isBlank(last.text())); last = p.last {
		last.remove()
	}
	if p.first == nil {
		passID(p, li)
		p.remove()
	}
	n.block = li
	return li
}
