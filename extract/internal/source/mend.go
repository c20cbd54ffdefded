package source

import (
	"bytes"
	"fmt"
	"html"
	"slices"
)

// mender goes over the markup of a page once, before the parser does. It
// counts what the parser will make of it, follows the nesting, and collects
// edits for what the parser would refuse, blow up on, or lose the rest of the
// page over. Nearly all pages need none.
type mender struct {
	*lexer
	limits Limits
	mode   mode

	tag   tag // the one at hand
	edits []edit
	nodes int // tags, texts and comments
	nest  nesting

	visible   int    // bytes of text outside raw elements
	noscripts int    // bytes of text in <noscript>
	flattened int    // tags left out because of the depth
	excess    int    // tags that lost attributes
	roots     int    // repeated <html> and <body> with attributes
	restored  int    // elements closed that would have swallowed the page
	framed    bool   // there is a <frameset>
	unwrapped int    // end of the last <noscript> whose tags were left out
	prefix    []byte // of the tags' names, with its colon
}

// mode says how to read the markup. A page is gone over again in another mode
// when the first look shows the need.
type mode struct {
	xml      bool // an XML document: <div/> is closed, CDATA is text
	noscript bool // the story is in <noscript>: it is read as without scripts
	frames   bool // <noframes> is the body of a page of frames
	neutral  bool // formatting tags become <span>, which the parser does not open again
	strict   bool // only exact pairs of tags count as closed
}

// edit replaces data[start:end].
type edit struct {
	start, end int
	text       string
}

// mostClones is how many elements the parser may open again at most. The worst
// of 2,830 real pages may have 21,000.
const mostClones = 100_000

// mostRoots is how many <html> and <body> tags with attributes are let
// through. The parser merges each one's attributes with all before, in
// quadratic time.
const mostRoots = 8

// run goes over the markup. The error is a *LimitError, or errBlowUp.
func (m *mender) run() error {
	data := m.data
	text := 0 // start of the text before the next tag
	for i := 0; i <= m.lastAngle; {
		n := bytes.IndexByte(data[i:], '<')
		if n < 0 {
			break
		}
		i += n
		next := m.construct(i)
		if next < 0 {
			i++ // no more than a character of the text
			continue
		}
		m.text(text, i)
		if next == i {
			i, text = m.element(i)
		} else {
			m.nodes++
			i, text = next, next
		}
		if m.nodes > m.limits.Nodes {
			return &LimitError{Limit: "nodes", Value: int64(m.limits.Nodes)}
		}
		if m.nest.clones > mostClones && !m.mode.neutral {
			return errBlowUp
		}
	}
	m.text(text, len(data))
	return nil
}

// text counts the text of data[start:end], if there is any.
func (m *mender) text(start, end int) {
	if start >= end {
		return
	}
	m.nodes++
	for start < end && isSpace(m.data[start]) {
		start++
	}
	m.visible += end - start
}

// construct returns the offset after the comment, declaration or instruction
// at i; i itself when a tag is there; and -1 when the "<" is mere text.
func (m *mender) construct(i int) int {
	data := m.data
	if i >= m.lastAngle {
		return -1
	}
	switch c := data[i+1]; {
	case isLetter(c):
		return i
	case c == '/':
		if isLetter(data[i+2]) {
			return i
		}
		return m.angle(i + 2)
	case c == '?':
		return m.angle(i + 2)
	case c != '!':
		return -1
	}
	switch rest := data[i:]; {
	case bytes.HasPrefix(rest, []byte("<!--")):
		if end := m.commentEnd(i + 4); end >= 0 {
			return end
		}
		// The rest of the page would be a comment: take it up to the first ">".
		m.restored++
		end := m.angle(i)
		m.edit(i, end, "")
		return end
	case bytes.HasPrefix(rest, []byte("<![CDATA[")) && (m.mode.xml || m.nest.foreign()):
		if end := m.cdataEnd(i); end >= 0 {
			content := data[i+len("<![CDATA[") : end-len("]]>")]
			m.edit(i, end, html.EscapeString(string(content)))
			m.visible += len(content)
			return end
		}
	}
	return m.angle(i + 2)
}

// angle returns the offset after the next ">" from i on. There must be one.
func (m *mender) angle(i int) int {
	return i + bytes.IndexByte(m.data[i:], '>') + 1
}

func (m *mender) edit(start, end int, text string) {
	m.edits = append(m.edits, edit{start, end, text})
}

// element reads the tag at i, and the raw text after it if it has any. It
// returns the offset after both, and where the text before the next tag begins.
func (m *mender) element(i int) (next, text int) {
	closing := m.data[i+1] == '/'
	t := &m.tag
	m.readTag(t, i, closing, m.limits.Attributes)
	if m.mode.xml {
		m.dropPrefix(t)
	}
	if t.open {
		m.restored++
		m.edit(t.start, t.end, string(m.data[t.start:t.nameEnd])+">")
	} else if t.excess > 0 {
		m.excess++
		m.edit(t.excess, t.end-1, "")
	}
	if closing {
		m.endTag(t)
		return t.end, t.end
	}
	m.nodes++
	return m.startTag(t)
}

