package htmlclean

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

var whyCodeLines = reason("structure", "code-lines", "a paragraph of several lines that are all code is a block of code")

var whyOneProgram = reason("structure", "one-program", "an editor made several blocks of one program: Medium one for each part, Word one for each line")

var whyCodeBox = reason("structure", "code-box", "a box in type for code whose style keeps all white space and breaks no line is a block of code")

var whyCodeLink = reason("structure", "code-link", "a link in code is the highlighter's; code is text to be read and copied")

var whyCodeBlock = reason("structure", "not-code", "a pre that holds pictures, tables or headings is no preformatted text: an editor put an article into it")

// pre writes preformatted text: its characters and line breaks, whatever colours
// and line wrappers stand around them, and its language.
func (b *builder) pre(n *node) {
	if b.j.holdsArticle(n) {
		b.j.note(n, whyCodeBlock, "unwrap")
		b.lines(n)
		return
	}
	text := b.j.preText(n)
	if isBlank(text) {
		return
	}
	lang, isCode := b.j.codeLanguage(n)
	b.addCode(text, lang, isCode, n)
}

// isCodeBox tells whether n, a div, is drawn as a pre is: in type for code, with
// all white space, in lines that are never broken. Editors copy code so.
func (b *builder) isCodeBox(n *node) bool {
	if len(n.attr) == 0 || b.inline || b.strict {
		return false
	}
	if style := n.ownStyle(); style.lines != linesPreserved || style.on&typed == 0 {
		return false
	}
	for name, value := range declarations(n.get("style")) {
		if name == "white-space" && strings.EqualFold(value, "pre") {
			return n.hasText() && !b.j.holdsArticle(n)
		}
	}
	return false
}

func (b *builder) codeBox(n *node) {
	if c := b.j.note(n, whyCodeBox, "code"); c != nil {
		c.Before, c.After = n.name(), "pre"
	}
	lang, _ := languageOf(n)
	b.addCode(b.j.preText(n), lang, true, n)
}

// codeLines writes a paragraph of several lines that are all code as a block; it
// tells whether the runs are one.
func (b *builder) codeLines(runs []run) bool {
	var first *mark
	lines, ended := 0, true
	for i := range runs {
		switch r := &runs[i]; {
		case r.isBreak():
			ended = true
		case r.node != nil:
			return false
		case !isBlank(r.text):
			m := r.marks.find(atom.Code)
			if m == nil || m.node.get("class") == mathClass {
				return false
			}
			if first == nil {
				first = m
			}
			if ended {
				lines++
				ended = false
			}
		}
	}
	if lines < 2 {
		return false
	}
	var w lineWriter
	for i := range runs {
		if r := &runs[i]; r.isBreak() {
			w.endLine()
		} else if !isBlank(r.text) || r.marks.find(atom.Code) != nil {
			w.write(r.text)
		}
	}
	if c := b.j.note(first.node, whyCodeLines, "code"); c != nil {
		c.Before, c.After = "p", "pre"
	}
	lang, _ := languageOf(first.node)
	b.addCode(w.code(), lang, true, first.node)
	return true
}

// addCode adds preformatted text, which is code or not.
func (b *builder) addCode(text, lang string, isCode bool, from *node) {
	if continuesCode(from) && b.out.last != nil && b.out.last.tag == atom.Pre {
		t := firstText(b.out.last)
		t.data += "\n" + strings.Repeat("\n", blankBefore(from)) + text
		b.j.note(from, whyOneProgram, "unwrap")
		return
	}
	pre := b.j.newNode(node{tag: atom.Pre})
	pre.pos = from.pos
	into := pre
	if isCode {
		into = b.j.newNode(node{tag: atom.Code})
		if lang != "" {
			into.set("class", "language-"+lang)
		}
		pre.append(into)
	}
	into.append(b.j.newNode(node{data: text}))
	b.add(pre)
}

// continuesCode tells whether a pre goes on with the program of the one before
// it: Medium writes a block for each part of one, and Word one for each line.
func continuesCode(n *node) bool {
	before := n.prev
	for i := 0; i < maxBlankLines && before != nil && (before.isText() && isBlank(before.text()) || isWordLine(before) && !before.hasText()); i++ {
		before = before.prev
	}
	if n.tag != atom.Pre || before == nil || before.tag != atom.Pre {
		return false
	}
	return n.hasClass("graf-after--pre") || isWordLine(n) && isWordLine(before)
}

// maxBlankLines is how many nodes without text are passed over between two lines
// of code.
const maxBlankLines = 8

