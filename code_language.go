package htmlclean

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// codeLanguage tells whether a pre is code, and in which language, by the names
// that highlighters give it: on the code in it, on the pre, and on up to six
// wrappers around it.
func (j *job) codeLanguage(pre *node) (lang string, isCode bool) {
	code := j.codeIn(pre)
	isCode = code != nil || pre.has("data-lang")
	for _, n := range [...]*node{code, pre} {
		if n == nil {
			continue
		}
		if lang, said := languageOf(n); said {
			return lang, true
		}
	}
	if isCode || pre.get("class") != "" {
		p := pre.parent
		for i := 0; i < 6 && p != nil; i, p = i+1, p.parent {
			for _, key := range [...]string{"data-lang", "data-mode-id"} { // the latter is Monaco's
				if l := languageName(p.get(key)); languages[l] {
					return l, true
				}
			}
			bare := p.hasClass("highlight") || p.hasClass("syntaxhighlighter")
			if l, _ := languageOfClass(p.get("class"), bare); l != "" && (len(l) != 2 || languages[l]) {
				return l, true // two letters may as well name what people speak
			}
		}
	}
	return "", isCode || slices.ContainsFunc(strings.Fields(pre.get("class")), isHighlighter)
}

// rememberLanguage writes the language that Crayon names in its bar, which is to
// go, on the box around bar and code.
func rememberLanguage(bar *node) {
	if !bar.hasClass("crayon-toolbar") {
		return
	}
	left := conditionNodes
	for c := bar.first; c != nil && left > 0; c, left = c.nextIn(bar), left-1 {
		if c.hasClass("crayon-language") {
			if l := languageName(c.textContent()); languages[l] && !bar.parent.has("data-lang") {
				bar.parent.set("data-lang", l)
			}
			return
		}
	}
}

// codeIn finds the code element that pre begins with, or that its first few
// wrappers hold.
func (j *job) codeIn(pre *node) *node {
	c := pre.first
	for i := 0; i < 16 && c != nil; i, c = i+1, c.nextIn(pre) {
		if c.tag == atom.Code {
			return c
		}
	}
	for c = pre.first; c != nil && !j.stopped(); c = c.next {
		if c.tag == atom.Code {
			return c
		}
	}
	return nil
}

// isHighlighter tells whether a class names a highlighter: its pre is code.
func isHighlighter(class string) bool {
	switch class {
	case "highlight", "prettyprint", "hljs", "chroma", "shiki", "code", "syntaxhighlighter", "syntaxhighlighter-pre", "sourceCode":
		return true
	}
	return strings.HasPrefix(class, "brush:") || strings.HasPrefix(class, "lang:")
}

// languageOf reads what n itself says about its language. It may say that there
// is none.
func languageOf(n *node) (lang string, said bool) {
	for i := range n.attr {
		a := &n.attr[i]
		switch a.key {
		case "data-lang", "data-language", "data-enlighter-language", "data-tagsearch-lang", "data-ke-language", "data-code-lang", "data-lark-language", "data-code-block-lang":
			lang = languageName(a.val)
		case "lang": // the text's language, unless a highlighter means the program's
			if lang = languageName(a.val); !languages[lang] {
				lang = ""
			}
		case "data-syntaxhighlighter-params":
			lang, _ = languageOfClass(a.val, false)
		default:
			continue
		}
		if lang != "" {
			return lang, true
		}
	}
	return languageOfClass(n.get("class"), true)
}

// languagePrefixes begin the class tokens of highlighters: the HTML Standard's
// example and Prism, google-code-prettify and Discourse, GitHub,
// SyntaxHighlighter, Crayon, Org mode, MediaWiki, Enlighter, LaTeXML; those of Sphinx, of GitHub's
// files and of the first SyntaxHighlighter also begin other words, so that only
// a known name counts behind them.
var languagePrefixes = [...]struct {
	prefix string
	known  bool
}{
	{"language-", false}, {"lang-", false}, {"highlight-source-", false}, {"highlight-text-", false}, {"brush:", false}, {"lang:", false},
	{"src-", false}, {"mw-highlight-lang-", false}, {"enlighter-l-", false}, {"highlight-", true}, {"type-", true}, {"bg_", true}, {"ltx_lst_language_", false},
}

// languageOfClass finds the language in a class attribute. A bare name such as
// class="php" counts only where code stands, and only if it is known.
func languageOfClass(class string, bare bool) (lang string, said bool) {
	if class == "" {
		return "", false
	}
	class = strings.ReplaceAll(class, "brush: ", "brush:") // SyntaxHighlighter's "brush: php; gutter: true"
	for c := range strings.FieldsSeq(class) {
		for _, p := range languagePrefixes {
			name, ok := strings.CutPrefix(c, p.prefix)
			if !ok || name == "" {
				continue
			}
			name, _, _ = strings.Cut(name, ";")
			if lang = languageName(name); p.known && !languages[lang] {
				break
			}
			return lang, true
		}
	}
	if bare && !isGenerated(class) {
		for c := range strings.FieldsSeq(class) {
			if languages[strings.ToLower(c)] {
				return languageName(c), true
			}
		}
	}
	return "", false
}

// isGenerated tells whether a program made the class names, which are all of a
// letter, two or three, as on Medium: some of them are names of languages by chance.
func isGenerated(class string) bool {
	count := 0
	for c := range strings.FieldsSeq(class) {
		if count++; len(c) > 3 {
			return false
		}
	}
	return count > 3
}

// languageName is a language as a class token, "" for what is none. A name stays
// what the author wrote, unless one highlighter has it to itself and all others
// have another.
func languageName(s string) string {
	s = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(s)), ";")
	if same, ok := languageAliases[s]; ok {
		return same
	}
	if !isLanguageToken(s) {
		return ""
	}
	return s
}

func isLanguageToken(s string) bool {
	if s == "" || len(s) > 31 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '#' || c == '.' || c == '-') {
			return false
		}
	}
	return true
}

// languageAliases are the names that mean another one, and those that mean none.
var languageAliases = map[string]string{
	"golang": "go", "c#": "csharp", "c++": "cpp", "f#": "fsharp", "objective-c": "objectivec", "obj-c": "objectivec", "vb.net": "vbnet",
	"ipython3": "python", "ipython": "python",
	"null": "", "none": "", "plain": "", "plaintext": "", "plain-text": "", "text": "", "txt": "", "nohighlight": "", "no-highlight": "",
	"undefined": "", "auto": "", "default": "", "code": "", "raw": "", "other": "", "unknown": "", "html-basic": "",
	"zh": "", "zh-cn": "", "en": "", "en-us": "",
}

// languages are the names that are taken for a language where they stand alone.
var languages = func() map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(`abap actionscript ada apache applescript arduino asm assembly awk bash basic batch bat c c# c++ clike
		clojure cmake cobol coffeescript console cpp crystal cs csharp css cuda dart diff docker dockerfile elixir elm erlang fortran fsharp f# gherkin
		glsl go golang gradle graphql groovy handlebars haskell hcl html http ini java javascript js json json5 jsonc jsx julia kotlin kt latex
		less lisp llvm lua makefile markdown markup math mathematica matlab md mermaid mysql nasm nginx nim nix objc objectivec objective-c ocaml pascal perl pgsql php
		plsql powershell prolog properties protobuf proto ps1 puppet py python python3 ipython3 r rb ruby rs rust sas sass scala scheme scss sh shell
		solidity sql stylus svelte swift tcl tex thrift toml ts tsx twig typescript vb vbnet verilog vhdl vim vue wasm xml yaml yml zig zsh`) {
		set[name] = true
	}
	return set
}()
