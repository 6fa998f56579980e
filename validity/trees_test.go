package validity

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// mutates tells in which way a parser makes something else of an output than what
// is written there: inside a page, inside a div, and when what it made is written
// and parsed again. It is empty where all trees are the same, node by node.
func mutates(t *testing.T, out string) string {
	written := asWritten(out)
	if written == nil {
		return "the tags are not balanced"
	}
	doc, err := html.Parse(strings.NewReader("<!DOCTYPE html><html><head></head><body>" + out + "</body></html>"))
	require.NoError(t, err)
	body := doc.LastChild.LastChild
	if where := differ(written, body); where != "" {
		return "in a page, " + where
	}
	for round := range 2 {
		body = parsedInDiv(inner(t, body))
		if where := differ(written, body); where != "" {
			return fmt.Sprintf("in a div, written %d times more, %s", round+1, where)
		}
	}
	return ""
}

// asWritten is the tree that the tags of an output form by themselves, without
// any of the parser's rules; nil where they are not balanced.
func asWritten(out string) *html.Node {
	root := &html.Node{Type: html.ElementNode, Data: "body"}
	at := root
	z := html.NewTokenizer(strings.NewReader(out))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if at != root {
				return nil
			}
			return root
		case html.TextToken:
			at.AppendChild(&html.Node{Type: html.TextNode, Data: z.Token().Data})
		case html.StartTagToken:
			token := z.Token()
			el := &html.Node{Type: html.ElementNode, Data: token.Data, Attr: token.Attr}
			at.AppendChild(el)
			if !void[token.Data] {
				at = el
			}
		case html.EndTagToken:
			if at.Data != z.Token().Data || at == root {
				return nil
			}
			at = at.Parent
		default:
			return nil
		}
	}
}

// sorted orders attributes by their names: their order says nothing, and the parser
// changes that of formatting elements.
func sorted(attr []html.Attribute) []html.Attribute {
	return slices.SortedFunc(slices.Values(attr), func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
}

// differ compares what is under two nodes, and says where they differ first.
func differ(a, b *html.Node) string {
	x, y := a.FirstChild, b.FirstChild
	for ; x != nil && y != nil; x, y = x.NextSibling, y.NextSibling {
		if x.Type != y.Type || x.Data != y.Data {
			return fmt.Sprintf("%q instead of %q in %s", y.Data, x.Data, a.Data)
		}
		if !slices.Equal(sorted(x.Attr), sorted(y.Attr)) {
			return fmt.Sprintf("attributes %v instead of %v on %s", y.Attr, x.Attr, x.Data)
		}
		if where := differ(x, y); where != "" {
			return where
		}
	}
	switch {
	case x != nil:
		return fmt.Sprintf("%q is missing in %s", x.Data, a.Data)
	case y != nil:
		return fmt.Sprintf("%q is added to %s", y.Data, a.Data)
	}
	return ""
}

func parsedInDiv(src string) *html.Node {
	root := &html.Node{Type: html.ElementNode, Data: "body"}
	for _, n := range fragment(src, element("div")) {
		root.AppendChild(n)
	}
	return root
}

// fragment parses what stands in an element.
func fragment(src string, in *html.Node) []*html.Node {
	nodes, err := html.ParseFragment(strings.NewReader(src), &html.Node{Type: html.ElementNode, Data: in.Data, DataAtom: in.DataAtom, Namespace: in.Namespace})
	if err != nil {
		panic(err) // only for more open elements than any here
	}
	return nodes
}

// inner is what is under a node, as markup.
func inner(t *testing.T, n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		require.NoError(t, html.Render(&b, c))
	}
	return b.String()
}

// elementsIn are the names of the elements of an output.
func elementsIn(out string) map[string]bool {
	names := map[string]bool{}
	for n := range parsedInDiv(out).Descendants() {
		if n.Type == html.ElementNode {
			names[n.Data] = true
		}
	}
	return names
}

// Were every output called unchanged, that would prove nothing.
func TestMutationsAreSeen(t *testing.T) {
	for _, wrong := range []string{
		`<p>a<p>b</p></p>`,
		`<p>a<ul><li>b</li></ul></p>`,
		`<a href="x">a<a href="y">b</a></a>`,
		`<table><tr><td>a</td></tr></table>`,
		`<table>a<tbody><tr><td>b</td></tr></tbody></table>`,
		"<pre>\na</pre>",
		`<b>a<p>b</b>c</p>`,
		`<math><p>a</p></math>`,
		`<h2>a<h3>b</h3></h2>`,
		`<p>a`,
	} {
		require.NotEmpty(t, mutates(t, wrong), wrong)
	}
	require.Empty(t, mutates(t, "<p>a <em>b</em></p>\n<table><tbody><tr><td>&lt;c&gt;</td></tr></tbody></table>"))
}
