package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/htmlclean/htmlclean"
)

const usage = `usage: htmlclean [flags] [file …]

Turns the HTML of scraped articles into safe, semantic HTML. Reads standard
input without a file or for -, and writes to standard output.

  htmlclean article.html                 print the clean article
  htmlclean -r -w posts                  rewrite a directory of posts in place
  htmlclean -r -l posts                  list what is not clean, exit status 1
  htmlclean -preview p.html posts/*.md   compare before and after in a browser
  htmlclean -jsonl <in.jsonl >out.json   clean {"id","html","url"} line by line
  htmlclean -rules zaker >my.json        start own rules from a built-in set

Output     -w in place   -o DIR below a directory   -d as a diff   -l as a list
           -document complete pages   -preview FILE a page to compare
Input      -r directories   -jsonl JSON lines   -url URL of the page
           -charset NAME   -max-bytes N   -max-nodes N
Report     -explain on standard error   -report FILE as JSON   -summary figures
           -with-report in the lines of -jsonl
Rules      -rules list the sets   -rules NAME print one   -rules-file FILE add
           -without NAME switch off a set or rule   -allow ROW   -deny ROW
Addresses  -proxies PREFIX of an own proxy   -keep-proxies   -keep-tracking
           -full-size pictures   -lazy-loading   -no-referrer   -link-rel REL
Content    -keep-headings levels   -promote-headings from bold paragraphs
           -drop-title at the top   -drop-boilerplate   -escape-braces
Others     -h   -version

Exit status: 0 all clean, 1 some input failed (or -l listed some), 2 usage.
The whole manual: go doc github.com/htmlclean/htmlclean/cmd/htmlclean
`

// settings are what the flags say.
type settings struct {
	opt   htmlclean.Options
	url   string
	files []string

	jsonl, withReport                   bool
	recursive, write, list, diff, pages bool
	outDir, previewTo                   string
	explain, summary, version           bool
	reportTo                            string
	rules                               rulesFlag
}

