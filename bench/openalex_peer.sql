-- What DuckDB does with the same works: read_json with the columns given, and the same ten files written.
create table record as
select *
from read_json('$in', format = 'newline_delimited', maximum_object_size = 67108864, columns = {
  id: 'varchar', doi: 'varchar', title: 'varchar', publication_year: 'integer', publication_date: 'date', language: 'varchar',
  type: 'varchar', primary_location: 'struct(source struct(display_name varchar))', cited_by_count: 'bigint',
  is_retracted: 'boolean', updated_date: 'timestamp', referenced_works: 'varchar[]',
  abstract_inverted_index: 'map(varchar, integer[])',
  authorships: 'struct(author struct(id varchar, display_name varchar, orcid varchar), institutions struct(id varchar, display_name varchar, ror varchar, country_code varchar, type varchar)[], countries varchar[], is_corresponding boolean)[]',
  topics: 'struct(id varchar, display_name varchar, score double, subfield struct(id varchar), field struct(id varchar), domain struct(id varchar))[]',
  awards: 'struct(id varchar, display_name varchar, funder_award_id varchar, funder_display_name varchar)[]',
  funders: 'struct(id varchar, display_name varchar)[]',
  counts_by_year: 'struct(year integer, cited_by_count bigint)[]'});
create macro key_of(space, id) as (space::ubigint << 56) | substr(id, 23)::ubigint;
copy (
  select key_of(1, id) as work_key, substr(id, 22) as id, lower(replace(doi, 'https://doi.org/', '')) as doi, title, abstract, language,
         type, publication_year as year, publication_date as date, primary_location.source.display_name as venue,
         cited_by_count as citations, is_retracted, updated_date::date as updated
  from record
  left join (select id, string_agg(word, ' ' order by place) as abstract
             from (select id, word, unnest(places) as place
                   from (select id, unnest(map_keys(abstract_inverted_index)) as word,
                                unnest(map_values(abstract_inverted_index)) as places from record))
             group by id) using (id)
) to '$out/work.parquet' (format parquet, compression snappy);
copy (select key_of(1, id) as work_key, key_of(1, unnest(referenced_works)) as cited_key from record)
to '$out/work_reference.parquet' (format parquet, compression snappy);
create table author as
select id, generate_subscripts(authorships, 1) as position, unnest(authorships) as a from record;
create table place as
select id, position, a.author as author, a.is_corresponding as is_corresponding, unnest(a.institutions) as i from author;
copy (
  select distinct key_of(1, id) as work_key, position, key_of(2, author.id) as person_key, key_of(3, i.id) as institution_key,
         i.country_code as economy, is_corresponding from place
  union all by name
  select key_of(1, id) as work_key, position, key_of(2, a.author.id) as person_key, a.is_corresponding as is_corresponding
  from author where len(a.institutions) = 0
) to '$out/authorship.parquet' (format parquet, compression snappy);
copy (select key_of(2, a.author.id) as person_key, any_value(a.author.orcid) as orcid, any_value(a.author.display_name) as name
      from author where a.author.id is not null group by 1)
to '$out/person.parquet' (format parquet, compression snappy);
copy (select key_of(3, i.id) as institution_key, any_value(i.ror) as ror, any_value(i.display_name) as name, any_value(i.type) as type,
             any_value(i.country_code) as economy from place where i.id is not null group by 1)
to '$out/institution.parquet' (format parquet, compression snappy);
create table about as
select id, generate_subscripts(topics, 1) as rank, unnest(topics) as t from record;
copy (select key_of(1, id) as work_key, substr(t.id, 22) as topic, rank, t.score as score from about)
to '$out/work_topic.parquet' (format parquet, compression snappy);
copy (select substr(t.id, 22) as topic, any_value(t.display_name) as name, any_value(t.subfield.id) as subfield,
             any_value(t.field.id) as field, any_value(t.domain.id) as domain from about group by 1)
to '$out/topic.parquet' (format parquet, compression snappy);
copy (select key_of(1, id) as work_key, c.year as year, c.cited_by_count as citations
      from (select id, unnest(counts_by_year) as c from record))
to '$out/work_citation_year.parquet' (format parquet, compression snappy);
create table award as select id, unnest(awards) as a from record;
copy (select key_of(8, a.id) as grant_key, key_of(1, id) as work_key from award)
to '$out/grant_work.parquet' (format parquet, compression snappy);
copy (select key_of(8, a.id) as grant_key, any_value(a.funder_award_id) as id, any_value(a.display_name) as title,
             any_value(a.funder_display_name) as funder from award group by 1)
to '$out/grant.parquet' (format parquet, compression snappy);
select (select count(*) from read_parquet('$out/work.parquet')) as works,
       (select count(*) from read_parquet('$out/work_reference.parquet')) as "references",
       (select count(abstract) from read_parquet('$out/work.parquet')) as abstracts;
