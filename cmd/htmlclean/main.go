// Htmlclean turns the HTML of scraped articles into safe, semantic HTML.
//
// Usage:
//
//	htmlclean [flags] [file …]
//
// Without a file, or with -, it reads standard input. An input is a fragment, a
// whole document or a post with front matter (YAML between --- lines, TOML
// between +++ lines), in any encoding that a byte order mark, a meta element or
// -charset names. The clean article goes to standard output in UTF-8, all else
// to standard error. Front matter is kept byte for byte, except that addresses
// in it lose proxies.
//
// The exit status is 0 when every input is clean, 1 when some input failed (the
// others are done all the same), when -l listed something, or after an
// interrupt, and 2 for a usage error.
//
// # Files
//
// These flags replace the clean article on standard output, and can be combined:
//
//	-w       rewrite the files in place
//	-o DIR   write the clean articles below DIR
//	-d       print a unified diff
//	-l       list the files that are not clean, and exit with status 1 if there are any
//	-preview FILE
//	         write a page that shows the articles before and after, side by
//	         side, with the list of changes; it needs no network, and runs
//	         nothing of an article
//
// With -r a directory stands for the *.html, *.htm and *.md files below it. Of
// Markdown files only posts with front matter are taken; what begins with a dot,
// and links to directories, are passed over. With -o a file of a directory keeps
// its path below that directory, and a file named by itself its base name; two
// inputs with one name are an error.
//
// -w replaces a file only when the clean article differs from it, and by
// renaming a finished copy that has its mode: at every moment there is the old
// file or the new one. A symbolic link stays what it is and the file it leads to
// is replaced; a link that -r finds and that leads out of the directory is an
// error. A file that changed while it was being cleaned is left alone.
//
// -document writes complete pages, with title, language and a plain style for
// reading, in place of fragments. It goes with standard output and with -o.
//
// # Batches
//
// -jsonl reads a JSON object a line, from standard input or the files, and
// writes one a line in the same order:
//
//	{"id": 7, "html": "<p>…", "url": "https://example.com/article", "title": "…"}
//	{"id": 7, "html": "<p>…"}
//	{"id": 7, "error": "line 7: …"}
//
// An id is any JSON value and comes back as it was; url and title may be left
// out; other members are ignored, and so are blank lines. A line that fails gives an error
// and the stream goes on. -with-report adds "report". Every processor works,
// and memory stays constant however long the stream is; a line may be twice as
// long as -max-bytes allows an article to be, because JSON escapes.
//
// An interrupt ends a batch after the articles under way; a second one ends it
// at once. A reader that closes the pipe ends it quietly.
//
// -summary prints the number of articles, failures, recovered pictures and
// removed proxies, and the bytes in and out, to standard error. It is on for
// several inputs when standard error is a terminal, where work of more than two
// seconds also shows how far it is.
//
// # Reports
//
//	-explain      print what was done and by which rule to standard error
//	-report FILE  write the same as JSON: an array of {"file", "report"}, of
//	              {"file", "error"} for inputs that failed, and with -jsonl
//	              also with "id"
//
// # Rules
//
//	-rules            list the built-in rule sets
//	-rules NAME       print a set as a file for -rules-file
//	-rules-file FILE  add the rules of a file, which win over the built-in
//	                  ones; repeatable
//	-without NAME     switch off a built-in set ("zaker") or rule
//	                  ("zaker/quote"); repeatable
//
// # Cleaning
//
// These are the library's Options. List flags are repeatable.
//
//	-url URL           address of the page: resolves relative addresses and
//	                   switches on rules bound to hosts
//	-allow ROW         widen what the output may hold, by a row of JSON such as
//	                   {"element": "span", "attribute": "lang"}
//	-deny ROW          narrow it; wins over -allow
//	-proxies PREFIX    prefix of an own image or link proxy
//	-keep-proxies      leave image proxies and link redirectors in place
//	-keep-tracking     leave utm_source and its like in links
//	-keep-headings     leave heading levels as they are
//	-promote-headings  make headings of short paragraphs all in bold that look
//	                   like section titles
//	-drop-title        drop a heading at the very top that says the title, which
//	                   front matter, or else the title element, names
//	-drop-boilerplate  drop what vendors append to every article
//	-full-size         use the larger original of a thumbnail
//	-lazy-loading      loading="lazy" on every picture
//	-no-referrer       referrerpolicy="no-referrer" on every picture
//	-escape-braces     write { and } as &#123; and &#125;, for template engines
//	-link-rel REL      rel of links to other hosts
//	-charset NAME      encoding of the input
//	-max-bytes N       largest input in bytes; 0 is 64 MiB, negative is no limit
//	-max-nodes N       most elements and texts of an input; 0 is no limit
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/htmlclean/htmlclean"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

const (
	exitClean  = 0
	exitFailed = 1
	exitUsage  = 2
)

// run is the whole command.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	// A closed pipe is then an error of Write, and not the end in the middle of
	// a file's replacement.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // the second interrupt kills

	c := &command{stdin: stdin, stdout: stdout, stderr: newConsole(stderr)}
	if err := c.parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(stdout, usage)
			return exitClean
		}
		c.complain(strings.TrimPrefix(err.Error(), "htmlclean: "))
		c.complain("see htmlclean -h")
		return exitUsage
	}
	err := c.do(ctx)
	if ctx.Err() != nil {
		c.complain("interrupted")
		c.failed = true
	}
	if err != nil {
		if !errors.Is(err, syscall.EPIPE) {
			c.complain(err)
		}
		return exitFailed
	}
	if c.failed {
		return exitFailed
	}
	return exitClean
}

// A command is one run: what was asked for, and how it went.
type command struct {
	settings
	stdin  io.Reader
	stdout io.Writer
	stderr *console

	cleaner *htmlclean.Cleaner
	report  *reportFile // nil without -report
	sum     figures
	failed  bool
}

func (c *command) do(ctx context.Context) (err error) {
	switch {
	case c.version:
		return c.printVersion()
	case c.rules.asked:
		return c.printRules()
	}
	if c.reportTo != "" {
		if c.report, err = createReport(c.reportTo); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, c.report.close()) }()
	}
	if c.jsonl {
		err = c.doLines(ctx)
	} else {
		err = c.doFiles(ctx)
	}
	c.stderr.endProgress()
	if c.summary {
		fmt.Fprintln(c.stderr, c.sum.String())
	}
	return err
}

// complain prints a message of the command's own.
func (c *command) complain(what any) { fmt.Fprintf(c.stderr, "htmlclean: %v\n", what) }

// fail prints why an input failed.
func (c *command) fail(name string, err error) {
	c.failed = true
	fmt.Fprintf(c.stderr, "htmlclean: %s: %s\n", name, reason(err))
}

func (c *command) printVersion() error {
	version := "(unknown)"
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
	}
	_, err := fmt.Fprintln(c.stdout, "htmlclean", version)
	return err
}
