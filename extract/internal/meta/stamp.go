package meta

import (
	"fmt"
	"strconv"
	"strings"
)

// stamp is a day, with its time only when the offset from UTC is known too:
// RFC 3339 has no time without one.
type stamp struct {
	year, month, day int
	hour, min, sec   int
	offset           int // minutes east of UTC
	timed            bool
	vague, only      order // how it was read: where day and month could change places, where not
}

// Years that a page's date may lie in. Earlier ones are the dates of systems
// that had none to give (1970, 0001), later ones mistakes.
const (
	firstYear = 1990
	lastYear  = 2099
)

func (s stamp) valid() bool {
	if s.year < firstYear || s.year > lastYear || s.month < 1 || s.month > 12 || s.day < 1 || s.day > daysIn(s.year, s.month) {
		return false
	}
	return !s.timed || s.hour >= 0 && s.hour < 24 && s.min >= 0 && s.min < 60 && s.sec >= 0 && s.sec < 60 && s.offset >= -14*60 && s.offset <= 14*60
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// String gives the stamp as RFC 3339, a day alone where the time is not known.
func (s stamp) String() string {
	day := fmt.Sprintf("%04d-%02d-%02d", s.year, s.month, s.day)
	if !s.timed {
		return day
	}
	day += fmt.Sprintf("T%02d:%02d:%02d", s.hour, s.min, s.sec)
	switch o := s.offset; {
	case o == 0:
		return day + "Z"
	case o < 0:
		return day + fmt.Sprintf("-%02d:%02d", -o/60, -o%60)
	default:
		return day + fmt.Sprintf("+%02d:%02d", o/60, o%60)
	}
}

// daysBetween returns how many days a lies before b.
func daysBetween(a, b stamp) int { return b.days() - a.days() }

// clocked reports whether the time of day is known: midnight stands for a day
// alone.
func (s stamp) clocked() bool { return s.timed && s.hour|s.min|s.sec != 0 }

// turned returns the stamp with day and month in each other's place.
func (s stamp) turned() stamp {
	s.day, s.month = s.month, s.day
	s.vague = dayFirst + monthFirst - s.vague
	return s
}

// at returns the same moment with another offset from UTC.
func (s stamp) at(offset int) stamp {
	local := s.instant() + offset*60
	day, second := local/86400, local%86400
	t := civil(day)
	t.hour, t.min, t.sec, t.offset, t.timed = second/3600, second/60%60, second%60, offset, true
	return t
}

// instant returns the seconds since 1970 of a stamp with a time, 0 for one without.
func (s stamp) instant() int {
	if !s.timed {
		return 0
	}
	return s.days()*86400 + s.hour*3600 + s.min*60 + s.sec - s.offset*60
}

// days counts the days since 1970-01-01.
func (s stamp) days() int {
	y := s.year - 1
	n := y*365 + y/4 - y/100 + y/400 - 719162
	for m := 1; m < s.month; m++ {
		n += daysIn(s.year, m)
	}
	return n + s.day - 1
}

// order says how 3/4/2024 is to be read.
type order uint8

const (
	dayFirst order = iota + 1
	monthFirst
)

// parseStamp reads a date that is meant for machines, in any of the forms that
// pages give them: ISO 8601 and its neighbours, RFC 1123, seconds or
// milliseconds since 1970, or a date as people write it.
func parseStamp(s string, o order) (stamp, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 6 || len(s) > 200 {
		return stamp{}, false
	}
	if t, ok := epoch(s); ok {
		return t, true
	}
	if len(s) >= 8 && digits(s[:8]) == 8 && (len(s) == 8 || s[8] == 'T' || len(s) == 14 && digits(s) == 14) {
		t := stamp{year: atoi(s[:4]), month: atoi(s[4:6]), day: atoi(s[6:8])}
		if t.valid() {
			return t, true
		}
	}
	found := findDates(s, o)
	if len(found) == 0 {
		return stamp{}, false
	}
	return found[0].stamp, true
}

// epoch reads seconds or milliseconds since 1970.
func epoch(s string) (stamp, bool) {
	if n := len(s); digits(s) != n || n != 10 && n != 13 {
		return stamp{}, false
	}
	sec, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return stamp{}, false
	}
	if len(s) == 13 {
		sec /= 1000
	}
	days, rest := sec/86400, int(sec%86400)
	t := civil(int(days))
	t.hour, t.min, t.sec, t.timed = rest/3600, rest/60%60, rest%60, true
	return t, t.valid()
}

// civil turns days since 1970-01-01 into a date.
func civil(days int) stamp {
	year := 1970
	for {
		n := 365
		if daysIn(year, 2) == 29 {
			n = 366
		}
		if days < n {
			break
		}
		days -= n
		year++
	}
	month := 1
	for days >= daysIn(year, month) {
		days -= daysIn(year, month)
		month++
	}
	return stamp{year: year, month: month, day: days + 1}
}

// digits counts the leading ASCII digits of s.
func digits(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return i
		}
	}
	return len(s)
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
