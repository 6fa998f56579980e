package htmlclean

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// A note's number is shown by its list, and the links back stand behind the note.

// isNoteLabel tells whether a link is what the mark of a note is: a number, or a
// letter or sign. A picture is none.
func isNoteLabel(n *node) bool {
	return isNumbered(n) || n.hasText() && utf8.RuneCountInString(strings.Trim(n.textContent(), labelSigns+invisible)) <= 2
}

// isNumbered tells whether a link shows a number, and nothing else.
func isNumbered(n *node) bool {
	number, rest := labelNumber(n.textContent())
	return number > 0 && rest == ""
}

// takeNumber takes the number, the brackets around it and the links back from
// the beginning of a note, and puts the links behind it.
func (f *footnote) takeNumber(j *job) {
	var head []*node // texts of the number
	var label strings.Builder
	size, atHead := 0, false // up to the last link back, and whether there is one
	more := false            // the note says more than its number
	isBack := func(n *node) bool {
		for _, k := range f.backs {
			if isAround(k, n) {
				return true
			}
		}
		return false
	}
	for n := f.block.first; n != nil; n = n.nextIn(f.block) {
		if more = showsItself.has(n.tag) || n.name() == "math"; more {
			break
		}
		if !n.isText() || isBlank(n.text()) {
			continue
		}
		back := isBack(n)
		if more = !isLabel(n.text()) && !(back && utf8.RuneCountInString(n.text()) <= 3) || label.Len() > 4*noteLook; more {
			break
		}
		head = append(head, n)
		label.WriteString(n.text())
		if back {
			size, atHead = len(head), true
		}
	}
	if !more {
		return
	}
	f.number, _ = labelNumber(label.String())
	if f.block.tag == atom.Li && !atHead {
		return
	}
	switch {
	case !atHead && f.number > 0:
		size = len(head)
	case !atHead:
		f.takePlainNumber(j)
		return
	case f.number == 0 && f.isSign(label.String()):
		f.takeBackLinks(j)
		return
	}
	for size < len(head) && strings.Trim(head[size].text(), labelEnds+invisible) == "" {
		size++
	}
	label.Reset()
	for _, t := range head[:size] {
		label.WriteString(t.text())
	}
	label.WriteString(f.trimLabelEnds(head[size-1]))
	if c := j.note(f.block, whyNoteNumber, "drop"); c != nil {
		c.Text, c.pos = oneLine(label.String()), head[0].pos
	}
	for _, t := range head[:size] {
		t.data = ""
	}
	if f.number == 0 {
		f.takePlainNumber(j) // behind the link
	}
	f.takeBackLinks(j)
}

// isSign tells whether a label is what the note's mark shows, as a star is: no
// list will show it.
func (f *footnote) isSign(label string) bool {
	label = strings.Trim(label, labelSigns+invisible)
	return label != "" && label == strings.Trim(f.mark.textContent(), labelSigns+invisible)
}

// takeBackLinks puts the links back of which no text is left, and those that are
// a sign, behind the note.
func (f *footnote) takeBackLinks(j *job) {
	moved := 0
	for _, k := range f.backs {
		if k.hasText() && !(f.number == 0 && f.isSign(k.textContent())) {
			continue
		}
		appendBackLink(j, f.block, k, k.get("href"), moved)
		moved++
		// The link may be the place that its mark leads to.
		if id := cmp.Or(k.get("id"), k.get("name")); id != "" {
			k.del("href")
			k.del("name")
			k.set("id", id)
		}
		k.rename(atom.Span)
	}
}

// takePlainNumber takes a number that is text and no link.
func (f *footnote) takePlainNumber(j *job) {
	f.number = 0
	t := f.block.first
	for t != nil && (!t.isText() || isBlank(t.text())) && !showsItself.has(t.tag) && t.name() != "math" {
		t = t.nextIn(f.block)
	}
	if t == nil || !t.isText() {
		return
	}
	number, rest := labelNumber(t.text())
	if number == 0 || rest == t.text() {
		return
	}
	f.number = number
	label := t.text()[:len(t.text())-len(rest)]
	if t.data = rest; rest == "" {
		label += f.trimLabelEnds(t)
	}
	if c := j.note(f.block, whyNoteNumber, "drop"); c != nil {
		c.Text, c.pos = oneLine(label), t.pos
	}
}

// trimLabelEnds takes what is left of a number's brackets or dot from the text
// behind t, and returns it.
func (f *footnote) trimLabelEnds(t *node) string {
	for t = t.nextIn(f.block); t != nil && t.text() == "" && !showsItself.has(t.tag); t = t.nextIn(f.block) {
	}
	if t == nil || !t.isText() {
		return ""
	}
	rest := strings.TrimLeft(t.text(), labelEnds+invisible)
	ends := t.text()[:len(t.text())-len(rest)]
	t.data = rest
	return ends
}

// appendBackLink puts a link to a mark at the end of a note; the second and later
// ones are numbered as GitHub does.
func appendBackLink(j *job, note, from *node, href string, before int) {
	link := newElement(atom.A, from)
	link.set("href", href)
	link.append(newText("↩", from))
	j.linksInPage = true
	added := "↩"
	if before > 0 {
		sup := newElement(atom.Sup, from)
		sup.append(newText(strconv.Itoa(before+1), from))
		link.append(sup)
		added += strconv.Itoa(before + 1)
	}
	end := note
	for i := 0; i < noteLook && end.last != nil; i++ {
		last := end.last
		for last != nil && last.isText() && isBlank(last.text()) {
			last = last.prev
		}
		if last == nil || !last.is(atom.P, atom.Div, atom.Section, atom.Aside, atom.Td, atom.Dd) {
			break
		}
		end = last
	}
	if c := j.note(note, whyNoteBack, "link"); c != nil {
		c.Added = added
	}
	if last := end.last; last != nil && blockElements.has(last.tag) {
		loosen(end)
		p := newElement(atom.P, from)
		end.append(p)
		end = p
	} else {
		end.append(newText(" ", from))
	}
	end.append(link)
}

// The signs that may stand before and behind the number of a note.
const (
	labelStarts = "[(（【^↑"
	labelEnds   = "])）】.:：、．"
	labelSigns  = labelStarts + labelEnds
)

// isLabel tells whether a text is nothing but the number of a note, the signs
// around it, or an arrow.
func isLabel(s string) bool {
	return len(s) <= 4*noteLook && strings.Trim(s, "0123456789*,"+labelSigns+invisible) == ""
}

// labelNumber reads the number that s begins with, in brackets or bare, and
// returns the text behind it without the signs that end the number.
func labelNumber(s string) (number int, rest string) {
	digits := strings.TrimLeft(s, labelStarts+invisible)
	if bare := strings.TrimLeft(digits, "*※"); bare != "" && bare[0] >= '0' && bare[0] <= '9' {
		digits = bare // as in Japan
	}
	end := 0
	for end < len(digits) && digits[end] >= '0' && digits[end] <= '9' {
		end++
	}
	if end == 0 || end > 3 {
		return 0, s
	}
	number = pixels(digits[:end])
	return number, strings.TrimLeft(digits[end:], labelEnds+invisible)
}