// startTag follows a start tag and returns what element does.
func (m *mender) startTag(t *tag) (next, text int) {
	k := m.kindOf(t)
	empty := t.selfClosing && (m.mode.xml || m.nest.foreign())
	switch {
	case k == kindVoid:
		if t.hash == hashFrame && m.mode.frames {
			m.drop(t)
		}
	case k == kindRoot:
		if t.attributes > 0 {
			if m.roots++; m.roots > mostRoots {
				m.drop(t)
			}
		}
	case k == kindFrame:
		m.framed = true
		if m.mode.frames {
			m.drop(t)
		}
	case k == kindRaw && !(empty && m.nest.foreign()):
		return m.raw(t, empty)
	case empty:
		if m.mode.xml && !m.nest.foreign() && k != kindForeign && !t.open {
			m.edit(t.end, t.end, "</"+string(m.data[t.nameStart():t.nameEnd])+">")
		}
	default:
		m.open(t, k)
	}
	return t.end, t.end
}

// kindOf returns the kind that t has in the mender's mode.
func (m *mender) kindOf(t *tag) kind {
	switch {
	case t.kind == kindFormat && m.mode.neutral:
		return kindInline
	case t.hash == hashNoframes && m.mode.frames:
		return kindFrame
	case t.hash == hashTitle && m.nest.foreign():
		return kindPoint
	}
	return t.kind
}

// open follows a start tag that has content, or leaves it out.
func (m *mender) open(t *tag, k kind) {
	switch m.nest.open(t.hash, k, m.mode.strict, m.limits.Depth) {
	case tagStays:
		if t.kind == kindFormat && m.mode.neutral {
			m.rename(t)
		}
	case tagFlattened:
		m.flattened++
		text := ""
		if k != kindInline && k != kindUnknown && k != kindFormat && k != kindLink {
			text = "<br>"
		}
		m.replace(t, text)
	}
}

// endTag follows an end tag, or leaves it out with its start tag.
func (m *mender) endTag(t *tag) {
	k := m.kindOf(t)
	switch {
	case k == kindRaw || k == kindVoid || k == kindRoot:
	case k == kindFrame && m.mode.frames:
		m.drop(t)
	case m.nest.close(t.hash, k, m.mode.strict) == tagFlattened:
		m.replace(t, "")
	case t.kind == kindFormat && m.mode.neutral:
		m.rename(t)
	}
}

func (m *mender) drop(t *tag) { m.replace(t, "") }

// replace puts text in the place of the whole tag.
func (m *mender) replace(t *tag, text string) {
	if t.open || t.excess > 0 {
		m.edits = m.edits[:len(m.edits)-1]
	}
	m.edit(t.start, t.end, text)
}

// rename makes the tag a <span>.
func (m *mender) rename(t *tag) {
	e := edit{t.nameStart(), t.nameEnd, "span"}
	if t.open || t.excess > 0 {
		last := len(m.edits) - 1
		if t.open {
			m.edits[last].text = string(m.data[t.start:t.nameStart()]) + "span>"
			return
		}
		m.edits = slices.Insert(m.edits, last, e)
		return
	}
	m.edits = append(m.edits, e)
}

// dropPrefix takes the namespace prefix of XHTML off a name, as in
// <html:div>, once the root element has shown it.
func (m *mender) dropPrefix(t *tag) {
	name := m.data[t.nameStart():t.nameEnd]
	if m.prefix == nil && !t.closing && bytes.HasSuffix(name, []byte(":html")) {
		m.prefix = name[:len(name)-len("html")]
	}
	if m.prefix == nil || t.open || !bytes.HasPrefix(name, m.prefix) || !isLetter(name[min(len(m.prefix), len(name)-1)]) {
		return
	}
	m.edit(t.nameStart(), t.nameStart()+len(m.prefix), "")
	t.hash = hashName(string(name[len(m.prefix):]))
	t.kind = kinds.of(t.hash)
}

// apply returns data with the edits made, which are in order and apart.
func (m *mender) apply() []byte {
	if len(m.edits) == 0 {
		return m.data
	}
	grown := 0
	for _, e := range m.edits {
		grown += len(e.text)
	}
	out := make([]byte, 0, len(m.data)+grown)
	at := 0
	for _, e := range m.edits {
		out = append(append(out, m.data[at:e.start]...), e.text...)
		at = e.end
	}
	return append(out, m.data[at:]...)
}

// warnings says what was mended.
func (m *mender) warnings() (all []string) {
	add := func(n int, format string, args ...any) {
		if n > 0 {
			all = append(all, fmt.Sprintf(format, args...))
		}
	}
	add(m.flattened, "nesting deeper than %d elements was flattened", m.limits.Depth)
	add(m.excess, "attributes beyond the first %d of a tag were left out", m.limits.Attributes)
	add(m.restored, "markup left open was closed, which would have swallowed the rest of the page")
	if m.mode.neutral {
		all = append(all, "unclosed formatting tags would have multiplied without end, so formatting was left out")
	}
	if m.mode.frames {
		all = append(all, "the page is made of frames, whose text is in pages of their own")
	}
	return all
}
