-- What the table `actor_capability` says that actors can do.
select actor, capability, level, evidence, source from actor_capability order by actor, capability, source;
