package htmlclean

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

var (
	whyAlert     = reason("structure", "alert", "a quotation whose first line is the name of an alert in brackets, as [!NOTE], is a note beside the text that no program made one")
	whyAlertSign = reason("structure", "alert-sign", "the brackets around the name of an alert are a sign for programs")
)

// alerts are the names of GitHub's alerts and of Obsidian's callouts.
var alerts = []string{
	"note", "tip", "important", "warning", "caution",
	"abstract", "summary", "tldr", "info", "todo", "hint", "success", "check", "done", "question", "help", "faq",
	"attention", "failure", "fail", "missing", "danger", "error", "bug", "example", "quote", "cite",
}

// quotation writes a blockquote, or the alert that it was meant to be.
func (b *builder) quotation(n *node) {
	q := b.container(atom.Blockquote, n)
	if name, sign := alertOf(q); name != "" && !b.noHeads {
		q = b.alert(q, name, sign)
	}
	b.add(q)
}

// alertOf returns the name of the alert that a finished quotation begins with,
// and the sign behind it.
func alertOf(q *node) (name, sign string) {
	if q.first == nil || q.first.tag != atom.P || !q.first.first.isText() {
		return "", ""
	}
	rest, ok := strings.CutPrefix(q.first.first.text(), "[!")
	name, rest, closed := strings.Cut(rest, "]")
	if !ok || !closed || !slices.Contains(alerts, strings.ToLower(name)) {
		return "", ""
	}
	sign = "]"
	if rest != "" && (rest[0] == '+' || rest[0] == '-') { // whether Obsidian folds it
		sign += rest[:1]
	}
	return name, sign
}

// alert writes a finished quotation once more as an aside, with the name of the
// alert as a paragraph in bold. What stands behind the name is written like text
// of the input, so that it may be a list.
func (b *builder) alert(q *node, name, sign string) *node {
	p := q.first
	t := p.first
	if c := b.j.note(q, whyAlert, "rename"); c != nil {
		c.Before, c.After, c.Text, c.pos = q.name(), "aside", "[!", t.pos
	}
	if c := b.j.note(q, whyAlertSign, "drop"); c != nil {
		c.Text, c.pos = sign, t.pos
	}
	t.data = t.text()[len("[!"+name+sign):]
	title, bold := newElement(atom.P, p), newElement(atom.Strong, p)
	title.takeLanguage(p)
	bold.append(newText(name, t))
	title.append(bold)
	p.remove()
	for c := q.first; c != nil; {
		if next := c.next; c.tag != atom.Footer {
			c = next
		} else { // only a quotation says whose words it holds
			passID(c, c.first)
			c = c.unwrap()
		}
	}
	return b.scope(atom.Aside, q, func() {
		b.moveID(p)
		p.del("id")
		b.addAgain(title)
		p.rename(atom.Div)
		b.visit(p, false)
		b.spill(q)
	})
}
