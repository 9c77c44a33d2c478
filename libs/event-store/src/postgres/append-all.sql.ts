/**
 * Appends of many callers in one call, judged as a set. The lock is taken by a statement of its own, so that what follows sees
 * everything that committed before it was granted; nothing is waited for while it is held. Arrays that belong together have
 * one entry per append, those that begin with `e_` one per event; those of commands are empty when there are none.
 *
 * A stream's revision is that of its last event, by the index of stream and revision: a row per stream that every append updates
 * leaves its former versions to be searched for as long as anybody holds a snapshot open.
 *
 * Expected revisions: 0 and above exact, -1 no stream, -2 stream exists, -3 any. Stream and command numbers count from 1
 * into the distinct names and ids; 0 is none. An append without a stream settles a command and nothing else.
 *
 * Upon: the number of the append in this batch that another one was decided on, which stands only if that one is appended now;
 * 0 when there is none, -1 when it did not stand. What is decided on a state that never was would find its expected revision
 * taken by somebody else's events.
 *
 * Verdicts, with revisions and positions, as lists with one entry per append:
 * 1 appended, 2 settled (now), 3 repeat (of an append: its first answer), 4 wrong (expected revision; the revision is the
 * actual one), 5 before (the command was settled before: `befores` has number, fingerprint and answer), 6 again (an earlier
 * append of this batch has the same command: ask once more), 7 partial, 8 unfounded (what it was decided on did not stand).
 *
 * Plans are made once and must not depend on how small a table was then: by keys, whatever the statistics say
 * (so no exists either, which may become a hash of the whole table).
 *
 * append_group says with it when the events were written, so that whoever wrote them need not read them. append_all stays, as it
 * was, for processes of the version before, as long as any run beside those of this one.
 */
const appending = (name: string, more: string, lastly: string): string => `
create function ${name}(
  p_streams text[], p_stream int[], p_expected bigint[], p_count int[], p_upon int[],
  p_commands uuid[], p_command int[], p_fingerprint text[], p_answer text[],
  e_append int[], e_id uuid[], e_type text[], e_data json[], e_metadata json[],
  out verdicts text, out revisions text, out positions text, out befores json${more}
)
language plpgsql volatile
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_last bigint;
  v_head bigint;
  v_now timestamptz;
  v_appends int := cardinality(p_stream);
  v_known bigint[];     -- per stream: the revision before this batch
  v_revisions bigint[]; -- per stream: the revision after what was judged so far
  v_taken boolean[] := '{}';
  v_before boolean[] := '{}';
  v_verdict int[] := array_fill(0, array[v_appends]);
  v_revision bigint[] := array_fill(-1::bigint, array[v_appends]);
  v_position bigint[] := array_fill(0::bigint, array[v_appends]);
  v_end int[] := array_fill(0, array[v_appends]); -- per append: its last event's number
  v_start int := 0;
  v_expected bigint;
  v_actual bigint;
  v_count int;
  v_from bigint;
  v_same int;
  v_at bigint;
  s int;
  c int;
begin
  if pg_advisory_xact_lock(hashtextextended('liaison event store ' || current_schema(), 0)) is null then
    raise exception 'the lock was not taken';
  end if;
  select coalesce(max(e.position), 0) into v_last from events e;
  v_head := v_last;
  v_now := clock_timestamp();
  v_known := array(
    select coalesce((select e.revision from events e where e.stream = w.stream order by e.revision desc limit 1), -1)
      from unnest(p_streams) with ordinality w(stream, no) order by w.no);
  v_revisions := v_known;
  if cardinality(p_commands) > 0 then
    v_before := array(
      select (select true from commands k where k.command_id = w.id) is not null
        from unnest(p_commands) with ordinality w(id, no) order by w.no);
    v_taken := v_before;
  end if;

  for i in 1..v_appends loop
    s := p_stream[i];
    c := coalesce(p_command[i], 0);
    v_count := p_count[i];
    if c > 0 and v_taken[c] then
      v_verdict[i] := case when v_before[c] then 5 else 6 end;
    elsif s = 0 then
      v_verdict[i] := 2;
    else
      v_expected := p_expected[i];
      v_actual := v_revisions[s];
      v_from := null;
      if v_expected = v_actual then
        v_verdict[i] := 1;
      elsif v_expected = -3 or (v_expected = -2 and v_actual >= 0) then
        v_verdict[i] := 1;
        v_from := v_known[s] - v_count;
      else
        v_verdict[i] := 4;
        v_revision[i] := v_actual;
        v_from := case when v_expected >= -1 then v_expected else v_known[s] - v_count end;
      end if;
      -- the same events may be there already: where they were expected, or at the end where nothing was
      if v_from >= -1 and v_from < v_known[s] then
        select count(*), max(e.position) into v_same, v_at
          from events e
          where e.stream = p_streams[s] and e.revision between v_from + 1 and v_from + v_count
            and e.id = e_id[v_start + (e.revision - v_from)::int];
        if v_same = v_count then
          v_verdict[i] := 3;
          v_revision[i] := v_from + v_count;
          v_position[i] := v_at;
        elsif v_same > 0 then
          v_verdict[i] := 7;
        end if;
      end if;
      if p_upon[i] <> 0 and v_verdict[i] in (1, 4) then
        if p_upon[i] < 0 or v_verdict[p_upon[i]] <> 1 then
          v_verdict[i] := 8;
        end if;
      end if;
      if v_verdict[i] = 1 then
        v_head := v_head + v_count;
        v_revisions[s] := v_actual + v_count;
        v_revision[i] := v_actual + v_count;
        v_position[i] := v_head;
        v_end[i] := v_start + v_count;
      end if;
    end if;
    if c > 0 and v_verdict[i] <= 3 then
      v_taken[c] := true;
    end if;
    v_start := v_start + v_count;
  end loop;

  if v_head > v_last then
    insert into events (position, stream, revision, id, type, time, data, metadata)
      select v_position[e.a] - v_end[e.a] + e.no, p_streams[p_stream[e.a]], v_revision[e.a] - v_end[e.a] + e.no,
        e.id, e.type, v_now, e.data, e.metadata
      from unnest(e_append, e_id, e_type, e_data, e_metadata) with ordinality e(a, id, type, data, metadata, no)
      where v_verdict[e.a] = 1;
  end if;
  if cardinality(p_commands) > 0 then
    insert into commands (command_id, fingerprint, answer, settled_at)
      select p_commands[p_command[a.i]], p_fingerprint[a.i],
        case when p_stream[a.i] = 0 then p_answer[a.i]::json
          else json_build_object('accepted', true, 'stream', p_streams[p_stream[a.i]], 'revision', v_revision[a.i],
            'position', v_position[a.i], 'events', p_count[a.i]) end,
        v_now
      from generate_series(1, v_appends) a(i)
      where p_command[a.i] > 0 and v_verdict[a.i] <= 3;
    if 5 = any (v_verdict) then
      select json_agg(json_build_array(a.i, k.fingerprint, k.answer)) into befores
        from generate_series(1, v_appends) a(i) join commands k on k.command_id = p_commands[p_command[a.i]]
        where v_verdict[a.i] = 5;
    end if;
  end if;
  verdicts := array_to_string(v_verdict, ',');
  revisions := array_to_string(v_revision, ',');
  positions := array_to_string(v_position, ',');${lastly}
end $$;
`;

export const appendAll = appending('append_all', '', '');
export const appendGroup = appending('append_group', ', out appended_at json', "\n  appended_at := to_json(v_now at time zone 'UTC');");
