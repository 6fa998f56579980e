package validity

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/htmlclean/htmlclean"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// allowed are the elements of the output, MathML's behind math.
var allowed = strings.Fields(`a abbr aside audio bdi bdo blockquote br caption cite code dd del details dfn dl dt em figcaption figure footer
	h1 h2 h3 h4 h5 h6 hr iframe img ins kbd li mark ol p picture pre q rp rt ruby s samp small source strong sub summary sup
	table tbody td tfoot th thead time tr u ul var video
	math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup
	mtable mtd mtext mtr munder munderover`)

// A nesting is elements in each other, outermost first, with text around each.
// It is made of nodes: no parser would put a td into a p.
type nesting struct {
	elements []string
	*rand.Rand
}

// nestings are all pairs of elements, and as many triples: with the element in
// the middle shifted by the inner one, every two of the three meet as well. Parts
// of a table, which are nothing elsewhere, are in tables with everything in them.
func nestings() (list []nesting) {
	add := func(elements ...string) {
		list = append(list, nesting{elements, rand.New(rand.NewPCG(uint64(len(list)), 13))})
	}
	for _, outer := range allowed {
		for _, inner := range allowed {
			add(outer, inner)
		}
	}
	for i, outer := range allowed {
		for k, inner := range allowed {
			add(outer, allowed[(i+k)%len(allowed)], inner)
		}
	}
	for _, part := range []string{"caption", "thead", "tbody", "tfoot", "tr"} {
		for _, inner := range allowed {
			add("table", part, inner)
		}
	}
	return list
}

func (n nesting) String() string { return strings.Join(n.elements, " > ") }

// tree is the nesting in a body, and often with places in it that links lead to.
func (n nesting) tree() *html.Node {
	body := element("body")
	at, loose := body, n.IntN(4) > 0
	for depth, name := range n.elements {
		if loose {
			at.AppendChild(text(fmt.Sprintf("before %d ", depth)))
		}
		el := element(name, needed[name]...)
		for range n.IntN(3) {
			a := attributes[n.IntN(len(attributes))]
			if a.name != "hidden" && a.name != "style" {
				setAttr(el, a.name, a.values[n.IntN(len(a.values))])
			}
		}
		if n.IntN(3) == 0 {
			setAttr(el, "id", "a")
		}
		if name == "a" && n.IntN(2) == 0 {
			el.Attr[0].Val = "#a"
		}
		place := at
		if el.Namespace == "math" && name != "math" && at.Namespace == "" && n.IntN(2) == 0 {
			place = element("math")
			at.AppendChild(place)
		}
		place.AppendChild(el)
		if loose {
			at.AppendChild(text(" behind"))
		}
		// Half of the elements are complete, and have no loose text.
		if loose = n.IntN(2) == 0; !loose {
			for _, c := range fragment(company[name], el) {
				el.AppendChild(c)
			}
		}
		at = el
	}
	at.AppendChild(text("innermost"))
	for range n.IntN(3) {
		link := element("a", html.Attribute{Key: "href", Val: "#a"})
		link.AppendChild(text("link"))
		body.AppendChild(link)
	}
	return body
}

// company is what an element is incomplete without, before what the nesting puts into it.
var company = map[string]string{
	"details": "<summary>beside</summary>", "dl": "<dt>beside<dd>", "ruby": "字<rp>(</rp><rt>zì</rt><rp>)</rp>",
	"picture": `<source srcset="https://pictures.example/p.webp" media="(min-width: 1px)"><img src="https://pictures.example/p.jpg">`,
	"figure":  `<img src="https://pictures.example/f.jpg"><figcaption>beside</figcaption>`,
	"table":   "<caption>beside</caption><tr><th>a<td>b", "thead": "<tr><th>a<th>b", "tfoot": "<tr><td>a<td>b", "tbody": "<tr><td>a<td>b", "tr": "<th>a<td>b",
	"video": `<source src="https://media.example/v.webm">`, "audio": `<source src="https://media.example/v.ogg">`,
	"mfrac": "<mi>a</mi>", "mroot": "<mi>a</mi>", "msub": "<mi>a</mi>", "msup": "<mi>a</mi>", "munder": "<mo>a</mo>", "mover": "<mo>a</mo>",
	"msubsup": "<mi>a</mi><mi>b</mi>", "munderover": "<mo>a</mo><mi>b</mi>", "mmultiscripts": "<mi>a</mi><mi>b</mi><mi>c</mi><mprescripts></mprescripts><mi>d</mi>",
	"mtable": "<mtr><mtd><mi>a</mi></mtd></mtr>", "mtr": "<mtd><mi>a</mi></mtd>",
}

