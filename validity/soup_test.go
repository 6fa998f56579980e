package validity

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A soup writes tag soup: elements of every content model inside elements of
// every other, often unclosed, with attributes whose values are often wrong.
type soup struct {
	*rand.Rand
	strings.Builder
	depth int
}

// tagSoup is the same text for the same seed.
func tagSoup(seed uint64) string {
	s := &soup{Rand: rand.New(rand.NewPCG(seed, 26))}
	for range 3 + s.IntN(6) {
		s.node()
	}
	return s.String()
}

func pick[T any](s *soup, list []T) T { return list[s.IntN(len(list))] }

func (s *soup) node() {
	if s.depth > 9 {
		s.text()
		return
	}
	s.depth++
	defer func() { s.depth-- }()
	pick(s, []func(){
		s.text, s.text, s.anyElement, s.anyElement, s.anyElement, s.anyElement, s.anyElement,
		s.table, s.list, s.definitions, s.ruby, s.figure, s.media, s.section, s.form, s.picture, s.link, s.details,
		s.code, s.math, s.stray,
	})()
}

func (s *soup) nodes(n int) {
	for range n {
		s.node()
	}
}

var words = []string{"word", "字", " ", "\n", "&nbsp;", "&amp;", "&lt;b&gt;", "a<b", "“引文”", "\u00ad", "&#xD800;", "é", "　", "· · ·", "https://good.example/a"}

func (s *soup) text() {
	for range 1 + s.IntN(3) {
		s.WriteString(pick(s, words))
	}
}

var elements = strings.Fields(`a abbr address article aside b bdi bdo big blockquote body br button caption center cite
	code col colgroup data dd del details dfn dir div dl dt em embed fieldset figcaption figure font footer form frame
	frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark
	marquee menu meta meter nav nobr noscript object ol optgroup option output p picture pre progress q rb rp rt rtc
	ruby s samp script search section select small source span strike strong style sub summary sup svg table tbody td
	template textarea tfoot th thead time title tr track tt u ul var video wbr zkspan x-y o:p`)

var attributes = []struct {
	name   string
	values []string
}{
	{"class", []string{"x", "", "zk_h3", "language-go", "lazy caption"}},
	{"id", []string{"a", "a", "b b", "", "图", "1"}},
	{"style", []string{"color:red", "display:none", "text-align:center"}},
	{"title", []string{"a title", "", "\"", "<b>"}},
	{"lang", []string{"zh-CN", "en", "", "english", "zh_CN", "x", "zh-Hans-CN-"}},
	{"dir", []string{"rtl", "auto", "left", ""}},
	{"href", []string{"https://good.example/a b", "/a", "", "#a", "https://good.example/?a|b", "javascript:x", "http://[", "https:x", "mailto:a b", "https://good.example:port/", "//good.example", "http://good.example/%zz", "https://例子.example/路径?q=字#片", "tel:+1 2", "a{b}", "https://good.example/a\\b", "https://good.example/#a#b"}},
	{"src", []string{"https://pictures.example/a.jpg", "a b.jpg", "", "data:image/png;base64,iVBORw0KGgo=", "https://pictures.example/[a].jpg?x=^", "//pictures.example/é.png", "http://", "https://pictures.example/a.jpg#x y"}},
	{"srcset", []string{"a.jpg 1x, b.jpg 2x", "a.jpg 100w, b.jpg 200w", "a.jpg, b.jpg", "a.jpg 1x, b.jpg 100w", "a.jpg -1w", "a.jpg 1.5w", ",,", "https://pictures.example/a b.jpg 2x", "a.jpg 100w 50h"}},
	{"sizes", []string{"100vw", "auto", "(max-width: 1px) 2px, 3px", "x"}},
	{"alt", []string{"a", "", "\"'"}},
	{"width", []string{"10", "100%", "10px", "-1", "auto", "1.5", "0", "010"}},
	{"height", []string{"10", "50%", "", "99999999999"}},
	{"colspan", []string{"2", "0", "-1", "1001", "x", "3"}},
	{"rowspan", []string{"2", "0", "70000", "x", "3"}},
	{"scope", []string{"col", "row", "x", ""}},
	{"headers", []string{"a", "missing"}},
	{"start", []string{"3", "-1", "x", "1.5", ""}},
	{"value", []string{"3", "x", "-2"}},
	{"type", []string{"1", "a", "disc", "image/webp", "x"}},
	{"reversed", []string{""}},
	{"datetime", []string{"2021-11-05", "yesterday", "2021-13-40", "", "2021-11-05 10:00", "2021-11-05T10:00:00.123456 +0800", "2021-11", "11-05", "10:00", "2021-W52", "2021", "P1D", "PT4H"}},
	{"cite", []string{"https://good.example/", "a book", ""}},
	{"rel", []string{"noopener", "stylesheet", "", "nofollow x"}},
	{"target", []string{"_blank", "x"}},
	{"loading", []string{"lazy", "x"}},
	{"referrerpolicy", []string{"no-referrer", "x"}},
	{"controls", []string{""}},
	{"poster", []string{"https://pictures.example/p.jpg", "", "a b"}},
	{"kind", []string{"subtitles", "x"}},
	{"media", []string{"(min-width: 1px)", "x y z"}},
	{"open", []string{""}},
	{"align", []string{"center"}},
	{"name", []string{"a", "cookie"}},
	{"hidden", []string{""}},
	{"allowfullscreen", []string{""}},
	{"data-src", []string{"https://pictures.example/lazy.jpg", "lazy file.jpg"}},
}

