package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress tells on standard error how far a run is.
type progress struct {
	to    io.Writer
	whole extent
	bar   *progressbar.ProgressBar
	plain bool
	shown int64 // tenths, or thousands, that were told
}

// extent is how much there is to do. Archives do not say how many pages they
// hold, so that there it is bytes.
type extent struct {
	total int64 // 0 when unknown
	bytes bool
}

// newProgress starts the progress that --progress asks for: a bar where
// standard error is a terminal, for auto.
func (c *cli) newProgress(mode string, many bool, whole extent) *progress {
	p := &progress{to: c.stderr, whole: whole}
	if !many || c.quiet {
		return p
	}
	switch {
	case mode == "plain":
		p.plain = true
	case mode == "auto" && isTerminal(c.stderr):
		p.bar = newBar(c.stderr, whole)
	}
	return p
}

func newBar(w io.Writer, whole extent) *progressbar.ProgressBar {
	options := []progressbar.Option{
		progressbar.OptionSetWriter(w),
		progressbar.OptionEnableColorCodes(false),
		progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100 * time.Millisecond),
		progressbar.OptionSetWidth(24),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetRenderBlankState(false),
	}
	if whole.bytes {
		options = append(options, progressbar.OptionShowBytes(true))
	} else {
		options = append(options, progressbar.OptionShowIts(), progressbar.OptionSetItsString("pages"))
	}
	if whole.total == 0 {
		whole.total = -1
		options = append(options, progressbar.OptionShowTotalBytes(false)) // "12", not "12/-"
	}
	return progressbar.NewOptions64(whole.total, options...)
}

// step tells that done pages are behind, failed of them without a result, and
// how many bytes of the inputs were read. What was said about the last page is
// printed above.
func (p *progress) step(done, failed int, read int64, said []byte) {
	at := int64(done)
	if p.whole.bytes {
		at = min(read, p.whole.total)
	}
	if p.bar != nil {
		// What cannot be drawn on a terminal is not worth a word.
		p.bar.Describe(p.counts(done, failed))
		_ = p.bar.Set64(at)
	}
	if len(said) > 0 {
		p.above(said)
	}
	if p.plain {
		p.line(at, done, failed)
	}
}

// above prints text above the bar.
func (p *progress) above(text []byte) {
	if p.bar == nil {
		_, _ = p.to.Write(text)
		return
	}
	_ = p.bar.Clear()
	_, _ = p.to.Write(text)
	if !p.bar.IsFinished() {
		// As it was: it draws itself anew only after a while.
		_, _ = io.WriteString(p.to, p.bar.String())
	}
}

// counts is what the bar does not show itself.
func (p *progress) counts(done, failed int) string {
	if p.whole.bytes {
		return fmt.Sprintf("%d %s, %d failed", done, plural(done, "page"), failed)
	}
	return fmt.Sprintf("%d failed", failed)
}

// line prints a line for every tenth, or for every thousand where the total is
// unknown.
func (p *progress) line(at int64, done, failed int) {
	mark, pages := int64(done/1000), fmt.Sprintf("%d %s", done, plural(done, "page"))
	if p.whole.total > 0 {
		mark = at * 10 / p.whole.total
		pages = fmt.Sprintf("%d of %d pages", done, p.whole.total)
	}
	if p.whole.bytes {
		pages = fmt.Sprintf("%d%% read, %d %s", mark*10, done, plural(done, "page"))
	}
	if mark > p.shown {
		p.shown = mark
		fmt.Fprintf(p.to, "pith: %s, %d failed\n", pages, failed)
	}
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
