package main

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/htmlclean/htmlclean"
	"github.com/markusmobius/go-trafilatura"
	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
)

// A contestant makes HTML of HTML. It is made once and used for all articles.
type contestant struct {
	name string
	run  func(src string) (string, error)
}

// errNoArticle says that a contestant finds no article in a page.
var errNoArticle = errors.New("no article found")

// contestants are the floor (what parsing and rendering cost alone), htmlclean,
// and others as their documentation shows them. bluemonday makes safe and leaves
// the rest as it is; the last two find the article in its page first, which
// htmlclean does not.
func contestants() ([]contestant, error) {
	clean, err := cleaner("htmlclean", htmlclean.Options{})
	if err != nil {
		return nil, err
	}
	policy := bluemonday.UGCPolicy()
	page, err := url.Parse("https://site.example/article")
	if err != nil {
		return nil, err
	}
	return []contestant{
		{"floor", func(src string) (string, error) {
			doc, err := html.Parse(strings.NewReader(src))
			if err != nil {
				return "", err
			}
			return rendered(doc)
		}},
		clean,
		{"bluemonday", func(src string) (string, error) { return policy.Sanitize(src), nil }},
		{"go-readability", func(src string) (string, error) {
			article, err := readability.FromReader(strings.NewReader(src), page)
			if err != nil || article.Node == nil {
				return "", errors.Join(errNoArticle, err)
			}
			return rendered(article.Node)
		}},
		{"go-trafilatura", func(src string) (string, error) {
			found, err := trafilatura.Extract(strings.NewReader(src), trafilatura.Options{OriginalURL: page, IncludeImages: true, IncludeLinks: true})
			if err != nil {
				return "", errors.Join(errNoArticle, err)
			}
			return rendered(found.ContentNode)
		}},
	}, nil
}

func rendered(n *html.Node) (string, error) {
	var b strings.Builder
	err := html.Render(&b, n)
	return b.String(), err
}

func cleaner(name string, opt htmlclean.Options) (contestant, error) {
	c, err := htmlclean.New(opt)
	return contestant{name, func(src string) (string, error) {
		r, err := c.Clean(htmlclean.Article{HTML: src})
		return r.HTML, err
	}}, err
}

// ruleCount is how many rules the built-in sets have that are not left out.
func ruleCount(without []string) (n int) {
	for _, set := range htmlclean.RuleSets() {
		if !slices.Contains(without, set.Name) {
			n += len(set.Rules)
		}
	}
	return n
}

// setsBeyond names built-in rule sets so that those not named have at most count
// rules, that of one vendor among them.
func setsBeyond(count int, vendor string) (list []string) {
	count -= ruleCount(allSetsBut(vendor))
	for _, set := range htmlclean.RuleSets() {
		switch {
		case set.Name == vendor:
		case len(set.Rules) > count:
			list = append(list, set.Name)
		default:
			count -= len(set.Rules)
		}
	}
	return list
}

// allSetsBut names all built-in rule sets but one.
func allSetsBut(name string) (list []string) {
	for _, set := range htmlclean.RuleSets() {
		if set.Name != name {
			list = append(list, set.Name)
		}
	}
	return list
}
