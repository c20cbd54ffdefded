package main

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress tells on standard error how far a run is.
type progress struct {
	cli   *cli
	total int // 0 when unknown
	bar   *progressbar.ProgressBar
	plain bool
	shown int // tenths, or thousands, that were told
}

// newProgress starts the progress that --progress asks for: a bar where
// standard error is a terminal, for auto.
func (c *cli) newProgress(mode string, many bool, total int) *progress {
	p := &progress{cli: c, total: total}
	if !many || c.quiet {
		return p
	}
	switch {
	case mode == "plain":
		p.plain = true
	case mode == "auto" && isTerminal(c.stderr):
		most := total
		if most == 0 {
			most = -1
		}
		p.bar = progressbar.NewOptions(most,
			progressbar.OptionSetWriter(c.stderr),
			progressbar.OptionSetDescription("0 failed"),
			progressbar.OptionEnableColorCodes(false),
			progressbar.OptionSetItsString("pages"),
			progressbar.OptionShowCount(),
			progressbar.OptionShowIts(),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionSetWidth(24),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionSetRenderBlankState(false),
		)
	}
	return p
}

// step tells that done pages are behind, failed of them without a result.
func (p *progress) step(done, failed int) {
	if p.bar != nil {
		p.bar.Describe(fmt.Sprintf("%d failed", failed))
		// What cannot be drawn on a terminal is not worth a word.
		_ = p.bar.Set(done)
	}
	if !p.plain {
		return
	}
	if p.total == 0 {
		if done/1000 > p.shown {
			p.shown = done / 1000
			fmt.Fprintf(p.cli.stderr, "pith: %d done, %d failed\n", done, failed)
		}
		return
	}
	if tenth := done * 10 / p.total; tenth > p.shown {
		p.shown = tenth
		fmt.Fprintf(p.cli.stderr, "pith: %d of %d done, %d failed\n", done, p.total, failed)
	}
}

// around lets say print lines without the bar in them.
func (p *progress) around(say func()) {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	say()
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
