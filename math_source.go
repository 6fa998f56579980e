package htmlclean

import (
	"net/url"
	"strings"

	"golang.org/x/net/html/atom"
)

var (
	whyFormulaScript  = reason("read", "formula-script", "MathJax and its like keep a formula's TeX in a script, and draw it before")
	whyFormulaPicture = reason("structure", "formula-picture", "a service draws the TeX in the picture's address: the TeX itself is the text")
)

// A formula of which only the TeX is known is <code class="language-math">.
const mathClass = "language-math"

// formula makes n a formula from the TeX that the rule's attribute holds, or its
// text; it tells whether it did. MathML in n is worth more, and stays.
func (j *job) formula(n *node, r *rule, change *Change) bool {
	for c, left := n.first, conditionNodes; c != nil && left > 0; c, left = c.nextIn(n), left-1 {
		if c.name() == "math" {
			return false
		}
	}
	source := n.textContent()
	switch {
	case r.Attr != "":
		source = n.get(r.Attr)
	case n.hasClass("katex-mathml"):
		if source = lastLines(source); source == "" && n.next != nil && n.next.hasClass("katex-html") {
			source = behindGlyphs(n.textContent(), n.next)
		}
	}
	if key := r.Keys["tex"]; key != "" {
		source = jsonString(parseJSON(source), key)
	}
	tex, display := texSource(validText(source))
	if isBlank(tex) {
		return false
	}
	display = display || blockElements.has(n.tag)
	if change != nil {
		change.lose(n)
	}
	code := scriptFormula(n)
	if code == nil {
		code = newElement(atom.Code, n)
		code.set("class", mathClass)
		code.append(newText(tex, n))
	} else {
		code.remove()
	}
	if change != nil {
		change.Added = code.textContent()
	}
	for n.first != nil {
		n.first.remove()
	}
	n.attr = nil
	n.rename(atom.Span)
	if display {
		n.rename(atom.Div)
	}
	n.append(code)
	return true
}

// scriptFormula finds the formula in n that was read from a script.
func scriptFormula(n *node) *node {
	for c, left := n.first, conditionNodes; c != nil && left > 0; c, left = c.nextIn(n), left-1 {
		if c.tag == atom.Code && c.get("class") == mathClass {
			return c
		}
	}
	return nil
}

// lastLines are the lines of s behind the last blank line in it: where a page has
// lost the MathML elements, the annotation is what their text ends with.
func lastLines(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for i := len(lines) - 1; i > 0; i-- {
		if isBlank(lines[i-1]) {
			return strings.Join(lines[i:], "\n")
		}
	}
	return ""
}

// behindGlyphs is what stands in s behind the characters that KaTeX drew, which
// MathML has in another order; "" where s does not begin with them.
func behindGlyphs(s string, drawn *node) string {
	left, count := 0, map[rune]int{}
	for c := drawn.first; c != nil; c = c.nextIn(drawn) {
		for _, r := range c.text() {
			if isGlyph(r) {
				count[r]++
				left++
			}
		}
	}
	for i, r := range s {
		if left == 0 {
			return s[i:]
		}
		if !isGlyph(r) {
			continue
		}
		if count[r]--; count[r] < 0 {
			return ""
		}
		left--
	}
	return ""
}

// isGlyph tells whether r shows: operators such as "apply function" do not.
func isGlyph(r rune) bool { return !isInvisible(r) && (r < 0x2061 || r > 0x2064) }

// texSource takes the delimiters from a formula, and what renderers put around it
// to choose its size; it tells whether the formula has a line of its own.
func texSource(s string) (tex string, display bool) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "&space;", " "))         // CodeCogs' own reference
	s = strings.TrimSuffix(strings.TrimPrefix(s, "% <![CDATA["), "%]]>") // kramdown
	s = strings.TrimSpace(s)
	for _, d := range [...]struct {
		open, close string
		display     bool
	}{{`\(`, `\)`, false}, {`\[`, `\]`, true}, {"$$", "$$", true}, {"$", "$", false}, {`{\displaystyle `, "}", false}, {`{\textstyle `, "}", false}} {
		if len(s) > len(d.open)+len(d.close) && strings.HasPrefix(s, d.open) && strings.HasSuffix(s, d.close) &&
			!strings.Contains(s[len(d.open):len(s)-len(d.close)], d.close+" ") {
			s, display = s[len(d.open):len(s)-len(d.close)], display || d.display
			break
		}
	}
	for {
		s = strings.TrimSpace(s)
		word, rest, ok := strings.Cut(s, " ")
		if !ok || !isSizeCommand(word) {
			return s, display
		}
		s = rest
	}
}

// isSizeCommand tells whether a word in front of a formula only says how
// CodeCogs is to draw it.
func isSizeCommand(word string) bool {
	switch word {
	case `\inline`, `\large`, `\Large`, `\LARGE`, `\huge`, `\small`, `\tiny`, `\bg_white`, `\bg_black`, `\bg{white}`, `\displaystyle`:
		return true
	}
	return strings.HasPrefix(word, `\dpi{`) && strings.HasSuffix(word, "}") || strings.HasPrefix(word, `\fn_`)
}

