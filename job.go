package htmlclean

import (
	"context"
	"strings"
)

// A job is one article on its way through the passes.
type job struct {
	*Cleaner
	ctx    context.Context
	root   *node      // holds the article: the tree the passes work on
	addr   *addresses // resolves, recovers and judges the article's URLs
	report *Report    // nil unless asked for
}

// note adds a change at n to the report and returns it to be filled in, nil
// where no report is kept. It is called before n is changed, so that the path is
// the input's.
func (j *job) note(n *node, why *Reason, do string) *Change {
	if j.report == nil {
		return nil
	}
	j.report.Changes = append(j.report.Changes, Change{Set: why.Set, Rule: why.Rule, Do: do, Path: n.path(), pos: n.pos})
	return &j.report.Changes[len(j.report.Changes)-1]
}

// drop takes n with all that is under it out of the article, and reports the
// text and the pictures that go with it.
func (j *job) drop(n *node, why *Reason) {
	if c := j.note(n, why, "drop"); c != nil {
		c.Text = strings.Join(strings.Fields(n.textContent()), " ")
		c.Images = n.imageAddresses()
	}
	n.remove()
}