// tags writes what is under a node, without asking whether it may stand there: what
// the tree has in a br stands behind it.
func tags(n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
			continue
		}
		b.WriteString("<" + c.Data)
		for _, a := range c.Attr {
			fmt.Fprintf(&b, ` %s="%s"`, a.Key, html.EscapeString(a.Val))
		}
		b.WriteString(">" + tags(c))
		if !void[c.Data] {
			b.WriteString("</" + c.Data + ">")
		}
	}
	return b.String()
}

var void = map[string]bool{"br": true, "hr": true, "img": true, "source": true}

// needed is what an element is nothing without.
var needed = map[string][]html.Attribute{
	"a":      {{Key: "href", Val: "https://good.example/"}},
	"audio":  {{Key: "src", Val: "https://media.example/a.mp3"}},
	"bdo":    {{Key: "dir", Val: "rtl"}},
	"iframe": {{Key: "src", Val: "https://www.youtube.com/embed/abcdefghijk"}},
	"img":    {{Key: "src", Val: "https://pictures.example/a.jpg"}},
	"source": {{Key: "srcset", Val: "https://pictures.example/b.webp"}, {Key: "src", Val: "https://media.example/b.mp4"}},
	"time":   {{Key: "datetime", Val: "2026-02-28"}},
	"video":  {{Key: "src", Val: "https://media.example/a.mp4"}},
}

func element(name string, attr ...html.Attribute) *html.Node {
	el := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name)), Attr: slices.Clone(attr)}
	if i := slices.Index(allowed, name); i >= slices.Index(allowed, "math") {
		el.Namespace = "math"
	}
	return el
}

func text(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

func setAttr(n *html.Node, key, val string) {
	if !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key }) {
		n.Attr = append(n.Attr, html.Attribute{Key: key, Val: val})
	}
}

// Whatever nests in whatever, as nodes and as markup: the output is valid, cleaning
// it changes nothing, and a parser makes of it what is written, how often it may be
// written and parsed again.
func TestNestings(t *testing.T) {
	c, err := htmlclean.New(htmlclean.Options{})
	require.NoError(t, err)
	var pages []page
	seen, reached := map[string]bool{}, map[string]bool{}
	list := nestings()
	for _, n := range list {
		tree := n.tree()
		fromNodes, err := c.CleanNode(tree, "")
		require.NoError(t, err)
		markup := tags(tree)
		fromMarkup, err := c.Clean(htmlclean.Article{HTML: markup})
		require.NoError(t, err)
		for how, out := range map[string]string{"nodes": fromNodes.HTML, "markup": fromMarkup.HTML} {
			if seen[out] {
				continue
			}
			seen[out] = true
			name := fmt.Sprintf("%s, as %s", n, how)
			again, err := htmlclean.HTML(out)
			require.NoError(t, err)
			if !assert.Equal(t, out, again, "%s: cleaning twice is not cleaning once, of %s", name, markup) {
				continue
			}
			if why := mutates(t, out); why != "" {
				t.Errorf("%s: %s\n  input  %s\n  output %s", name, why, markup, out)
			}
			body := strings.ReplaceAll(out, "ref-", fmt.Sprintf("ref-%d-", len(pages))) // many outputs stand in one page
			pages = append(pages, page{article: article{name: name, html: markup}, body: body})
			for el := range elementsIn(out) {
				reached[el] = true
			}
		}
	}
	for _, el := range allowed {
		assert.True(t, reached[el] || el == "h1", "%s is in no output: the generator does not reach it", el)
		delete(reached, el)
	}
	assert.Empty(t, reached, "elements of the output that the list does not have")
	t.Logf("%d nestings, %d different outputs", len(list), len(pages))
	// Levels of headings are judged in a whole document.
	slices.SortStableFunc(pages, func(a, b page) int { return cmp.Compare(strings.Count(a.body, "</h"), strings.Count(b.body, "</h")) })
	headed := slices.IndexFunc(pages, hasHeading)
	report(t, pages[headed:], nu(t, pages[headed:], 1))
	report(t, pages[:headed], nu(t, pages[:headed], 250))
}

// hasHeading knows h2 to h6 by their end tags: no other element's begins so.
func hasHeading(p page) bool { return strings.Contains(p.body, "</h") }