func (c *command) parse(args []string) error {
	f := flag.NewFlagSet("htmlclean", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.Usage = func() {}

	f.BoolVar(&c.jsonl, "jsonl", false, "")
	f.BoolVar(&c.withReport, "with-report", false, "")
	f.BoolVar(&c.recursive, "r", false, "")
	f.BoolVar(&c.write, "w", false, "")
	f.BoolVar(&c.list, "l", false, "")
	f.BoolVar(&c.diff, "d", false, "")
	f.BoolVar(&c.pages, "document", false, "")
	f.StringVar(&c.outDir, "o", "", "")
	f.StringVar(&c.previewTo, "preview", "", "")
	f.BoolVar(&c.explain, "explain", false, "")
	f.StringVar(&c.reportTo, "report", "", "")
	f.BoolVar(&c.summary, "summary", false, "")
	f.BoolVar(&c.version, "version", false, "")
	f.Var(&c.rules, "rules", "")

	o := &c.opt
	f.StringVar(&c.url, "url", "", "")
	var rulesFiles []string
	f.Func("rules-file", "", func(name string) error { rulesFiles = append(rulesFiles, name); return nil })
	f.Func("without", "", func(v string) error { o.Without = append(o.Without, v); return nil })
	f.Func("allow", "", func(v string) error { return addAllowance(&o.Allow, v) })
	f.Func("deny", "", func(v string) error { return addAllowance(&o.Deny, v) })
	f.Func("proxies", "", func(v string) error { o.Proxies = append(o.Proxies, v); return nil })
	f.BoolVar(&o.KeepProxies, "keep-proxies", false, "")
	f.BoolVar(&o.KeepTracking, "keep-tracking", false, "")
	f.BoolVar(&o.KeepHeadings, "keep-headings", false, "")
	f.BoolVar(&o.PromoteHeadings, "promote-headings", false, "")
	f.BoolVar(&o.DropTitle, "drop-title", false, "")
	f.BoolVar(&o.DropBoilerplate, "drop-boilerplate", false, "")
	f.BoolVar(&o.FullSize, "full-size", false, "")
	f.BoolVar(&o.LazyLoading, "lazy-loading", false, "")
	f.BoolVar(&o.NoReferrer, "no-referrer", false, "")
	f.BoolVar(&o.EscapeBraces, "escape-braces", false, "")
	f.StringVar(&o.LinkRel, "link-rel", "", "")
	f.StringVar(&o.Charset, "charset", "", "")
	f.IntVar(&o.MaxBytes, "max-bytes", 0, "")
	f.IntVar(&o.MaxNodes, "max-nodes", 0, "")

	if err := f.Parse(args); err != nil {
		return err
	}
	c.files = f.Args()
	if c.rules.asked {
		c.rules.names = append(c.rules.names, c.files...)
		return nil
	}
	if err := c.contradiction(); err != nil {
		return err
	}
	many := c.jsonl || c.recursive || len(c.files) > 1
	c.summary = c.summary || many && c.stderr.terminal
	o.Report = c.explain || c.reportTo != "" || c.withReport || c.previewTo != "" || c.summary

	for _, name := range rulesFiles {
		if err := addRules(&o.Rules, name); err != nil {
			return err
		}
	}
	var err error
	c.cleaner, err = htmlclean.New(c.opt)
	return err
}

// contradiction finds flags that cannot be obeyed together.
func (c *command) contradiction() error {
	inPlace := c.write || c.list || c.diff
	for _, row := range []struct {
		bad bool
		why string
	}{
		{c.jsonl && (inPlace || c.recursive || c.pages || c.outDir != "" || c.previewTo != ""),
			"-jsonl does not go with -r, -w, -o, -d, -l, -document and -preview"},
		{c.withReport && !c.jsonl, "-with-report goes with -jsonl; see -report"},
		{c.write && c.outDir != "", "-w does not go with -o"},
		{c.pages && inPlace, "-document does not go with -w, -d and -l"},
		{c.write && len(c.files) == 0, "-w needs files"},
		{c.outDir != "" && len(c.files) == 0, "-o needs files"},
		{c.recursive && len(c.files) == 0, "-r needs directories"},
	} {
		if row.bad {
			return errors.New(row.why)
		}
	}
	return nil
}

// maxBytes is the largest input to read into memory, negative for no limit.
func (c *command) maxBytes() int { return cmp.Or(c.opt.MaxBytes, htmlclean.DefaultMaxBytes) }

// A rulesFlag is -rules, which asks for the list, and -rules=NAME or -rules NAME,
// which ask for a set: a flag with an argument that may be missing takes none,
// so that NAME arrives where the files would.
type rulesFlag struct {
	asked bool
	names []string
}

func (r *rulesFlag) String() string   { return strings.Join(r.names, " ") }
func (r *rulesFlag) IsBoolFlag() bool { return true }

func (r *rulesFlag) Set(v string) error {
	r.asked = true
	if v != "true" {
		r.names = append(r.names, v)
	}
	return nil
}

func addRules(sets *[]htmlclean.RuleSet, name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	set, err := htmlclean.ParseRuleSet(name, data)
	if err != nil {
		return err
	}
	*sets = append(*sets, set)
	return nil
}

func addAllowance(rows *[]htmlclean.Allowance, row string) error {
	var a htmlclean.Allowance
	d := json.NewDecoder(strings.NewReader(row))
	d.DisallowUnknownFields()
	if err := d.Decode(&a); err != nil {
		return err
	}
	*rows = append(*rows, a)
	return nil
}

// printRules lists the built-in sets, or prints the named ones.
func (c *command) printRules() error {
	sets := htmlclean.RuleSets()
	if len(c.rules.names) == 0 {
		return listRules(c.stdout, sets)
	}
	for _, name := range c.rules.names {
		if err := printSet(c.stdout, sets, name); err != nil {
			return err
		}
	}
	return nil
}

func listRules(w io.Writer, sets []htmlclean.RuleSet) error {
	for _, s := range sets {
		hosts := cmp.Or(strings.Join(s.Hosts, " "), "every host")
		if _, err := fmt.Fprintf(w, "%-12s %3d rules  %s (%s)\n", s.Name, len(s.Rules), s.About, hosts); err != nil {
			return err
		}
	}
	return nil
}

func printSet(w io.Writer, sets []htmlclean.RuleSet, name string) error {
	for _, s := range sets {
		if s.Name == name {
			e := json.NewEncoder(w)
			e.SetEscapeHTML(false)
			e.SetIndent("", "\t")
			return e.Encode(s)
		}
	}
	return fmt.Errorf("no built-in rule set is named %q", name)
}
