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

// takeAlert writes the name of an alert that a quotation begins with as a
// paragraph in bold, makes the quotation an aside, and returns what follows.
func (b *builder) takeAlert(par []run) []run {
	text := ""
	for i := 0; i < len(par) && par[i].node == nil && par[i].marks == nil && len(text) < alertLook; i++ {
		text += par[i].text
	}
	rest, ok := strings.CutPrefix(text, "[!")
	name, rest, closed := strings.Cut(rest, "]")
	if !ok || !closed || !slices.Contains(alerts, strings.ToLower(name)) {
		return par
	}
	sign := "]"
	if rest != "" && (rest[0] == '+' || rest[0] == '-') { // whether Obsidian folds it
		sign += rest[:1]
	}
	if c := b.j.note(b.out, whyAlert, "rename"); c != nil {
		c.Before, c.After, c.Text, c.pos = b.out.name, "aside", "[!", par[0].pos
	}
	if c := b.j.note(b.out, whyAlertSign, "drop"); c != nil {
		c.Text, c.pos = sign, par[0].pos
	}
	b.out.rename(atom.Aside)
	b.out.del("cite")
	bold := b.j.newNode(node{tag: atom.Strong, name: "strong"})
	b.addRuns(atom.P, []run{{text: name, pos: par[0].pos, marks: &mark{tag: atom.Strong, node: bold, depth: 1}}})
	cutLabel(par, len("[!"+name+sign))
	return b.collapse(par)
}

// alertLook is how many bytes at the beginning of a quotation are looked at for
// the name of an alert.
const alertLook = 32
