// Package htmlclean turns the HTML of scraped articles into safe, semantic HTML.
//
// [HTML] is all that most programs need. [New] makes a [Cleaner] from [Options]
// for the rest: own rules, a report of what was done, limits, the page's URL.
//
// The input is the article, as a fragment or as a whole document; which part of
// a page is the article is not guessed. The output is a sequence of flow content,
// one block a line.
//
// Promises: nothing disappears without a line in the [Report]; the output is
// valid HTML; it holds no script, style, handler or form, and has passed a
// bluemonday policy; cleaning it again changes nothing; the same input gives
// the same output; time and memory are linear in the input. A Cleaner is
// immutable and safe for concurrent use. The package starts no goroutine,
// touches neither network nor files, and logs nothing.
package htmlclean

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
)

// DefaultMaxBytes is the largest input where [Options.MaxBytes] is 0, in bytes.
const DefaultMaxBytes = 64 << 20

// Options say how to clean. The zero value is what is recommended.
type Options struct {
	// Rules are own rule sets. They win over the built-in sets.
	Rules []RuleSet `json:"rules,omitzero"`

	// Without switches built-in sets off by name ("zaker"), or single rules
	// of them ("zaker/quote").
	Without []string `json:"without,omitzero"`

	// Allow and Deny widen and narrow the elements, attributes and URL schemes
	// of the output. Deny wins.
	Allow []Allowance `json:"allow,omitzero"`
	Deny  []Allowance `json:"deny,omitzero"`

	// Proxies are prefixes of own image or link proxies, such as
	// "https://my-proxy.example/?": the address behind one is used directly.
	Proxies []string `json:"proxies,omitzero"`

	KeepProxies     bool `json:"keepProxies,omitzero"`     // leave image proxies and link redirectors in place
	KeepTracking    bool `json:"keepTracking,omitzero"`    // leave utm_source and its like in links
	KeepHeadings    bool `json:"keepHeadings,omitzero"`    // leave heading levels as they are, h1 included
	PromoteHeadings bool `json:"promoteHeadings,omitzero"` // make headings of short paragraphs all in bold that look like section titles
	DropTitle       bool `json:"dropTitle,omitzero"`       // drop a heading at the very top that says the article's title
	DropBoilerplate bool `json:"dropBoilerplate,omitzero"` // drop what vendors append to every article: licence lines, follow-us calls
	FullSize        bool `json:"fullSize,omitzero"`        // use the larger original of a thumbnail, for the hosts in the table
	LazyLoading     bool `json:"lazyLoading,omitzero"`     // loading="lazy" on every picture
	NoReferrer      bool `json:"noReferrer,omitzero"`      // referrerpolicy="no-referrer" on every picture
	EscapeBraces    bool `json:"escapeBraces,omitzero"`    // write { and } as &#123; and &#125;, for template engines

	// LinkRel is the rel of links to other hosts, such as "noopener noreferrer".
	LinkRel string `json:"linkRel,omitzero"`

	// Charset names the encoding of bytes given to [Cleaner.CleanTo], such as
	// "gb18030". Where it is empty the bytes decide, see [Cleaner.Decode].
	Charset string `json:"charset,omitzero"`

	MaxBytes int `json:"maxBytes,omitzero"` // largest input in bytes; 0 is DefaultMaxBytes, negative is no limit
	MaxNodes int `json:"maxNodes,omitzero"` // most elements and texts of the parsed input; 0 is no limit

	// Report asks for Result.Report.
	Report bool `json:"report,omitzero"`
}

// An Article is the input.
type Article struct {
	HTML  string // a fragment or a whole document, UTF-8
	URL   string // address of its page; resolves relative URLs and switches on rules bound to hosts; may be empty
	Title string // its title, for Options.DropTitle; where it is empty the document's title element says it
}

// A Result is the output.
type Result struct {
	HTML   string  // the clean article
	Title  string  // text of the document's title element, if it had one
	Lang   string  // language of the document as it says itself, or as nearly all of its blocks do
	Report *Report // what was done; nil unless Options.Report
}

// A LimitError says that an input is larger than a limit.
type LimitError struct {
	Limit string // "bytes" or "nodes"
	Max   int    // the limit
	Got   int    // what the input has, or where counting stopped
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("htmlclean: input has %d %s or more, the limit is %d", e.Got, e.Limit, e.Max)
}

