// Package vectors lists hostile articles, grouped by family.
//
// A vector tries to run a script that calls pwn, to shadow a property of
// document or window, or to make the reader's browser request or open what an
// article has no business with. Whether one fires unclean depends on the browser
// and on how the markup is loaded; cleaned, none may.
package vectors

import "strconv"

// A Vector is one hostile article.
type Vector struct {
	Family string // the technique
	Name   string // unique in its family
	HTML   string // the article
}

// ID names a vector in test output.
func (v Vector) ID() string { return v.Family + "/" + v.Name }

// families are in the order of [All].
var families = []struct {
	name string
	make func() []item
}{
	{"script elements", scripts},
	{"handlers that fire alone", loneHandlers},
	{"handlers on every element", handlerElements},
	{"handlers for every event", handlerEvents},
	{"scheme obfuscation", schemes},
	{"URL attributes", urlAttributes},
	{"namespace confusion", namespaces},
	{"raw text mutation", rawText},
	{"foster parenting", fosterParenting},
	{"select mutation", selects},
	{"forms", forms},
	{"depth", depth},
	{"clobbering", clobbering},
	{"CSS", styles},
	{"document metadata", metadata},
	{"frames and plug-ins", frames},
	{"pictures and media", pictures},
	{"comments", comments},
	{"quoting and half tags", quoting},
	{"characters", characters},
	{"lazy attributes", lazyAttributes},
	{"proxies", proxies},
	{"vendor markup", vendors},
	{"vendor markup in foreign places", vendorsElsewhere},
	{"captions, noscript, front matter", captions},
	{"JSON of rules", ruleJSON},
	{"footnotes", footnotes},
	{"formulas", formulas},
	{"callouts", callouts},
	{"looks of styles", marksOfStyles},
	{"source code", sourceCode},
	{"galleries", galleries},
}

// An item is a vector before it has a family. An empty name becomes a number.
type item struct{ name, html string }

// All returns every vector, always in the same order.
func All() []Vector {
	var all []Vector
	for _, f := range families {
		for i, it := range f.make() {
			name := it.name
			if name == "" {
				name = strconv.Itoa(i + 1)
			}
			all = append(all, Vector{Family: f.name, Name: name, HTML: it.html})
		}
	}
	return all
}

// plain makes items of markup alone.
func plain(markup ...string) []item {
	items := make([]item, len(markup))
	for i, m := range markup {
		items[i] = item{html: m}
	}
	return items
}
