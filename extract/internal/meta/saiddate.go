package meta

// Date reads a date as people or machines write it, days and months in the
// page's order, and returns it as RFC 3339, or as a day where text names no time.
// It returns "" for what is no date.
func (m *Meta) Date(text string) string {
	if s, ok := parseStamp(text, m.order); ok {
		return s.String()
	}
	return ""
}