// A Cleaner cleans articles. It never changes and may be used by many goroutines.
type Cleaner struct {
	opt    Options
	rules  *ruleIndex
	urls   *urlRules
	allow  *allowList
	policy *bluemonday.Policy

	plainTags wordMap[bool] // tags that the policy lets through whatever is around them
	arenas    arenas        // memory for articles; the only part that changes, and no article sees another's
}

// New checks and compiles the options. Every error a setting can cause comes
// from here.
func New(opt Options) (*Cleaner, error) {
	opt.Rules = slices.Clone(opt.Rules)
	rules, err := compileRules(opt.Rules, builtInRules(), opt)
	if err != nil {
		return nil, err
	}
	urls, err := newURLRules(opt)
	if err != nil {
		return nil, err
	}
	allow, err := newAllowList(opt)
	if err != nil {
		return nil, err
	}
	if opt.LinkRel != "" && !isTokens(opt.LinkRel) {
		return nil, fmt.Errorf("htmlclean: Options.LinkRel %q is not a list of link types in lower case", opt.LinkRel)
	}
	if _, err := charsetReader(strings.NewReader(""), opt.Charset); err != nil {
		return nil, err
	}
	policy := newPolicy(opt)
	return &Cleaner{opt: opt, rules: rules, urls: urls, allow: allow, policy: policy, plainTags: plainTags(policy, allow)}, nil
}

var defaultCleaner = sync.OnceValue(func() *Cleaner {
	c, err := New(Options{})
	if err != nil {
		panic("htmlclean: the default options are invalid: " + err.Error())
	}
	return c
})

// HTML cleans an article with the default options. The error is a *[LimitError]
// for an input of more than [DefaultMaxBytes], else nil.
func HTML(src string) (string, error) {
	r, err := defaultCleaner().Clean(Article{HTML: src})
	return r.HTML, err
}

// Clean cleans an article.
func (c *Cleaner) Clean(a Article) (Result, error) {
	return c.CleanContext(context.Background(), a)
}

// CleanContext is Clean, and stops soon after ctx is done with its error.
func (c *Cleaner) CleanContext(ctx context.Context, a Article) (Result, error) {
	j := c.newJob(ctx, a.URL)
	defer j.release()
	j.given = a.Title
	if err := j.parse(a.HTML); err != nil {
		return Result{}, err
	}
	return j.clean(len(a.HTML))
}

// CleanNode cleans the tree under n, which it only reads. n may be a document or
// any node of it.
func (c *Cleaner) CleanNode(n *html.Node, pageURL string) (Result, error) {
	j := c.newJob(context.Background(), pageURL)
	defer j.release()
	parsed := []*html.Node{n}
	if n.Type == html.DocumentNode {
		parsed = j.bodyOf(n)
	}
	j.root = j.copyOf(parsed)
	return j.clean(0)
}

// CleanTo reads an article in any encoding from r (see [Options.Charset]) and
// writes the clean one to w in UTF-8. Nothing is written before all is clean;
// input and output are held in memory.
func (c *Cleaner) CleanTo(w io.Writer, r io.Reader, pageURL string) error {
	src, err := c.Decode(r)
	if err != nil {
		return err
	}
	res, err := c.Clean(Article{HTML: src, URL: pageURL})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, res.HTML)
	return err
}

// clean takes the parsed article through the passes. The order of the lines is the
// order of the work, and each pass says what it needs to have been done.
func (j *job) clean(size int) (Result, error) {
	j.read(j.root)
	if max := j.opt.MaxNodes; max > 0 && j.count > max {
		return Result{}, &LimitError{Limit: "nodes", Max: max, Got: j.count}
	}
	for _, pass := range [...]func(){
		j.applyRules, // vendor elements become standard ones
		j.furniture,  // what belongs to the page goes
		j.findBase,   // the article's URLs can be resolved
		j.media,      // each player is a video, audio or iframe, or a link
		j.pictures,   // each picture is an img with its real address
		j.links,      // each link leads where it says
		j.structure,  // a new tree, valid by construction
		j.reduce,     // nothing is in it that is not on the allow-list
	} {
		if err := j.ctx.Err(); err != nil {
			return Result{}, err
		}
		pass()
	}
	res := Result{HTML: j.gate(j.render(size)), Title: j.title, Lang: j.lang, Report: j.report}
	j.account()
	if err := j.ctx.Err(); err != nil {
		return Result{}, err
	}
	return res, nil
}