func (s *soup) attributes() {
	for range s.IntN(4) {
		a := pick(s, attributes)
		s.attribute(a.name, pick(s, a.values))
	}
}

func (s *soup) attribute(name, value string) {
	fmt.Fprintf(s, ` %s="%s"`, name, strings.ReplaceAll(value, `"`, "&quot;"))
}

// open writes a start tag with the named attributes at random values, and others.
func (s *soup) open(tag string, named ...string) {
	s.WriteString("<" + tag)
	for _, a := range attributes {
		for _, n := range named {
			if a.name == n && s.IntN(4) > 0 {
				s.attribute(n, pick(s, a.values))
			}
		}
	}
	s.attributes()
	s.WriteString(">")
}

// end writes an end tag; one in ten is forgotten.
func (s *soup) end(tag string) {
	if s.IntN(10) > 0 {
		s.WriteString("</" + tag + ">")
	}
}

func (s *soup) anyElement() {
	tag := pick(s, elements)
	s.open(tag)
	s.nodes(s.IntN(4))
	s.end(tag)
}

func (s *soup) table() {
	s.open("table")
	if s.IntN(3) == 0 {
		s.open("caption")
		s.nodes(s.IntN(3))
		s.end("caption")
	}
	if s.IntN(4) == 0 {
		s.WriteString("<colgroup><col span=2><col></colgroup>")
	}
	for range s.IntN(5) {
		if s.IntN(6) == 0 {
			s.WriteString(pick(s, []string{"<thead>", "<tbody>", "<tfoot>", "</tbody>", "text", "<p>"}))
		}
		s.open("tr")
		for range s.IntN(4) {
			cell := pick(s, []string{"td", "td", "th"})
			s.open(cell, "colspan", "rowspan", "scope")
			s.nodes(s.IntN(3))
			s.end(cell)
		}
		s.end("tr")
	}
	s.end("table")
}

func (s *soup) list() {
	tag := pick(s, []string{"ul", "ol", "menu", "dir"})
	s.open(tag, "start", "reversed", "type")
	for range s.IntN(4) {
		if s.IntN(5) > 0 {
			s.open("li", "value")
			s.nodes(s.IntN(3))
			s.end("li")
		} else {
			s.node()
		}
	}
	s.end(tag)
}

func (s *soup) definitions() {
	s.open("dl")
	for range s.IntN(5) {
		tag := pick(s, []string{"dt", "dd", "dd", "div", "p"})
		s.open(tag)
		s.nodes(s.IntN(3))
		s.end(tag)
	}
	s.end("dl")
}

