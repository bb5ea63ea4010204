-- Actors of the table `actor`.
select source, actor, name, kind, economy, region, cost from actor order by actor, source;
