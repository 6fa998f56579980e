package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/htmlclean/htmlclean"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An input is what all contestants are given: an article, or several of the same
// kind whose costs are added up.
type input struct {
	name     string // such as "mixed-50KB"
	about    string // the head of its row
	articles []string
	real     bool // pages as they were found: not every contestant finds an article in each
}

func (in input) size() (n int) {
	for _, a := range in.articles {
		n += len(a)
	}
	return n
}

const (
	kB = 1000
	mB = 1000 * kB
)

// inputs are made from the goldens in root/testdata, the same at each run. Where
// real articles stand beside the project, they are two more: the one the project
// began with, and all.
func inputs(root string) ([]input, error) {
	zaker, err := os.ReadFile(filepath.Join(root, "testdata/zaker--article/input.html"))
	if err != nil {
		return nil, err
	}
	parts, err := goldens(root)
	if err != nil {
		return nil, err
	}
	one := func(parts []string, size int) []string { return []string{repeated(parts, size)} }
	vendor := []string{string(zaker)}
	list := []input{
		{name: "zaker-16KB", about: "one vendor, 16 KB", articles: one(vendor, 16*kB)},
		{name: "zaker-50KB", about: "one vendor, 50 KB", articles: one(vendor, 50*kB)},
		{name: "zaker-500KB", about: "one vendor, 500 KB", articles: one(vendor, 500*kB)},
		{name: "zaker-5MB", about: "one vendor, 5 MB", articles: one(vendor, 5*mB)},
		{name: "mixed-16KB", about: "all vendors, 16 KB", articles: chunks(parts, 16*kB)},
		{name: "mixed-50KB", about: "all vendors, 50 KB", articles: one(parts, 50*kB)},
		{name: "mixed-500KB", about: "all vendors, 500 KB", articles: one(parts, 500*kB)},
		{name: "mixed-5MB", about: "all vendors, 5 MB", articles: one(parts, 5*mB)},
	}
	files, err := filepath.Glob(filepath.Join(root, "../shared/corpus/*/*.html"))
	if err != nil {
		return nil, err
	}
	var found []string
	for _, file := range append(files, filepath.Join(root, "../shared/corpus/seed.html")) {
		if src, err := os.ReadFile(file); err == nil {
			_, body := htmlclean.SplitFrontMatter(string(src))
			found = append(found, body)
		}
	}
	if len(found) > 1 {
		list = append([]input{
			{name: "seed", about: "the first article, 16 KB", articles: found[len(found)-1:]},
			{name: "real", about: fmt.Sprintf("%d real articles", len(found)), articles: found, real: true},
		}, list...)
	}
	return list, nil
}

// goldens are the goldens' inputs, parsed and written once: what one of them
// leaves open ends with it. They take turns between vendors, so that the
// beginning of the list is as mixed as all of it.
func goldens(root string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(root, "testdata/*/input.html"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no goldens in %s/testdata", root)
	}
	const stride = 7 // vendors have two or three goldens, side by side
	var parts []string
	for first := range stride {
		for i := first; i < len(files); i += stride {
			src, err := os.ReadFile(files[i])
			if err != nil {
				return nil, err
			}
			part, err := balanced(string(src))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", files[i], err)
			}
			parts = append(parts, part)
		}
	}
	return parts, nil
}

// balanced is a fragment or a document as a fragment that closes what it opens.
func balanced(src string) (string, error) {
	nodes, err := html.ParseFragment(strings.NewReader(src), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, n := range nodes {
		if err := html.Render(&b, n); err != nil {
			return "", err
		}
	}
	b.WriteByte('\n')
	return b.String(), nil
}

// repeated writes the parts again and again until the article has its size. Each
// time the pictures are others: a picture that stands in an article twice goes.
func repeated(parts []string, size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		part, round := parts[i%len(parts)], strconv.Itoa(i/len(parts))
		if i >= len(parts) {
			part = strings.NewReplacer(".jpg", "-"+round+".jpg", ".jpeg", "-"+round+".jpeg", ".png", "-"+round+".png", ".gif", "-"+round+".gif",
				".webp", "-"+round+".webp", "/640?", "/640?round="+round+"&amp;").Replace(part)
		}
		b.WriteString(part)
	}
	return b.String()
}

// chunks makes articles of about a size that hold all parts once: for a byte they
// are the same work as parts repeated.
func chunks(parts []string, size int) []string {
	var list []string
	var b strings.Builder
	for i, part := range parts {
		b.WriteString(part)
		if b.Len() >= size || i == len(parts)-1 {
			list = append(list, b.String())
			b.Reset()
		}
	}
	return list
}