func (s *soup) ruby() {
	s.open("ruby")
	for range s.IntN(5) {
		tag := pick(s, []string{"rb", "rt", "rp", "rtc", "span", "b"})
		s.text()
		s.open(tag)
		s.nodes(s.IntN(2))
		s.end(tag)
	}
	s.end("ruby")
}

func (s *soup) figure() {
	s.open("figure")
	s.nodes(s.IntN(3))
	for range s.IntN(3) {
		s.open("figcaption")
		s.nodes(s.IntN(3))
		s.end("figcaption")
	}
	s.nodes(s.IntN(2))
	s.end("figure")
}

func (s *soup) media() {
	tag := pick(s, []string{"video", "audio"})
	s.open(tag, "src", "poster", "controls", "width", "height")
	for range s.IntN(3) {
		s.open(pick(s, []string{"source", "track", "img"}), "src", "type", "kind", "srcset", "media")
	}
	s.nodes(s.IntN(2))
	s.end(tag)
}

func (s *soup) picture() {
	wrap := s.IntN(2) == 0
	if wrap {
		s.open("picture")
		for range s.IntN(3) {
			s.open("source", "srcset", "media", "type", "sizes", "src", "width")
		}
	}
	s.open("img", "src", "srcset", "sizes", "alt", "width", "height", "data-src", "loading")
	if wrap {
		s.end("picture")
	}
}

func (s *soup) section() {
	tag := pick(s, []string{"section", "article", "aside", "nav", "header", "footer", "main", "hgroup", "address", "blockquote"})
	s.open(tag, "cite")
	heading := pick(s, []string{"h1", "h2", "h3", "h4", "h5", "h6"})
	s.open(heading)
	s.nodes(s.IntN(3))
	s.end(heading)
	s.nodes(s.IntN(4))
	s.end(tag)
}

func (s *soup) form() {
	s.open("form")
	for range 1 + s.IntN(3) {
		tag := pick(s, []string{"label", "fieldset", "legend", "button", "select", "option", "textarea", "output", "datalist"})
		s.open(tag)
		s.nodes(s.IntN(2))
		s.end(tag)
	}
	s.end("form")
}

func (s *soup) link() {
	s.open("a", "href", "title", "rel", "target")
	s.nodes(s.IntN(3))
	s.end("a")
}

func (s *soup) details() {
	s.open("details", "open")
	for range s.IntN(3) {
		s.open("summary")
		s.nodes(s.IntN(2))
		s.end("summary")
	}
	s.nodes(s.IntN(3))
	s.end("details")
}

func (s *soup) code() {
	s.open("pre")
	s.open("code", "class")
	s.WriteString("\n")
	s.nodes(s.IntN(3))
	s.end("code")
	s.end("pre")
}

var mathElements = strings.Fields(`mi mn mo mtext mrow mfrac msqrt mroot msup msub msubsup mover munder munderover
	mtable mtr mtd mspace mpadded mphantom mstyle merror semantics annotation annotation-xml maction menclose ms mprescripts
	mmultiscripts none mglyph p b`)

func (s *soup) math() {
	s.open("math", "id", "dir")
	s.mathNodes(3)
	s.end("math")
}

func (s *soup) mathNodes(depth int) {
	for range s.IntN(4) {
		tag := pick(s, mathElements)
		s.open(tag)
		if depth > 0 && s.IntN(2) == 0 {
			s.mathNodes(depth - 1)
		} else {
			s.text()
		}
		s.end(tag)
	}
}

func (s *soup) stray() {
	s.WriteString(pick(s, []string{"</p>", "</div>", "</table>", "</a>", "</b>", "<!-- c -->", "<![CDATA[x]]>", "<b", "</br>", "<p><p>",
		"<br><br>", "<hr>", "\x00", "<noscript><p>x</noscript>", "<svg><title>t</title><p>x", "<base href=x>", "<image src=x>", "<isindex>"}))
}
