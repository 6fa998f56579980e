package htmlclean

import (
	"context"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parse makes the article's tree of the input, below j.root. It fails only on the
// caller's limits.
func (j *job) parse(src string) error {
	if max := cmpLimit(j.opt.MaxBytes, DefaultMaxBytes); max >= 0 && len(src) > max {
		return &LimitError{Limit: "bytes", Max: max, Got: len(src)}
	}
	src = strings.TrimPrefix(src, "\ufeff")
	if !utf8.ValidString(src) {
		src = strings.ToValidUTF8(src, "\ufffd")
	}
	if j.report != nil {
		j.report.Replaced = strings.Count(src, "\ufffd")
	}
	src = j.escapeCode(src)
	if j.root = j.parseDirect(src); j.root != nil {
		return j.ctx.Err()
	}
	j.nodes.reset() // what it had made until it gave up
	j.attrs.reset()
	j.pos = 0
	look := surveyOf(src)
	if j.amplifies(src, look) {
		src = j.flatten(src, false)
		j.change(whyFlattened, "rewrite")
	}
	nodes, err := j.parseMarkup(src, look.document)
	if err != nil && j.ctx.Err() == nil {
		// A string cannot fail to be read: the parser refused the nesting.
		j.change(whyFlattened, "rewrite")
		nodes, err = j.parseFlat(src, false)
	}
	if err != nil && j.ctx.Err() == nil {
		j.change(whyTextOnly, "rewrite")
		nodes, err = j.parseFlat(src, true)
	}
	j.root = j.copyOf(nodes)
	return err
}

func cmpLimit(set, byDefault int) int {
	if set == 0 {
		return byDefault
	}
	return set
}

// parseMarkup parses a whole document, of which the body's children are the
// article, or a fragment. The reader stops when the context is done.
func (j *job) parseMarkup(src string, document bool) ([]*html.Node, error) {
	if !document {
		return parseFragmentFrom(contextReader{j.ctx, strings.NewReader(src)})
	}
	doc, err := html.ParseWithOptions(contextReader{j.ctx, strings.NewReader(src)}, html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, err
	}
	return j.bodyOf(doc), nil
}

// bodyOf takes title, language and base from a document and returns its body's children.
func (j *job) bodyOf(doc *html.Node) []*html.Node {
	container := doc
	for n := doc.FirstChild; n != nil; n = n.NextSibling {
		if n.DataAtom != atom.Html {
			continue
		}
		container = n
		j.lang = parsedAttr(n, "lang")
		for m := n.FirstChild; m != nil; m = m.NextSibling {
			switch m.DataAtom {
			case atom.Head:
				for h := m.FirstChild; h != nil; h = h.NextSibling {
					switch h.DataAtom {
					case atom.Title:
						j.title = spaced(parsedText(h))
					case atom.Base:
						if j.base == "" {
							j.base = parsedAttr(h, "href")
						}
					}
				}
			case atom.Body:
				container = m
			}
		}
	}
	return childrenOf(container)
}

func childrenOf(n *html.Node) []*html.Node {
	var list []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		list = append(list, c)
	}
	return list
}

func parsedAttr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func parsedText(n *html.Node) string {
	var b strings.Builder
	for m := range n.Descendants() {
		if m.Type == html.TextNode {
			b.WriteString(m.Data)
		}
	}
	return b.String()
}

func parseFragment(src string) ([]*html.Node, error) {
	return parseFragmentFrom(strings.NewReader(src))
}

// parseFragmentFrom parses a fragment as the content of a body. The parser hands
// out nodes that know no siblings; they get a parent, for selectors to look at.
func parseFragmentFrom(r io.Reader) ([]*html.Node, error) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragmentWithOptions(r, body, html.ParseOptionEnableScripting(false))
	for _, n := range nodes {
		body.AppendChild(n)
	}
	return nodes, err
}

// A contextReader reads until its context is done, so that a parse can be stopped.
type contextReader struct {
	ctx context.Context
	io.Reader
}

func (r contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
