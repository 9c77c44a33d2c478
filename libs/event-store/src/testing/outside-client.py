"""A client of EventStoreDB that is not ours, for the server in the test process: says as JSON what it was answered.

usage: outside-client.py <connection string>
"""

import json
import sys
from uuid import UUID

from esdbclient import EventStoreDBClient, NewEvent, StreamState
from esdbclient.exceptions import NotFound, StreamIsDeleted, WrongCurrentVersion

client = EventStoreDBClient(uri=sys.argv[1])
everything_of_suite = r"suite\..*"


def event(number, text):
    data = json.dumps({"text": text}, ensure_ascii=False).encode()
    metadata = json.dumps({"commandId": "c", "by": "python"}).encode()
    return NewEvent(id=UUID(int=(4 << 76) + number), type="Told", data=data, metadata=metadata)


def shown(recorded):
    return [recorded.stream_name, recorded.stream_position, recorded.type, json.loads(recorded.data).get("text")]


def refused(act, error):
    try:
        act()
    except error as fault:
        return type(fault).__name__
    return "nothing"


answers = {}
opening = [event(1, "erstens"), event(2, "zweitens: 患者"), event(3, "drittens")]
first = client.append_to_stream("suite.room-python", current_version=StreamState.NO_STREAM, events=opening)
answers["appended"] = first
answers["repeated"] = client.append_to_stream("suite.room-python", current_version=StreamState.NO_STREAM, events=opening)
answers["wrong version"] = refused(
    lambda: client.append_to_stream("suite.room-python", current_version=7, events=[event(4, "nie")]), WrongCurrentVersion
)
client.append_to_stream("suite.room-python", current_version=2, events=[event(5, "viertens")])

answers["own"] = [shown(each) for each in client.get_stream("suite.room-python")]
answers["backwards"] = [shown(each)[1] for each in client.get_stream("suite.room-python", backwards=True, limit=2)]
answers["from elsewhere"] = [shown(each) for each in client.get_stream("suite.room-ours")]
answers["missing"] = refused(lambda: client.get_stream("suite.room-nowhere"), NotFound)

everything = list(client.read_all(filter_include=everything_of_suite, filter_by_stream_name=True))
answers["all"] = [shown(each)[:2] for each in everything]
answers["positions grow"] = all(a.commit_position < b.commit_position for a, b in zip(everything, everything[1:]))

with client.subscribe_to_all(filter_include=everything_of_suite, filter_by_stream_name=True) as subscription:
    answers["subscribed"] = [shown(next(subscription))[:2] for _ in everything]
    client.append_to_stream("suite.room-live", current_version=StreamState.ANY, events=[event(6, "live")])
    answers["live"] = shown(next(subscription))
with client.subscribe_to_all(commit_position=first, filter_include=everything_of_suite, filter_by_stream_name=True) as resumed:
    answers["resumed"] = shown(next(resumed))
with client.subscribe_to_stream("suite.room-python", stream_position=1) as of_stream:
    answers["of stream"] = shown(next(of_stream))

client.append_to_stream("suite.room-gone", current_version=StreamState.NO_STREAM, events=[event(7, "weg")])
client.delete_stream("suite.room-gone", current_version=0)
answers["deleted"] = refused(lambda: client.get_stream("suite.room-gone"), NotFound)
client.append_to_stream("suite.room-gone", current_version=StreamState.NO_STREAM, events=[event(8, "wieder da")])
answers["back again"] = [shown(each) for each in client.get_stream("suite.room-gone")]
client.tombstone_stream("suite.room-gone", current_version=StreamState.ANY)
answers["tombstoned"] = refused(
    lambda: client.append_to_stream("suite.room-gone", current_version=StreamState.ANY, events=[event(9, "nie")]),
    StreamIsDeleted,
)
client.close()
print(json.dumps(answers))
