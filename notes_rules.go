package htmlclean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// Where no link is between a note and its mark, a rule says which is which.

// footnote leads n, a mark in the text, to the note that an attribute of it
// holds, which joins the list of notes at the article's end. A mark that leads
// somewhere already stays as it is. Without an attribute n is the note itself:
// it stays in its place until it has final addresses.
func (j *job) footnote(n *node, r *rule, change *Change) {
	if r.Attr == "" {
		if n.hasText() {
			j.noteTexts = append(j.noteTexts, n)
		}
		return
	}
	text := validText(n.get(r.Attr))
	if isBlank(text) {
		return
	}
	marked, left := false, conditionNodes
	for c := n.first; c != nil; c = c.nextIn(n) {
		if left--; left < 0 || c.tag == atom.A && c.get("href") != "" {
			return
		}
		marked = marked || c.isText() && !isBlank(c.text())
	}
	if change != nil {
		change.Added = text
	}
	item := j.addNote(n)
	item.append(newText(text, n))
	if href := n.get(r.Href); href != "" {
		link := newElement(atom.A, n)
		link.set("href", href)
		moveChildren(item, link)
		item.append(link)
	}
	j.linkMark(n, item, &r.why, marked)
}

// addNote adds an empty note to the list at the article's end.
func (j *job) addNote(from *node) *node {
	if j.notes == nil {
		j.notes = newElement(atom.Ol, from)
		j.root.append(j.notes)
	}
	j.noteCount++
	item := newElement(atom.Li, from)
	item.set("id", "footnote-text-"+strconv.Itoa(j.noteCount))
	j.notes.append(item)
	return item
}

// linkMark makes n the mark of the last note: a link to it in a sup, with the
// note's number where n shows none, and leads the note back to it.
func (j *job) linkMark(n, item *node, why *Reason, marked bool) {
	number := strconv.Itoa(j.noteCount)
	if !marked {
		label := "[" + number + "]"
		if c := j.note(n, why, "footnote"); c != nil {
			c.Added = label
		}
		n.append(newText(label, n))
	}
	link := newElement(atom.A, n)
	link.set("href", "#"+item.get("id"))
	moveChildren(n, link)
	link.set("id", "footnote-mark-"+number)
	link.mark = true
	n.rename(atom.Sup)
	n.attr = nil
	n.append(link)
	appendBackLink(j, item, n, "#footnote-mark-"+number, 0)
}

// markNotes moves notes that stand in the text to the list at the article's end,
// and links unlinked marks with the notes of a list that a rule names.
func (j *job) markNotes() {
	for _, n := range j.noteTexts {
		if j.stopped() {
			return
		}
		if !n.isUnder(j.root) || j.notes != nil && n.isUnder(j.notes) || !n.hasText() {
			continue // gone, part of another note, or nothing
		}
		item := j.addNote(n)
		if c := j.note(n, whyNoteText, "footnote"); c != nil {
			c.lose(n)
			c.Added, c.Images = c.Text, nil
		}
		moveChildren(n, item)
		j.linkMark(n, item, whyNoteText, false)
	}
	if len(j.noteLists) > 0 {
		j.linkNotes()
	}
}

// linkNotes links the raised numbers before each list of notes with its items.
func (j *job) linkNotes() {
	lists := make(map[*node]bool, len(j.noteLists))
	for _, list := range j.noteLists {
		lists[list] = true
	}
	var marks []*node
	for n := j.root.first; n != nil; {
		switch {
		case n.tag == atom.Ol && lists[n]:
			j.linkList(n, marks)
			marks = marks[:0]
			n = n.following(j.root)
			continue
		case n.tag == atom.Sup && n.first != nil && n.first == n.last && n.first.isText() && !insideLink(n):
			marks = append(marks, n)
		}
		n = j.next(n)
	}
}

func (j *job) linkList(list *node, marks []*node) {
	var items []*node
	for c := list.first; c != nil && !j.stopped(); c = c.nextIn(list) {
		if c.tag == atom.Li {
			items = append(items, c)
		}
	}
	count := make([]int, len(items)) // of the marks each note has
	for _, n := range marks {
		if j.stopped() {
			return
		}
		number, rest := labelNumber(n.first.text())
		if number == 0 || number > len(items) || rest != "" || isNumber(strings.TrimFunc(n.first.text(), isInvisible)) {
			continue // a number without brackets may be a power
		}
		item := items[number-1]
		j.noteLinks++
		id := "listed-mark-" + strconv.Itoa(j.noteLinks)
		if !item.has("id") {
			item.set("id", "listed-note-"+strconv.Itoa(j.noteLinks))
		}
		link := newElement(atom.A, n)
		link.set("href", "#"+item.get("id"))
		link.set("id", id)
		link.mark = true
		moveChildren(n, link)
		n.append(link)
		if c := j.note(n, whyNoteLink, "link"); c != nil {
			c.After = link.get("href")
		}
		appendBackLink(j, item, n, "#"+id, count[number-1])
		count[number-1]++
	}
}

// insideLink tells whether n stands in a link.
func insideLink(n *node) bool {
	for p := n.parent; p != nil && !blockElements.has(p.tag); p = p.parent {
		if p.tag == atom.A && p.has("href") {
			return true
		}
	}
	return false
}
