"""A reader of iCalendar that is not ours: says as JSON what it finds in a file, with times on the wall of a zone.

usage: outside-reader.py <zone> < calendar.ics
"""

import json
import sys
from zoneinfo import ZoneInfo

from icalendar import Calendar

zone = ZoneInfo(sys.argv[1])
calendar = Calendar.from_ical(sys.stdin.buffer.read())


def told(event):
    return {
        "uid": str(event["UID"]),
        "status": str(event["STATUS"]),
        "sequence": int(event["SEQUENCE"]),
        "summary": str(event["SUMMARY"]),
        "categories": [str(category) for category in event.categories],
        "start": event.start.astimezone(zone).isoformat(),
        "end": event.end.astimezone(zone).isoformat(),
    }


errors = [str(error) for component in calendar.walk() for error in component.errors]
print(json.dumps({"version": str(calendar["VERSION"]), "errors": errors, "events": [told(event) for event in calendar.events]}))