func isFormulaScript(n *node) bool { return strings.HasPrefix(n.get("type"), "math/tex") }

// formulaScript puts the formula that a script with TeX is for before it. What
// MathJax drew stands before both: MathML there says the same, anything else goes.
// It tells whether the script is needed.
func (j *job) formulaScript(script *node) bool {
	tex, display := texSource(validText(script.textContent()))
	if isBlank(tex) {
		return false
	}
	drawn := script.prev
	if drawn != nil && drawn.isText() && isBlank(drawn.text()) {
		drawn = drawn.prev
	}
	if drawn != nil && strings.HasPrefix(drawn.get("class"), "MathJax") || drawn != nil && drawn.hasClass("mjx-chtml") {
		for c := drawn.first; c != nil; c = c.nextIn(drawn) {
			if c.name() == "math" {
				return false
			}
		}
		j.drop(drawn, whyFormulaScript)
	}
	code := newElement(atom.Code, script)
	if change := j.note(code, whyFormulaScript, "formula"); change != nil {
		change.Before, change.Added = "script", tex
	}
	code.set("class", mathClass)
	code.append(newText(tex, code))
	if display || strings.Contains(script.get("type"), "mode=display") {
		line := newElement(atom.Div, code)
		line.append(code)
		code = line
	}
	script.parent.insertBefore(code, script)
	return true
}

// texServices draw the TeX that a parameter of a picture's address holds; without
// a parameter it is the whole query, or what follows the path.
var texServices = []struct{ host, path, param string }{
	{"zhihu.com", "/equation", "tex"},
	{"juejin.cn", "/equation", "tex"},
	{"juejin.im", "/equation", "tex"},
	{"bilibili.com", "/x/web-frontend/mathjax/tex", "formula"},
	{"wp.com", "/latex.php", "latex"},
	{"wordpress.com", "/latex.php", "latex"},
	{"jianshu.com", "/math", "formula"},
	{"chart.googleapis.com", "/chart", "chl"},
	{"chart.apis.google.com", "/chart", "chl"},
	{"render.githubusercontent.com", "/render/math", "math"},
	{"math.now.sh", "/", "from"},
	{"math.vercel.app", "/", "from"},
	{"sciweavers.org", "/tex2img.php", "eq"},
	{"codecogs.com", "/gif.latex", ""},
	{"codecogs.com", "/png.latex", ""},
	{"codecogs.com", "/svg.latex", ""},
	{"codecogs.com", "/gif.image", ""},
	{"codecogs.com", "/png.image", ""},
	{"codecogs.com", "/svg.image", ""},
	{"codecogs.com", "/eq.latex", ""},
	{"i.upmath.me", "/svg/", ""},
	{"tex.s2cms.ru", "/svg/", ""},
}

// texOfAddress is the TeX that a service draws as the picture at an address.
func texOfAddress(address string) string {
	if strings.HasPrefix(address, "//") {
		address = "https:" + address
	}
	rest, ok := strings.CutPrefix(address, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(address, "http://"); !ok {
			return ""
		}
	}
	at := strings.IndexAny(rest, "/?")
	if at < 0 {
		return ""
	}
	host, path := rest[:at], "/"+strings.TrimPrefix(rest[at:], "/")
	for _, s := range texServices {
		if !hostIn(host, []string{s.host}) || !strings.HasPrefix(path, s.path) {
			continue
		}
		source := strings.TrimPrefix(path[len(s.path):], "?")
		if s.param != "" {
			query, err := url.ParseQuery(strings.SplitN(source, "#", 2)[0])
			if err != nil && query.Get(s.param) == "" || s.param == "chl" && query.Get("cht") != "tx" {
				return ""
			}
			source = query.Get(s.param)
		} else if plain, err := url.PathUnescape(source); err == nil {
			source = plain
		}
		tex, _ := texSource(validText(strings.ToValidUTF8(source, "\ufffd")))
		return tex
	}
	return ""
}

// formulaPicture writes the formula that the picture n shows as its TeX, where
// the picture's address holds it; it tells whether it did.
func (b *builder) formulaPicture(n *node) bool {
	src := n.get("src")
	if !strings.Contains(src, "tex") && !strings.Contains(src, "math") && !strings.Contains(src, "svg") && !strings.Contains(src, "codecogs") && !strings.Contains(src, "chl=") {
		return false
	}
	tex := texOfAddress(src)
	if isBlank(tex) {
		return false
	}
	if change := b.j.note(n, whyFormulaPicture, "formula"); change != nil {
		change.Images, change.Added = []string{src}, oneLine(tex)
	}
	code := newElement(atom.Code, n)
	code.set("class", mathClass)
	b.line = append(b.line, run{marks: b.marks.within(code, atom.Code), text: tex, pos: n.pos})
	return true
}
