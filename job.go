package htmlclean

import "context"

// A job is one article on its way through the passes.
type job struct {
	*Cleaner
	ctx  context.Context
	page string     // the article's URL, may be empty
	host string     // its host in lower case
	base string     // href of the base element
	addr *addresses // resolves, recovers and judges the article's URLs
	root *node      // holds the article: the tree the passes work on
	seen wordSet    // the words of the elements read that rules ask ancestors for

	title, lang string            // as the document says
	given       string            // the title as the caller says, may be empty
	self        string            // the article's address as its links have it, without fragment; "" where it is not known
	linksInPage bool              // links lead to places of the article
	targets     map[string]string // ids that links lead to → ids of the output
	taken       map[string]int    // ids of the output, and how many wanted each

	notes     *node   // the list that "footnote" rules write to
	noteCount int     // how many they wrote
	noteTexts []*node // elements that "footnote" rules found to hold a note themselves
	noteLists []*node // lists that "notes" rules found
	noteLinks int     // how many marks were linked with their items

	*arena       // the memory of its trees
	pos    int32 // number of nodes read
	count  int   // the same with comments and the like

	steps int  // taken by the walks
	until int  // so many, and the context is asked
	done  bool // the context is done: nothing more is worth doing

	report  *Report                // nil unless asked for
	origins map[int32]Link         // links whose address changed, by place; nil unless asked for
	found   map[pictureKey]Picture // where the pictures' addresses come from; nil unless asked for
}

func (c *Cleaner) newJob(ctx context.Context, pageURL string) *job {
	j := &job{Cleaner: c, ctx: ctx, page: pageURL, host: hostOf(pageURL), arena: c.arenas.get()}
	if c.opt.Report {
		j.report = &Report{Pictures: []Picture{}, Links: []Link{}}
		j.origins, j.found = map[int32]Link{}, map[pictureKey]Picture{}
	}
	return j
}

// release gives the memory of the article's trees to the next one.
func (j *job) release() {
	j.arenas.put(j.arena)
	j.arena, j.root = nil, nil
}

// findBase makes the article's address room, once its base element is known.
func (j *job) findBase() { j.addr = j.urls.article(j.page, j.base) }

// stopped tells whether the job's context is done, which it asks every now and
// then. Every loop that an article can make long asks it at each step: it is
// small enough for the compiler to write it into them.
func (j *job) stopped() bool {
	j.steps++
	return j.steps >= j.until && j.ask()
}

// ask asks the context, and again 256 steps later.
func (j *job) ask() bool {
	if j.done = j.done || j.ctx.Err() != nil; !j.done {
		j.until = j.steps + 256 - j.steps%256
	}
	return j.done
}

// next is the node behind n in the article, nil at its end and where the context
// is done: how a pass walks the article.
func (j *job) next(n *node) *node {
	if j.stopped() {
		return nil
	}
	return n.nextIn(j.root)
}
