package htmlclean

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"golang.org/x/net/html"
)

// The content model once more, written for the test from the HTML Standard's
// element index: what each element of the output may have as children.

const (
	testPhrasing = "a abbr audio bdi bdo br cite code del dfn em iframe img ins kbd mark math picture q ruby s samp small strong sub sup time u var video"
	testFlow     = testPhrasing + " aside blockquote details dl figure footer h1 h2 h3 h4 h5 h6 hr ol p pre table ul"
)

var testChildren = map[string]string{
	"p": testPhrasing, "h1": testPhrasing, "h2": testPhrasing, "h3": testPhrasing, "h4": testPhrasing, "h5": testPhrasing, "h6": testPhrasing,
	"summary": testPhrasing, "dt": testPhrasing, "caption": testPhrasing, "pre": testPhrasing,
	"body": testFlow, "blockquote": testFlow, "li": testFlow, "td": testFlow, "dd": testFlow, "aside": testFlow, "footer": testFlow, "figcaption": testFlow,
	"th":     strings.NewReplacer(" h1 h2 h3 h4 h5 h6", "", " footer", "", " aside", "").Replace(testFlow),
	"figure": testFlow + " figcaption", "details": testFlow + " summary",
	"ul": "li", "ol": "li", "dl": "dt dd", "table": "caption thead tbody tfoot", "thead": "tr", "tbody": "tr", "tfoot": "tr", "tr": "td th",
	"picture": "source img", "video": "source", "audio": "source", "ruby": testPhrasing + " rt rp",
}

// textless are the elements that must not hold text of their own.
var textless = "ul ol dl table thead tbody tfoot tr picture video audio br hr img source iframe"

func checkModel(t testing.TB, nodes []*html.Node) {
	t.Helper()
	if len(nodes) == 0 {
		return
	}
	body := nodes[0].Parent
	ids := map[string]bool{}
	defer func() {
		for n := body; n != nil; n = nextParsed(n, body) {
			if id, ok := strings.CutPrefix(parsedAttr(n, "href"), "#"); ok {
				assert.True(t, ids[id], "a link to #%s, which is not there", id)
			}
		}
	}()
	for n := body; n != nil; n = nextParsed(n, body) {
		if n.Type == html.TextNode {
			assert.False(t, listed(textless, n.Parent.Data) && strings.TrimSpace(n.Data) != "", "text %q in %s", n.Data, n.Parent.Data)
			continue
		}
		if n.Namespace == "math" {
			continue
		}
		if id := parsedAttr(n, "id"); id != "" {
			assert.False(t, ids[id], "the id %q stands twice", id)
			ids[id] = true
		}
		allowed, special := testChildren[n.Data]
		if !special {
			allowed = testPhrasing
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				assert.True(t, listed(allowed, c.Data), "%s in %s", c.Data, n.Data)
			}
		}
		checkElement(t, n)
	}
}

func checkElement(t testing.TB, n *html.Node) {
	t.Helper()
	kids := elementsOf(n)
	switch n.Data {
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "figure", "blockquote", "ul", "ol", "strong", "em", "a", "figcaption", "summary", "pre", "code":
		assert.True(t, visible(parsedText(n)) != "" || holds(n, "img iframe video audio math hr"), "an empty %s", n.Data)
	}
	switch n.Data {
	case "figure":
		for i, k := range kids {
			if k.Data == "figcaption" {
				assert.True(t, i == 0 || i == len(kids)-1, "a figcaption in the middle")
			}
		}
		assert.LessOrEqual(t, count(kids, "figcaption"), 1)
	case "details":
		assert.True(t, len(kids) > 0 && kids[0].Data == "summary" && count(kids, "summary") == 1, "details without its summary first")
	case "dl":
		assert.True(t, len(kids) > 1 && kids[0].Data == "dt" && kids[len(kids)-1].Data == "dd", "a dl that is not made of groups")
	case "ruby":
		assert.Positive(t, count(kids, "rt"), "a ruby without rt")
	case "picture":
		assert.True(t, len(kids) > 0 && kids[len(kids)-1].Data == "img" && count(kids, "img") == 1, "a picture without its img last")
	case "table":
		assert.Positive(t, count(kids, "tbody")+count(kids, "thead")+count(kids, "tfoot"), "a table without rows")
		assert.LessOrEqual(t, count(kids, "caption"), 1)
		begins, width := map[int]bool{}, 0
		for _, group := range kids {
			if group.Data != "caption" {
				width = max(width, checkGrid(t, elementsOf(group), begins))
			}
		}
		for col := range width {
			assert.True(t, begins[col], "no cell begins in column %d", col)
		}
	case "iframe", "video", "audio":
		for p := n.Parent; p != nil; p = p.Parent {
			assert.NotEqual(t, "a", p.Data, "%s in a link", n.Data)
		}
	case "a":
		for p := n.Parent; p != nil; p = p.Parent {
			assert.NotEqual(t, "a", p.Data, "a link in a link")
		}
	case "footer":
		for p := n.Parent; p != nil; p = p.Parent {
			assert.NotEqual(t, "footer", p.Data, "a footer in a footer")
		}
	}
}

// checkGrid forms the table of a row group (HTML Standard, "forming a table") and
// returns its width; it marks the columns in which a cell begins.
func checkGrid(t testing.TB, rows []*html.Node, begins map[int]bool) (width int) {
	t.Helper()
	taken := map[[2]int]bool{}
	for r, row := range rows {
		cells := elementsOf(row)
		assert.NotEmpty(t, cells, "a row without cells")
		col := 0
		for _, c := range cells {
			for taken[[2]int{r, col}] {
				col++
			}
			wide, tall := span(c, "colspan"), span(c, "rowspan")
			assert.LessOrEqual(t, r+tall, len(rows), "a cell reaches beyond its row group")
			begins[col] = true
			for x := range wide {
				for y := range tall {
					assert.False(t, taken[[2]int{r + y, col + x}], "two cells at one place")
					taken[[2]int{r + y, col + x}] = true
				}
			}
			col += wide
			width = max(width, col)
		}
	}
	return width
}

func span(n *html.Node, key string) int {
	v, err := strconv.Atoi(parsedAttr(n, key))
	if err != nil {
		return 1
	}
	return v
}

func elementsOf(n *html.Node) []*html.Node {
	var list []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			list = append(list, c)
		}
	}
	return list
}

func holds(n *html.Node, names string) bool {
	for c := n.FirstChild; c != nil; c = nextParsed(c, n) {
		if c.Type == html.ElementNode && listed(names, c.Data) {
			return true
		}
	}
	return false
}

func count(list []*html.Node, name string) (n int) {
	for _, c := range list {
		if c.Data == name {
			n++
		}
	}
	return n
}

func listed(names, name string) bool {
	for f := range strings.FieldsSeq(names) {
		if f == name {
			return true
		}
	}
	return false
}
