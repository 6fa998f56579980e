package htmlclean

import (
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"
)

var whyCodeBlock = reason("structure", "not-code", "a pre that holds pictures, tables or headings is no preformatted text: an editor put an article into it")

// pre writes preformatted text: its characters and line breaks, whatever colours
// and line wrappers stand around them, and its language.
func (b *builder) pre(n *node) {
	if holdsArticle(n) {
		b.j.note(n, whyCodeBlock, "unwrap")
		b.lines(n)
		return
	}
	text := preText(n)
	if isBlank(text) {
		return
	}
	pre := b.j.newNode(node{tag: atom.Pre, name: "pre"})
	pre.pos = n.pos
	into := pre
	if lang, isCode := codeLanguage(n); isCode {
		into = b.j.newNode(node{tag: atom.Code, name: "code"})
		if lang != "" {
			into.set("class", "language-"+lang)
		}
		pre.append(into)
	}
	into.append(b.j.newNode(node{text: text}))
	b.add(pre)
}

func holdsArticle(n *node) bool {
	for c := n.first; c != nil; c = c.nextIn(n) {
		if c.is(atom.Img, atom.Picture, atom.Table, atom.Figure, atom.Video, atom.Audio, atom.Iframe, atom.H1, atom.H2, atom.H3, atom.H4) {
			return true
		}
	}
	return false
}

// lines writes n's children as flow content in which a newline is a line break.
func (b *builder) lines(n *node) {
	for c := n.first; c != nil; c = c.nextIn(n) {
		if !c.isText() || !strings.Contains(c.text, "\n") {
			continue
		}
		parent := c.parent
		for i, part := range strings.Split(c.text, "\n") {
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
func preText(n *node) string {
	var t strings.Builder
	ended := true // at the beginning of a line
	var last byte
	write := func(s string) {
		if s != "" {
			t.WriteString(s)
			last = s[len(s)-1]
			ended = last == '\n'
		}
	}
	var walk func(n *node)
	walk = func(n *node) {
		for c := n.first; c != nil; c = c.next {
			switch {
			case c.isText():
				write(strings.ReplaceAll(c.text, "\u00a0", " "))
			case c.tag == atom.Br:
				if next := c.next; next == nil || !next.isText() || !strings.HasPrefix(next.text, "\n") {
					write("\n")
				}
			case isLineElement(c):
				if !ended {
					write("\n")
				}
				walk(c)
				if c.next != nil && !ended {
					write("\n")
				}
				if c.next != nil && c.first == nil && ended {
					write("\n")
				}
			default:
				walk(c)
			}
		}
	}
	walk(n)
	lines := strings.Split(strings.ReplaceAll(t.String(), "\r", ""), "\n")
	for len(lines) > 0 && isBlank(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && isBlank(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return strings.Join(lines, "\n")
}

// isLineElement tells whether an element inside pre is a line: a block, or one
// of several code elements side by side.
func isLineElement(c *node) bool {
	if blockElements[c.tag] {
		return true
	}
	if c.tag != atom.Code {
		return false
	}
	return c.next != nil && c.next.tag == atom.Code || c.prev != nil && c.prev.tag == atom.Code
}

// codeLanguage tells whether a pre is code, and in which language, by the names
// that highlighters give it: on the pre, on the code in it, and on up to three
// wrappers around it.
func codeLanguage(pre *node) (lang string, isCode bool) {
	var code *node
	for c := pre.first; c != nil && code == nil; c = c.next {
		if c.tag == atom.Code {
			code = c
		}
	}
	isCode = code != nil || pre.has("data-lang")
	if l := languageName(firstOf(pre, "data-lang", "data-language", "lang", "data-enlighter-language")); l != "" {
		return l, true
	}
	if code != nil {
		if l := languageName(firstOf(code, "data-lang", "data-language", "lang")); l != "" {
			return l, true
		}
		if l := languageOfClass(code.get("class"), true); l != "" {
			return l, true
		}
	}
	if l := languageOfClass(pre.get("class"), true); l != "" {
		return l, true
	}
	if isCode || pre.get("class") != "" {
		p := pre.parent
		for i := 0; i < 6 && p != nil; i, p = i+1, p.parent {
			if l := languageOfClass(p.get("class"), p.hasClass("highlight") || p.hasClass("syntaxhighlighter")); l != "" {
				return l, true
			}
		}
	}
	for c := range strings.FieldsSeq(pre.get("class")) {
		switch c {
		case "highlight", "prettyprint", "hljs", "chroma", "code", "syntaxhighlighter", "sourceCode":
			return "", true
		}
	}
	return "", isCode
}

func firstOf(n *node, keys ...string) string {
	for _, k := range keys {
		if v := n.get(k); v != "" {
			return v
		}
	}
	return ""
}

// languageClass matches the class tokens of highlighters: Prism and the HTML
// Standard's example (language-), google-code-prettify (lang-), GitHub
// (highlight-source-), Discourse (lang-).
var languageClass = regexp.MustCompile(`^(?:language-|lang-|highlight-source-|highlight-text-|brush:|src-)([A-Za-z0-9+#.-]+)`)

// languageOfClass finds the language in a class attribute. A bare name such as
// class="php" counts only where code stands, and only if it is known.
func languageOfClass(class string, bare bool) string {
	if class == "" {
		return ""
	}
	class = strings.ReplaceAll(class, "brush: ", "brush:") // SyntaxHighlighter's "brush: php; gutter: true"
	for c := range strings.FieldsSeq(class) {
		if m := languageClass.FindStringSubmatch(c); m != nil {
			return languageName(m[1])
		}
	}
	if bare {
		for c := range strings.FieldsSeq(class) {
			if languages[strings.ToLower(c)] {
				return strings.ToLower(c)
			}
		}
	}
	return ""
}

var languageToken = regexp.MustCompile(`^[a-z][a-z0-9+#.-]{0,30}$`)

// languageName is a language as a class token, "" for what is none.
func languageName(s string) string {
	s = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(s)), ";")
	switch s {
	case "null", "none", "plain", "plaintext", "text", "txt", "nohighlight", "no-highlight", "undefined", "auto", "default", "code",
		"zh", "zh-cn", "en", "en-us", "html-basic", "raw":
		return ""
	}
	if !languageToken.MatchString(s) {
		return ""
	}
	return s
}

// languages are the names that are taken for a language where they stand alone.
var languages = func() map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(`abap actionscript ada apache applescript arduino asm assembly awk bash basic batch bat c c# c++ clike
		clojure cmake cobol coffeescript cpp crystal cs csharp css cuda dart diff docker dockerfile elixir elm erlang fortran fsharp f# gherkin
		glsl go golang gradle graphql groovy handlebars haskell hcl html http ini java javascript js json json5 jsonc jsx julia kotlin kt latex
		less lisp llvm lua makefile markdown markup mathematica matlab md mermaid mysql nasm nginx nim nix objc objectivec ocaml pascal perl pgsql php
		plsql powershell prolog properties protobuf proto ps1 puppet py python r rb ruby rs rust sas sass scala scheme scss sh shell
		solidity sql stylus svelte swift tcl tex thrift toml ts tsx twig typescript vb vbnet verilog vhdl vim vue wasm xml yaml yml zig zsh`) {
		set[name] = true
	}
	return set
}()
