package source

import (
	"bytes"
)

// raw follows an element whose content is text up to its end tag, whatever the
// text looks like. An end tag that is missing is put in where the markup of
// the page goes on, so that the page is not lost in a title.
func (m *mender) raw(t *tag, empty bool) (next, text int) {
	if t.hash == hashPlaintext {
		m.nodes++
		return len(m.data), len(m.data)
	}
	if empty {
		// Of XML: the parser knows nothing of <script/>.
		if !t.open {
			m.edit(t.end, t.end, m.endTagOf(t))
		}
		return t.end, t.end
	}
	end, unhide := m.rawEnd(t, t.end)
	if m.nest.foreign() {
		return m.foreignRaw(t, end)
	}
	if end < 0 || t.hash == hashTitle && m.swallows(t.end, end) {
		end = m.resume(t)
		if end < 0 {
			m.nodes++
			return len(m.data), len(m.data)
		}
		m.restored++
		m.edit(end, end, m.endTagOf(t))
	}
	if t.hash == hashNoscript && m.unwraps(t, end) {
		m.replace(t, "")
		return t.end, t.end
	}
	if end > t.end {
		m.nodes++
	}
	if unhide {
		m.unhide(t.end, end)
	}
	if t.hash == hashNoscript {
		m.noscripts += textLength(m.data[t.end:end])
	}
	return end, end
}

// unwraps tells whether the tags of the <noscript> that ends at end are to be
// left out, so that its content is part of the page. Images and notices stay
// in theirs.
func (m *mender) unwraps(t *tag, end int) bool {
	if !m.mode.noscript {
		return false
	}
	if t.end > m.unwrapped && textLength(m.data[t.end:end]) > fewText {
		m.unwrapped = end
	}
	return t.end <= m.unwrapped
}

func (m *mender) endTagOf(t *tag) string {
	return "</" + string(m.data[t.nameStart():t.nameEnd]) + ">"
}

// foreignRaw follows a tag such as <style> inside of SVG or MathML, where the
// parser may take its content for text or for markup. A content that would
// make a difference is left out.
func (m *mender) foreignRaw(t *tag, end int) (next, text int) {
	if end < 0 {
		m.replace(t, "")
		return t.end, t.end
	}
	if bytes.IndexByte(m.data[t.end:end], '<') >= 0 {
		end = m.angle(end)
		m.replace(t, "")
		m.edits[len(m.edits)-1].end = end
		return end, end
	}
	m.nodes++
	return end, end
}

// unhide drops every "<!--" of a script that would make the parser overlook
// its end tag.
func (m *mender) unhide(start, end int) {
	for {
		n := bytes.Index(m.data[start:end], []byte("<!--"))
		if n < 0 {
			return
		}
		m.edit(start+n, start+n+4, "")
		start += n + 4
	}
}

// longTitle is far beyond the length of any title that people wrote.
const longTitle = 2000

// swallows tells whether a title's text holds the beginning of the page's
// body: its end tag is missing, and the one found is of some picture's title.
func (m *mender) swallows(start, end int) bool {
	content := m.data[start:end]
	if bytes.IndexByte(content, '<') < 0 {
		return false
	}
	if len(content) > longTitle {
		return true
	}
	content = bytes.ToLower(content)
	for _, mark := range []string{"</head>", "<body", "<meta ", "<link ", "<script", "<style"} {
		if bytes.Contains(content, []byte(mark)) {
			return true
		}
	}
	return false
}

// resume returns where the page goes on after the start tag t, whose end tag
// is missing: at the first tag, or for scripts and styles, which may have tags
// in their own text, at the first tag that a page's body or head is made of.
// It returns -1 when there is none.
func (m *mender) resume(t *tag) int {
	code := t.hash == hashScript || t.hash == hashStyle
	for i := t.end; i < m.lastAngle; i++ {
		n := bytes.IndexByte(m.data[i:m.lastAngle], '<')
		if n < 0 {
			return -1
		}
		i += n
		name := i + 1
		if m.data[name] == '/' {
			name++
		}
		if !isLetter(m.data[name]) {
			if !code && m.data[name] == '!' {
				return i
			}
			continue
		}
		h := uint32(hashSeed)
		j := name
		for j < len(m.data) && j < name+16 && m.data[j] != '>' && m.data[j] != '/' && !isSpace(m.data[j]) {
			h = hashByte(h, m.data[j])
			j++
		}
		switch k := kinds.of(h); {
		case k == kindUnknown:
		case !code, k != kindInline && k != kindFormat && k != kindRaw:
			return i
		}
	}
	return -1
}

// textLength returns the length of the text in content: without tags, white
// space at their edges, styles and scripts.
func textLength(content []byte) (n int) {
	for len(content) > 0 {
		i := bytes.IndexByte(content, '<')
		if i < 0 {
			return n + len(bytes.TrimSpace(content))
		}
		n += len(bytes.TrimSpace(content[:i]))
		content = content[i+1:]
		for _, code := range []string{"style", "script"} {
			if !isTagName(content, []byte(code)) {
				continue
			}
			end := endTag(content, []byte(code))
			if end < 0 {
				return n
			}
			content = content[end:]
		}
		_, content, _ = bytes.Cut(content, []byte(">"))
	}
	return n
}
