package htmlclean

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// typedMarks looks for the marks of notes in the text before them.
type typedMarks struct {
	j     *job
	notes []typedNote
	found []typedMark
	named []bool // which notes are
}

// A typedMark is a stretch of a text that names one or more notes.
type typedMark struct {
	text       *node
	begin, end int
	numbers    []numberAt
}

// A numberAt is a number in a mark; those between it and the one before are named
// as well where a dash stands between.
type numberAt struct {
	number, begin, end int
	from               int // the first that is named
}

// find lists the marks. It tells whether each has its note, and each note a mark.
func (m *typedMarks) find() bool {
	m.named = make([]bool, len(m.notes)+1)
	first, behind := m.notes[0].head, lastBlock(m.notes).following(m.j.root)
	if m.notes[0].item {
		first = m.notes[0].block
	}
	before, inside := true, false
	for n := m.j.root.first; n != nil; {
		switch n {
		case first:
			before, inside = false, true
		case behind:
			inside = false
		}
		switch {
		case inside:
		case n.is(atom.A, atom.Code, atom.Pre, atom.Kbd, atom.Samp, atom.Ruby) || n.name() == "math":
			n = n.following(m.j.root)
			continue
		case n.isText() && !m.read(n, before):
			return false
		}
		n = m.j.next(n)
	}
	return len(m.found) > 0 && !slices.Contains(m.named[1:], false)
}

// read reads the marks of a text; false where one has no note, or stands where no
// mark can: behind the notes, or at the beginning of a line.
func (m *typedMarks) read(t *node, before bool) bool {
	marks := marksIn(t, m.notes[0].raised)
	for _, k := range marks {
		if !before || k.begin == 0 && (beginsBlock(t) || t.prev != nil && t.prev.tag == atom.Br) {
			return false
		}
		for _, n := range k.numbers {
			if n.number < 1 || n.number > len(m.notes) {
				return false
			}
			for i := max(n.from, 1); i <= n.number; i++ {
				m.named[i] = true
			}
		}
	}
	m.found = append(m.found, marks...)
	return true
}

// marksIn lists what may be marks in a text: numbers in brackets, or all of a sup.
func marksIn(t *node, raised bool) (marks []typedMark) {
	if raised {
		if t.parent.tag == atom.Sup && t.parent.first == t.parent.last && !isUnit(t.parent.prev) {
			if numbers := numbersIn(t.text(), 0); numbers != nil {
				marks = append(marks, typedMark{t, 0, len(t.text()), numbers})
			}
		}
		return marks
	}
	for at := 0; at < len(t.text()); {
		begin, open := nextBracket(t.text(), at)
		if begin < 0 {
			break
		}
		at = begin + open
		inside := t.text()[at:min(len(t.text()), at+maxNumbers+len("】"))]
		size := strings.IndexAny(inside, "]】〕］")
		if size < 0 {
			continue
		}
		if numbers := numbersIn(inside[:size], at); numbers != nil {
			_, shut := utf8.DecodeRuneInString(inside[size:])
			marks = append(marks, typedMark{t, begin, at + size + shut, numbers})
		}
	}
	return marks
}

// nextBracket finds the first opening bracket from a place on, and its size; -1
// where there is none. Most bytes begin none, which one look tells.
func nextBracket(s string, at int) (begin, size int) {
	for ; at < len(s); at++ {
		switch s[at] {
		case '[':
			return at, 1
		case "【"[0], "［"[0]:
			if r, size := utf8.DecodeRuneInString(s[at:]); r == '【' || r == '〔' || r == '［' {
				return at, size
			}
		}
	}
	return -1, 0
}

// maxNumbers is how long the numbers of a mark are at most, in bytes.
const maxNumbers = 8 * noteLook

// numbersIn reads numbers with commas or dashes between them; nil where s holds
// anything else.
func numbersIn(s string, at int) (numbers []numberAt) {
	if len(s) > maxNumbers {
		return nil
	}
	dash := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r < '0' || r > '9' {
			switch {
			case strings.ContainsRune("-–—~～", r) && len(numbers) > 0:
				dash = true
			case !strings.ContainsRune(",，、;； \u00a0", r):
				return nil
			}
			i += size
			continue
		}
		end := i
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		if end-i > 3 {
			return nil
		}
		n := numberAt{number: pixels(s[i:end]), begin: at + i, end: at + end}
		if n.from = n.number; dash {
			n.from = numbers[len(numbers)-1].number
		}
		numbers, dash = append(numbers, n), false
		i = end
	}
	return numbers
}

// isUnit tells whether what a raised number stands behind is a number or a short
// word, of which the number may be a power.
func isUnit(n *node) bool {
	if n == nil || !n.isText() {
		return true
	}
	word := n.text()[len(strings.TrimRightFunc(n.text(), func(r rune) bool { return r < utf8.RuneSelf && unicode.IsLetter(r) })):]
	before, _ := utf8.DecodeLastRuneInString(n.text())
	return unicode.IsDigit(before) || word != "" && len(word) <= 3
}

// linkText puts links into the marks of a text: around all of a mark that names one
// note, around each number of another.
func (b *builder) linkText(marks []typedMark, notes []typedNote) {
	t := marks[0].text
	text, parent, behind, raised, at := t.text(), t.parent, t.next, isRaised(t), 0
	put := func(into *node, ref *node, text string) {
		if text != "" {
			into.insertBefore(newText(text, t), ref)
		}
	}
	t.remove()
	for _, k := range marks {
		put(parent, behind, text[at:k.begin])
		into, ref := parent, behind
		if !raised {
			into, ref = raisedBefore(parent, behind, t), nil
		}
		at = k.begin
		for _, n := range k.numbers {
			begin, end := n.begin, n.end
			if len(k.numbers) == 1 {
				begin, end = k.begin, k.end
			}
			put(into, ref, text[at:begin])
			link := newElement(atom.A, t)
			put(link, nil, text[begin:end])
			into.insertBefore(link, ref)
			b.lead(link, n, notes)
			at = end
		}
		put(into, ref, text[at:k.end])
		at = k.end
	}
	put(parent, behind, text[at:])
}

// raisedBefore is the raised text that ends at behind, a new one where there is none: marks
// side by side are raised together.
func raisedBefore(parent, behind, from *node) *node {
	last := parent.last
	if behind != nil {
		last = behind.prev
	}
	if last != nil && last.tag == atom.Sup && len(last.attr) == 0 {
		return last
	}
	sup := newElement(atom.Sup, from)
	parent.insertBefore(sup, behind)
	return sup
}

// lead leads a mark to its note, and that note, and those that a dash stands for,
// back to it.
func (b *builder) lead(link *node, n numberAt, notes []typedNote) {
	id := b.freeID(idPrefix + "typed-mark-" + strconv.Itoa(n.number))
	link.set("id", id)
	link.set("href", "#"+notes[n.number-1].block.get("id"))
	link.given = true
	if c := b.j.note(&node{tag: atom.Sup, pos: link.pos}, whyTypedNote, "link"); c != nil {
		c.After = link.get("href")
	}
	for i := max(n.from, 1); i <= n.number; i++ {
		if i == n.from && i < n.number {
			continue // it was named itself
		}
		note := &notes[i-1]
		appendBackLink(b.j, note.block, note.block, "#"+id, note.named)
		note.named++
	}
}