// blankBefore counts the empty lines between a line of Word's and the one before.
func blankBefore(n *node) (count int) {
	for before := n.prev; before != nil && (before.isText() || !before.hasText()); before = before.prev {
		if before.tag == atom.Pre {
			count++
		}
	}
	return count
}

// isWordLine tells whether a pre is one paragraph of Word's: it ends with its
// mark, an element of Word's own.
func isWordLine(n *node) bool {
	if n.tag != atom.Pre {
		return false
	}
	last := n.last
	for i := 0; i < 4 && last != nil; i, last = i+1, last.last {
		if last.name() == "o:p" {
			return true
		}
	}
	return false
}

func (j *job) holdsArticle(n *node) bool {
	for c := n.first; c != nil && !j.stopped(); c = c.nextIn(n) {
		if c.is(atom.Img, atom.Picture, atom.Table, atom.Figure, atom.Video, atom.Audio, atom.Iframe, atom.H1, atom.H2, atom.H3, atom.H4) {
			return true
		}
	}
	return false
}

// lines writes n's children as flow content in which a newline is a line break.
func (b *builder) lines(n *node) {
	for c := n.first; c != nil && !b.j.stopped(); c = c.nextIn(n) {
		if !c.isText() || !strings.Contains(c.text(), "\n") {
			continue
		}
		parent := c.parent
		for i, part := range strings.Split(c.text(), "\n") {
			if i > 0 {
				parent.insertBefore(newElement(atom.Br, c), c)
			}
			if part != "" {
				parent.insertBefore(newText(part, c), c)
			}
		}
		last := c.prev
		c.remove()
		c = last
	}
	b.flow(n, false)
}

// preText is the text of preformatted content with its line breaks: newlines,
// br, and the borders of blocks and of one code element a line.
func (j *job) preText(n *node) string {
	w := lineWriter{job: j}
	w.walk(n)
	return w.code()
}

// code is what was written, without the empty lines at its ends.
func (w *lineWriter) code() string {
	lines := strings.Split(strings.ReplaceAll(w.String(), "\r", ""), "\n")
	for len(lines) > 0 && isBlank(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && isBlank(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	for len(lines) > 1 && !slices.ContainsFunc(lines, func(l string) bool { return !strings.HasSuffix(l, "  ") }) {
		for i, line := range lines {
			lines[i] = line[:len(line)-2] // the first SyntaxHighlighter writes two spaces behind each line
		}
	}
	for i, line := range lines {
		if line == " " || line == "\u200b" {
			lines[i] = "" // a highlighter keeps a line from closing up
		}
	}
	return strings.Join(lines, "\n")
}

// A lineWriter writes the text of preformatted content. A break that an element
// makes is written with what follows it, and is the same as a newline there.
type lineWriter struct {
	strings.Builder
	job   *job
	begun bool // something is written in the line
	ended bool // an element has ended the line
}

func (w *lineWriter) walk(n *node) {
	for c := n.first; c != nil && !w.job.stopped(); c = c.next {
		switch {
		case c.isText():
			if !isTablePart(n) || !isBlank(c.text()) {
				w.write(c.text())
			}
		case c.tag == atom.Br:
			w.endLine()
		case isLineElement(c):
			w.beginLine()
			before := w.Len()
			w.walk(c)
			w.ended = w.ended || w.begun || w.Len() == before
		default:
			if c.tag == atom.A && isWebPage(c.get("href")) {
				if change := w.job.note(c, whyCodeLink, "unwrap"); change != nil {
					change.Before = c.get("href")
				}
			}
			w.walk(c)
		}
	}
}

func (w *lineWriter) write(s string) {
	if s == "" {
		return
	}
	if w.ended && s[0] != '\n' {
		w.WriteByte('\n')
	}
	w.WriteString(strings.ReplaceAll(s, "\u00a0", " "))
	w.ended, w.begun = false, s[len(s)-1] != '\n'
}

func (w *lineWriter) beginLine() {
	if w.begun || w.ended {
		w.WriteByte('\n')
	}
	w.begun, w.ended = false, false
}

func (w *lineWriter) endLine() {
	if w.ended {
		w.WriteByte('\n')
	}
	w.begun, w.ended = false, true
}

// isTablePart tells whether n holds rows or cells; white space between them is
// no text.
func isTablePart(n *node) bool {
	return n.is(atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr)
}

// isLineElement tells whether an element inside pre is a line: a block, or one
// of several code elements side by side.
func isLineElement(c *node) bool {
	if blockElements.has(c.tag) {
		return true
	}
	if c.tag != atom.Code {
		return false
	}
	return c.next != nil && c.next.tag == atom.Code || c.prev != nil && c.prev.tag == atom.Code
}
