/**
 * As it was first; append_all has taken its place.
 *
 * Appends of many callers in one call, judged as a set. The lock is a statement of its own, so that what follows sees
 * everything that committed before it was granted; nothing is waited for while it is held. Arrays that belong together have
 * one entry per append, those that begin with `e_` one per event.
 *
 * Expected revisions: 0 and above exact, -1 no stream, -2 stream exists, -3 any. Stream and command numbers count from 1
 * into the distinct names and ids; 0 is none. An append without a stream settles a command and nothing else.
 *
 * Verdicts: appended, settled (now), repeat (of an append: its first answer), before (the command was settled before),
 * partial, wrong (expected revision), again (an earlier append of this batch has the same command: ask once more).
 */
export const appendBatch = `
create function append_batch(
  p_streams text[], p_stream int[], p_expected bigint[], p_count int[],
  p_commands uuid[], p_command int[], p_fingerprint text[], p_answer text[],
  e_append int[], e_index int[], e_id uuid[], e_type text[], e_data text[], e_metadata text[]
) returns table (n int, verdict text, revision bigint, "position" bigint, fingerprint text, answer json)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  v_last bigint;
  v_head bigint;
  v_now timestamptz;
  v_appends int := cardinality(p_stream);
  v_revisions bigint[];
  v_known bigint[];
  v_taken boolean[];
  v_before boolean[];
  v_first bigint[] := array_fill(-1::bigint, array[greatest(v_appends, 1)]);
  v_offset bigint[] := array_fill(0::bigint, array[greatest(v_appends, 1)]);
  v_verdict text[] := array_fill(''::text, array[greatest(v_appends, 1)]);
  v_start int := 0;
  v_from bigint;
  v_same int;
  v_at bigint;
  s int;
  c int;
begin
  perform pg_advisory_xact_lock(hashtextextended('liaison event store ' || current_schema(), 0));
  select coalesce(max(e.position), 0) into v_last from events e;
  v_head := v_last;
  v_now := clock_timestamp();

  select coalesce(array_agg(coalesce(t.revision, -1) order by w.no), '{}') into v_revisions
    from unnest(p_streams) with ordinality w(stream, no) left join streams t on t.stream = w.stream;
  v_known := v_revisions;
  select coalesce(array_agg(k.command_id is not null order by w.no), '{}') into v_before
    from unnest(p_commands) with ordinality w(id, no) left join commands k on k.command_id = w.id;
  v_taken := v_before;

  for i in 1..v_appends loop
    s := p_stream[i];
    c := p_command[i];
    v_same := 0;
    if c > 0 and v_taken[c] then
      v_verdict[i] := case when v_before[c] then 'before' else 'again' end;
    elsif s = 0 then
      v_verdict[i] := 'settled';
    else
      v_from := case when p_expected[i] >= -1 then p_expected[i] else v_known[s] - p_count[i] end;
      if p_expected[i] = v_revisions[s] or p_expected[i] = -3 or (p_expected[i] = -2 and v_revisions[s] >= 0) then
        v_verdict[i] := 'appended';
      else
        v_verdict[i] := 'wrong';
      end if;
      -- the same events may be there already: where they were expected, or at the end where nothing was
      if v_from >= -1 and v_from < v_known[s] and (v_verdict[i] = 'wrong' or p_expected[i] < -1) then
        select count(*), max(e.position) into v_same, v_at
          from events e
          where e.stream = p_streams[s] and e.revision between v_from + 1 and v_from + p_count[i]
            and e.id = e_id[v_start + (e.revision - v_from)::int];
        if v_same = p_count[i] then
          v_verdict[i] := 'repeat';
          v_first[i] := v_from + 1;
          v_offset[i] := v_at;
        elsif v_same > 0 then
          v_verdict[i] := 'partial';
        end if;
      end if;
      if v_verdict[i] = 'appended' then
        v_first[i] := v_revisions[s] + 1;
        v_revisions[s] := v_revisions[s] + p_count[i];
        v_head := v_head + p_count[i];
        v_offset[i] := v_head;
      elsif v_verdict[i] = 'wrong' then
        v_first[i] := v_revisions[s];
      end if;
    end if;
    if c > 0 and v_verdict[i] in ('appended', 'settled', 'repeat') then
      v_taken[c] := true;
    end if;
    v_start := v_start + p_count[i];
  end loop;

  if v_head > v_last then
    insert into events (position, stream, revision, id, type, time, data, metadata)
      select v_offset[e.a] - p_count[e.a] + 1 + e.i, p_streams[p_stream[e.a]], v_first[e.a] + e.i, e.id, e.type, v_now, e.data::json, e.metadata::json
      from unnest(e_append, e_index, e_id, e_type, e_data, e_metadata) e(a, i, id, type, data, metadata)
      where v_verdict[e.a] = 'appended';
    insert into streams (stream, revision, position)
      select p_streams[p_stream[a.i]], max(v_first[a.i] + p_count[a.i] - 1), max(v_offset[a.i])
      from generate_series(1, v_appends) a(i)
      where v_verdict[a.i] = 'appended'
      group by 1
      on conflict (stream) do update set revision = excluded.revision, position = excluded.position;
  end if;

  insert into commands (command_id, fingerprint, answer, settled_at)
    select p_commands[p_command[a.i]], p_fingerprint[a.i],
      case when p_stream[a.i] = 0 then p_answer[a.i]::json
        else json_build_object('accepted', true, 'stream', p_streams[p_stream[a.i]], 'revision', v_first[a.i] + p_count[a.i] - 1,
          'position', v_offset[a.i], 'events', p_count[a.i]) end,
      v_now
    from generate_series(1, v_appends) a(i)
    where p_command[a.i] > 0 and v_verdict[a.i] in ('appended', 'settled', 'repeat');

  return query
    select a.i, v_verdict[a.i],
      case v_verdict[a.i] when 'wrong' then v_first[a.i] else v_first[a.i] + p_count[a.i] - 1 end,
      v_offset[a.i], k.fingerprint, k.answer
    from generate_series(1, v_appends) a(i)
    left join commands k on v_verdict[a.i] = 'before' and k.command_id = p_commands[p_command[a.i]];
end $$;
`;
