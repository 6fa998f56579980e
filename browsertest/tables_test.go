package browsertest

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"html"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/htmlclean/htmlclean"
	"github.com/htmlclean/htmlclean/browsertest/vectors"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tables are the library's lists of attributes and elements, by file and variable.
// Each name in them is tried with everything hostile, so that a new row is tried
// without anybody thinking of it.
var tables = map[string][]string{
	"images_table.go":   {"lazyAttributes", "lazySets", "backgroundAttributes", "neverPictures", "jsonCarriers", "galleryAttributes"},
	"media.go":          {"frameSources"},
	"media_native.go":   {"mediaSources", "posterSources"},
	"media_carriers.go": {"carriers"},
	"links.go":          {"targetAttributes", "redirectAttributes"},
}

// attributeNames reads the names out of the tables. What is no name of a row, such as
// who uses it, is tried too and does no harm.
func attributeNames(t *testing.T) []string {
	var names []string
	for file, variables := range tables {
		parsed, err := parser.ParseFile(token.NewFileSet(), "../"+file, nil, 0)
		require.NoError(t, err)
		for _, variable := range variables {
			before := len(names)
			ast.Inspect(declared(parsed, variable), func(n ast.Node) bool {
				if s, ok := n.(*ast.BasicLit); ok && s.Kind == token.STRING {
					value, err := strconv.Unquote(s.Value)
					require.NoError(t, err)
					for name := range strings.FieldsSeq(value) {
						if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-_:") == "" && len(name) > 2 {
							names = append(names, name)
						}
					}
				}
				return true
			})
			require.Greater(t, len(names), before, "%s has no %s", file, variable)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// declared is the declaration of a variable or a constant.
func declared(file *ast.File, name string) ast.Node {
	for _, d := range file.Decls {
		if d, ok := d.(*ast.GenDecl); ok {
			for _, s := range d.Specs {
				if v, ok := s.(*ast.ValueSpec); ok && v.Names[0].Name == name {
					return v
				}
			}
		}
	}
	return &ast.Ident{}
}

// addresses are the forms in which a hostile address, or markup, stands in an attribute.
func addresses() []string {
	deep := "javascript:pwn()//a.jpg"
	for range 50 {
		deep = "https://wsrv.nl/?url=" + deep
	}
	return []string{
		"javascript:pwn()//a.jpg",
		"\x01java\tscript:pwn()//a.jpg",
		"javascript://www.youtube.com/embed/dQw4w9WgXcQ\npwn()",
		"data:text/html,<script>pwn()</script>",
		"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='pwn()'/>",
		`https://pictures.example/a.jpg" onerror="pwn()`,
		`//hostile.example/a.jpg'><script>pwn()</script>`,
		"https://i0.wp.com/javascript:pwn()/a.jpg",
		"https://link.zhihu.com/?target=javascript%3Apwn%28%29",
		"https://resize.example/i.jpg?src=amF2YXNjcmlwdDpwd24oKQ",
		deep,
		"javascript:pwn() 1x, https://pictures.example/a.jpg 2x, data:text/html,<script>pwn()</script> 3x",
		`{"src":"javascript:pwn()","desktop":"javascript:pwn()","alt":"<img src=x onerror=pwn()>"}`,
		`["javascript:pwn()",{"src":"data:text/html,x","caption":"<img src=x onerror=pwn()>"}]`,
		`<img src=x onerror=pwn()>`,
		`url("javascript:pwn()") url(https://hostile.example/a.jpg)`,
		"https://hostile.example/embed/x",
	}
}

// shapes are elements that may have a picture, a player or a link in an attribute.
var shapes = []string{
	`<p><img %s="%s" src="" onerror=pwn()></p>`,
	`<p><img class="lazy" %s="%s" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" onload=pwn()></p>`,
	`<div %s="%s" onclick=pwn()></div>`,
	`<figure><a %s="%s" href="https://www.zhihu.com/link?x" onclick=pwn()><img %[1]s="%[2]s" src=x onerror=pwn()></a><figcaption %[1]s="%[2]s">x</figcaption></figure>`,
	`<iframe %s="%s" onload=pwn()></iframe>`,
	`<video %s="%s" controls onclick=pwn()><source %[1]s="%[2]s" onerror=pwn()></video>`,
	`<picture><source %s="%s"><img %[1]s="%[2]s" src=x onerror=pwn()></picture>`,
	`<p><a %s="%s" href="javascript:;" onclick=pwn()>x</a> <a %[1]s="%[2]s" href="https://t.co/x">y</a></p>`,
	`<object %s="%s" onclick=pwn()><embed %[1]s="%[2]s" onload=pwn()></object>`,
	`<amp-img %s="%s" onclick=pwn()></amp-img><lite-youtube %[1]s="%[2]s" onclick=pwn()></lite-youtube>`,
}

// fromTables are all names with all addresses in all shapes.
func fromTables(t *testing.T) []vectors.Vector {
	var all []vectors.Vector
	for _, name := range attributeNames(t) {
		for i, shape := range shapes {
			for k, address := range addresses() {
				all = append(all, vectors.Vector{
					Family: "attributes of the tables",
					Name:   fmt.Sprintf("%s %d.%d", name, i+1, k+1),
					HTML:   fmt.Sprintf(shape, name, html.EscapeString(address)),
				})
			}
		}
	}
	return all
}

// fromRules puts each attribute that a rule reads, with each of its keys, on an
// element that the rule's selector names.
func fromRules() []vectors.Vector {
	var all []vectors.Vector
	for _, set := range htmlclean.RuleSets() {
		for _, r := range set.Rules {
			before, last := matching(r.Match)
			if r.Attr == "" || last == "" {
				continue
			}
			for k, address := range addresses() {
				value := address
				if len(r.Keys) > 0 {
					var members []string
					for _, kind := range slices.Sorted(maps.Keys(r.Keys)) {
						members = append(members, fmt.Sprintf("%s:%s", strconv.Quote(r.Keys[kind]), strconv.Quote(address)))
					}
					value = "{" + strings.Join(members, ",") + "}"
				}
				attributes := fmt.Sprintf(` %s="%s" onclick=pwn() onerror=pwn()`, r.Attr, html.EscapeString(value))
				if r.Href != "" {
					attributes += fmt.Sprintf(` %s="%s"`, r.Href, html.EscapeString(address))
				}
				all = append(all, vectors.Vector{
					Family: "attributes of the rules",
					Name:   fmt.Sprintf("%s/%s %d", set.Name, r.Name, k+1),
					HTML:   "<div>" + before + last + attributes + "></div>",
				})
			}
		}
	}
	return all
}

// matching are start tags that the first of a rule's selectors matches, as far as
// its elements, classes and values of attributes tell: those around the element, and
// the element's own, without its end.
func matching(selectors string) (before, last string) {
	first, _, _ := strings.Cut(selectors, ",")
	for part := range strings.FieldsSeq(first) {
		if part == ">" || part == "+" {
			continue
		}
		part, tests, _ := strings.Cut(part, "[")
		part, _, _ = strings.Cut(part, ":")
		names := strings.Split(part, ".")
		tag := "<" + cmp.Or(names[0], "div")
		if len(names) > 1 {
			tag += fmt.Sprintf(" class=%q", strings.Join(names[1:], " "))
		}
		for test := range strings.SplitSeq(tests, "[") {
			if key, value, ok := strings.Cut(strings.TrimSuffix(test, "]"), "="); ok && !strings.ContainsAny(key, "^$*~|:") {
				tag += fmt.Sprintf(" %s=%q", key, strings.Trim(value, `"'`))
			}
		}
		if last != "" {
			before += last + ">"
		}
		last = tag
	}
	return before, last
}

// everyth takes every n-th vector: where n has no factor with the numbers of shapes and
// addresses in common, all of these take turns.
func everyth(n int, all []vectors.Vector) []vectors.Vector {
	var some []vectors.Vector
	for i := 0; i < len(all); i += n {
		some = append(some, all[i])
	}
	return some
}

func TestTablesAreRead(t *testing.T) {
	names := attributeNames(t)
	for _, name := range strings.Fields("data-original data-srcset data-bg data-loading data-imgs :preview-src-list data-suppressedsrc data-poster data-videoid e-landurl data-expanded-url") {
		assert.Contains(t, names, name)
	}
	rules := map[string]bool{}
	for _, v := range fromRules() {
		rules[strings.Fields(v.Name)[0]] = true
	}
	assert.Greater(t, len(rules), 20, "rules that read an attribute")
	t.Logf("%d names, %d vectors of them, %d of %d rules", len(names), len(fromTables(t)), len(fromRules()), len(rules))
}
